import { type DocumentUseCase } from '../use-case.js';
import { decideInfections } from './decide.js';
import { readInfections } from './read.js';
import { type Vocabulary } from './rules.js';
import { ALERTS, type InfectionValue, KINDS, RESULTS } from './value.js';
import {
  ALERT_WORDS,
  ANTIBIOTICS,
  codeOf,
  DEVICES,
  INFECTIONS,
  ORGANISMS,
  type Phenotype,
  PHENOTYPES,
  SITES,
  SPECIMENS,
} from './vocabulary.js';

const ID = 'infections';
const VERSION = '1.3.0';

const phenotypesByName = new Map(PHENOTYPES.map((phenotype) => [phenotype.name, phenotype]));

const atcByName = new Map(ANTIBIOTICS.map(({ name, atc }) => [name, atc ?? null]));

const vocabulary: Vocabulary = {
  atcOf: (antibiotic) => atcByName.get(antibiotic) ?? null,
  codeOf: (name) => codeOf(name),
  alertOf(name, family, organism) {
    const { alerts = {}, except = [] } = phenotypesByName.get(name) ?? {};
    if (except.some((genus) => organism?.startsWith(genus))) return null;
    return (organism === null ? undefined : alerts[family ?? 'none']) ?? alerts['default'] ?? null;
  },
  phenotypeOf(organism, antibiotic, result) {
    const states = (one: Phenotype) =>
      one.definedBy?.some(
        (sign) =>
          sign.organism === organism && sign.antibiotics.includes(antibiotic) && sign.result === result,
      );
    return PHENOTYPES.find(states)?.name ?? null;
  },
  phenotypeOfAll(organism, resisted) {
    const states = (one: Phenotype) =>
      one.definedByAll?.some(
        (sign) =>
          sign.organism === organism &&
          sign.results.every((antibiotics) => antibiotics.some((antibiotic) => resisted.has(antibiotic))),
      );
    return PHENOTYPES.find(states)?.name ?? null;
  },
};

const names = (entries: readonly { readonly name: string }[]): string[] => [
  ...new Set(entries.map(({ name }) => name)),
];

/** Infections, organisms, blood-stream infections, sites, antibiogram and resistant-bacteria alerts of a report. */
export const infections: DocumentUseCase<InfectionValue> = {
  id: ID,
  version: VERSION,
  scope: 'document',
  stage: 'assisted',
  needs: [],
  run: ({ document, context }) =>
    decideInfections(readInfections(document, context.documentDate), vocabulary, {
      useCase: ID,
      useCaseVersion: VERSION,
    }),
  vocabulary: () => ({
    names: names([
      ...INFECTIONS,
      ...DEVICES,
      ...ORGANISMS,
      ...ORGANISMS.flatMap(({ infection }) => (infection ? [{ name: infection }] : [])),
      ...SITES,
      ...ANTIBIOTICS,
      ...PHENOTYPES,
      ...ALERT_WORDS,
    ]),
    kinds: [...KINDS],
    results: [...RESULTS],
    phenotypes: names(PHENOTYPES),
    alerts: [...ALERTS],
    specimens: names(SPECIMENS),
  }),
};
