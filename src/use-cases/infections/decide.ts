import { type Evidence, type Finding } from '../finding.js';
import { alertFindings, type LinkedResistance } from './decide-alerts.js';
import { resistancesOf, withoutDeniedStrains } from './decide-resistances.js';
import { type Draft, isOfPatient, isStated, mergeDrafts } from './draft.js';
import { type Judged } from './judged.js';
import { carriedResults } from './carriers.js';
import { bySentence } from './link.js';
import { type Mention } from './mentions.js';
import { acquisitionOf, isCarriage } from './circumstances.js';
import { dateOf } from './dates.js';
import { normOf } from './norm.js';
import { type Reading } from './read.js';
import { withoutRepeated } from './repeated-results.js';
import { type CodeOf, type Vocabulary } from './rules.js';
import { type InfectionValue } from './value.js';

const NO_QUALITY = { organism: null, antibiotic: null, result: null, phenotype: null, alert: null } as const;

/** What a card explains: how sure a plain statement is, and what takes from it. */
const CONFIDENCE = {
  plain: 0.9,
  abbreviation: 0.85,
  absent: 0.85,
  historical: 0.8,
  undetermined: 0.7,
  list: 0.8,
  unlinked: 0.75,
};

type Verdict = Judged<Mention>['verdict'];

function confidenceOf(verdict: Verdict, start: number): number {
  if (verdict.temporality === 'historical') return CONFIDENCE.historical;
  if (verdict.assertion === 'Absent') return Math.min(start, CONFIDENCE.absent);
  return verdict.assertion === 'Indetermine' ? CONFIDENCE.undetermined : start;
}

/** Something of the past is not there now: Absent, historical (docs/batch-contract.md). */
function assertionOf(verdict: Verdict, says: 'Absent' | null): Draft['assertion'] {
  return says ?? (verdict.temporality === 'historical' ? 'Absent' : verdict.assertion);
}

const evidenceOf = (text: string, { start, end }: { start: number; end: number }): Evidence => ({
  start,
  end,
  text: text.slice(start, end),
});

const EXCLUDES = /[ée]limin|[ée]cart|exclu|infirm|r[ée]cus|abandon|non[ \t](?:confirm|retenu)|redress/i;

/** It was thought of, and is denied by a word that ends a suspicion. */
function isExcluded(text: string, { verdict }: Judged<Mention>): boolean {
  const isDenied = verdict.assertion === 'Absent' && verdict.temporality === 'current';
  return isDenied && verdict.triggers.some(({ start, end }) => EXCLUDES.test(text.slice(start, end)));
}

function mentionDrafts({ text, mentions, specimens }: Reading): Draft[] {
  const specimenOf = new Map(specimens.toReversed().map(({ sentence, name }) => [sentence, name]));
  return mentions.map((mention) => {
    const acquisition = mention.organism ? null : acquisitionOf(text, mention);
    return {
      value: {
        ...NO_QUALITY,
        kind: mention.kind,
        name: mention.name,
        code: mention.code,
        organism: mention.organism,
        ...(mention.disease !== null && { disease: mention.disease }),
        ...(acquisition && { acquisition }),
        ...(mention.organism && isCarriage(text, mention) && { carriage: true as const }),
        ...(mention.kind === 'Infection' && isExcluded(text, mention) && { outcome: 'excluded' as const }),
      },
      assertion: assertionOf(mention.verdict, mention.says),
      temporality: mention.verdict.temporality,
      specimen: mention.organism ? (specimenOf.get(mention.sentence) ?? null) : null,
      confidence: confidenceOf(
        mention.verdict,
        mention.abbreviated ? CONFIDENCE.abbreviation : CONFIDENCE.plain,
      ),
      evidence: evidenceOf(text, mention.words ?? mention),
      date: dateOf(text, mention),
    };
  });
}

function siteDrafts({ text, sites }: Reading): Draft[] {
  return sites.map((site) => ({
    value: { ...NO_QUALITY, kind: 'Site', name: site.name, code: null },
    assertion: assertionOf(site.verdict, null),
    temporality: site.verdict.temporality,
    specimen: null,
    confidence: confidenceOf(site.verdict, CONFIDENCE.abbreviation),
    evidence: evidenceOf(text, site),
  }));
}

function resistanceDrafts(text: string, linked: readonly LinkedResistance[], codes: CodeOf): Draft[] {
  return linked.map(({ name, organism, verdict, mechanism, ...span }) => ({
    value: {
      ...NO_QUALITY,
      kind: 'Resistance',
      name,
      code: codes(name),
      organism: organism?.name ?? null,
      phenotype: name,
      ...(mechanism !== null && { mechanism }),
    },
    assertion: assertionOf(verdict, null),
    temporality: verdict.temporality,
    specimen: null,
    confidence: confidenceOf(verdict, organism ? CONFIDENCE.plain : CONFIDENCE.unlinked),
    evidence: evidenceOf(text, span),
  }));
}

function susceptibilityDrafts(
  reading: Reading,
  organisms: readonly Judged<Mention>[],
  atcOf: Vocabulary['atcOf'],
): Draft[] {
  const norm = reading.susceptibilities.length > 0 ? normOf(reading.text) : null;
  const said = reading.susceptibilities.filter(({ verdict }) => verdict.assertion === 'Present');
  const results = carriedResults(reading.text, organisms, said)
    // An antibiogram is as current as the germ it is of.
    .filter(({ one, carrier }) => isStated(one) || (carrier !== null && isStated(carrier)));
  return withoutRepeated(results).map(({ one, carrier }): Draft => {
    const atc = atcOf(one.antibiotic);
    return {
      value: {
        ...NO_QUALITY,
        kind: 'Susceptibility',
        name: one.antibiotic,
        code: null,
        organism: carrier?.organism ?? null,
        antibiotic: one.antibiotic,
        result: one.result,
        ...(atc !== null && { atc }),
        ...(norm !== null && { norm }),
        ...(one.mic !== null && { mic: one.mic }),
      },
      assertion: 'Present',
      temporality: 'current',
      specimen: null,
      confidence: one.direct ? CONFIDENCE.plain : CONFIDENCE.list,
      evidence: evidenceOf(reading.text, one),
    };
  });
}

/** From what was read to Findings: pure, in the order of the text. Another person's infections are left out. */
export function decideInfections(
  reading: Reading,
  vocabulary: Vocabulary,
  meta: Pick<Finding, 'useCase' | 'useCaseVersion'>,
): Finding<InfectionValue>[] {
  const patient: Reading = {
    ...reading,
    mentions: contaminated(reading.mentions.filter(isOfPatient)),
    sites: reading.sites.filter(isOfPatient),
    phenotypes: reading.phenotypes.filter(isOfPatient),
    alerts: reading.alerts.filter(isOfPatient),
    susceptibilities: reading.susceptibilities.filter(isOfPatient),
  };
  const organisms = [
    ...patient.mentions.filter(({ organism, virus }) => organism !== null && !virus),
    ...reading.references,
  ].sort((one, other) => one.start - other.start);
  const linked = resistancesOf(
    patient,
    organisms.filter(({ kind }) => kind === 'Bacterie'),
  );
  const kept = { ...patient, mentions: withoutDeniedStrains(patient, linked) };
  const susceptibilities = susceptibilityDrafts(patient, organisms, vocabulary.atcOf);
  return mergeDrafts(
    [
      ...mentionDrafts(kept),
      ...siteDrafts(patient),
      ...susceptibilities,
      ...resistanceDrafts(patient.text, linked, vocabulary.codeOf),
      ...alertFindings(
        { reading: patient, resistances: linked, susceptibilities, mentions: kept.mentions },
        vocabulary,
      ),
    ],
    meta,
  );
}

/**
 * A positive blood culture is what grew in it: undetermined with a contaminant, no bacteraemia with a fungus. A negative
 * one says nothing unless it is stated.
 */
function contaminated(mentions: readonly Judged<Mention>[]): Judged<Mention>[] {
  const together = bySentence(mentions.filter(({ organism }) => organism !== null));
  return mentions.flatMap((mention) => {
    if (!mention.bloodCulture) return [mention];
    const { verdict, says } = mention;
    if (says === 'Absent') return verdict.assertion === 'Indetermine' ? [] : [mention];
    const grown = (together.get(mention.sentence) ?? []).filter(({ start }) => start >= mention.start);
    if (grown.length === 0) return [mention];
    const bacteria = grown.filter(({ kind }) => kind === 'Bacterie');
    if (bacteria.length === 0) return [];
    const isNone = bacteria.every((one) => one.verdict.assertion === 'Absent');
    const isDoubtful = bacteria.every((one) => one.verdict.assertion !== 'Present');
    if (!isDoubtful) return [mention];
    return [{ ...mention, verdict: { ...verdict, assertion: isNone ? 'Absent' : 'Indetermine' } }];
  });
}
