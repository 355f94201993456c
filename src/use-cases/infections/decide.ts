import { type Evidence, type Finding } from '../finding.js';
import { alertFindings, type LinkedResistance } from './decide-alerts.js';
import { type Judged, type Reading } from './read.js';
import { type Mention } from './mentions.js';
import { type InfectionValue } from './value.js';
import { type Draft, isOfPatient, isStated, mergeDrafts } from './draft.js';
import { countBefore, overlapping } from './ordered-spans.js';

const NO_QUALITY = { organism: null, antibiotic: null, result: null, phenotype: null, alert: null } as const;
/** An organism is looked for at most this far before its susceptibility or its resistance, in UTF-16 units. */
const ORGANISM_WITHIN = 1500;

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

function mentionDrafts({ text, mentions, specimens }: Reading): Draft[] {
  const specimenOf = new Map(specimens.toReversed().map(({ sentence, name }) => [sentence, name]));
  return mentions.map((mention) => ({
    value: {
      ...NO_QUALITY,
      kind: mention.kind,
      name: mention.name,
      code: mention.code,
      organism: mention.organism,
    },
    assertion: assertionOf(mention.verdict, mention.says),
    temporality: mention.verdict.temporality,
    specimen: mention.organism ? (specimenOf.get(mention.sentence) ?? null) : null,
    confidence: confidenceOf(
      mention.verdict,
      mention.abbreviated ? CONFIDENCE.abbreviation : CONFIDENCE.plain,
    ),
    evidence: evidenceOf(text, mention),
  }));
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

/** The organism a quality speaks of: the nearest before it (stated, if in another sentence), else the first after it in its sentence. */
function organismOf(
  organisms: readonly Judged<Mention>[],
  quality: { readonly start: number; readonly end: number; readonly sentence: number },
): Judged<Mention> | null {
  const index = countBefore(organisms, quality.end);
  const isNamed = ({ sentence }: Judged<Mention>) => sentence === quality.sentence;
  for (let at = index - 1; at >= 0; at -= 1) {
    const organism = organisms[at] as Judged<Mention>;
    if (quality.start - organism.end > ORGANISM_WITHIN) break;
    if (isNamed(organism) || isStated(organism)) return organism;
  }
  const next = organisms[index];
  return next && isNamed(next) ? next : null;
}

function resistances(reading: Reading, organisms: readonly Judged<Mention>[]): LinkedResistance[] {
  const named = organisms
    .filter(({ phenotype }) => phenotype !== null)
    .map((organism) => ({ ...organism, name: organism.phenotype as string, organism }));
  const written = reading.phenotypes
    .filter((one) => !overlapping(named, one))
    .map((one) => ({ ...one, organism: organismOf(organisms, one) }));
  return [...named, ...written]
    .map(({ start, end, name, verdict, organism }) => ({ start, end, name, verdict, organism }))
    .sort((one, other) => one.start - other.start);
}

function resistanceDrafts(text: string, linked: readonly LinkedResistance[], codes: CodeOf): Draft[] {
  return linked.map(({ name, organism, verdict, ...span }) => ({
    value: {
      ...NO_QUALITY,
      kind: 'Resistance',
      name,
      code: codes(name),
      organism: organism?.name ?? null,
      phenotype: name,
    },
    assertion: assertionOf(verdict, null),
    temporality: verdict.temporality,
    specimen: null,
    confidence: confidenceOf(verdict, organism ? CONFIDENCE.plain : CONFIDENCE.unlinked),
    evidence: evidenceOf(text, span),
  }));
}

function susceptibilityDrafts(reading: Reading, organisms: readonly Judged<Mention>[]): Draft[] {
  return reading.susceptibilities.filter(isStated).map((one) => ({
    value: {
      ...NO_QUALITY,
      kind: 'Susceptibility',
      name: one.antibiotic,
      code: null,
      organism: organismOf(organisms, one)?.organism ?? null,
      antibiotic: one.antibiotic,
      result: one.result,
    },
    assertion: 'Present',
    temporality: 'current',
    specimen: null,
    confidence: one.direct ? CONFIDENCE.plain : CONFIDENCE.list,
    evidence: evidenceOf(reading.text, one),
  }));
}

type CodeOf = (name: string) => InfectionValue['code'];
export interface Vocabulary {
  readonly codeOf: CodeOf;
  /** The alert a phenotype raises in an organism of this family (null: unknown organism). */
  readonly alertOf: (
    phenotype: string,
    family: string | null,
    organism: string | null,
  ) => InfectionValue['alert'];
}

/** From what was read to Findings: pure, in the order of the text. Another person's infections are left out. */
export function decideInfections(
  reading: Reading,
  vocabulary: Vocabulary,
  meta: Pick<Finding, 'useCase' | 'useCaseVersion'>,
): Finding<InfectionValue>[] {
  const patient: Reading = {
    ...reading,
    mentions: reading.mentions.filter(isOfPatient),
    sites: reading.sites.filter(isOfPatient),
    phenotypes: reading.phenotypes.filter(isOfPatient),
    alerts: reading.alerts.filter(isOfPatient),
    susceptibilities: reading.susceptibilities.filter(isOfPatient),
  };
  const organisms = patient.mentions.filter(({ organism }) => organism !== null);
  const linked = resistances(
    patient,
    organisms.filter(({ kind }) => kind === 'Bacterie'),
  );
  return mergeDrafts(
    [
      ...mentionDrafts(patient),
      ...siteDrafts(patient),
      ...susceptibilityDrafts(patient, organisms),
      ...resistanceDrafts(patient.text, linked, vocabulary.codeOf),
      ...alertFindings(patient, linked, vocabulary.alertOf),
    ],
    meta,
  );
}
