import { type Finding } from '../finding.js';
import { familyOf } from './lexicon.js';
import { type Sample } from './samples.js';
import { canonical } from './variants.js';
import { type BiomarkerValue } from './value.js';

type BiomarkerFinding = Finding<BiomarkerValue>;

const DAY = 86_400_000;
/** Two samples of one disease lie closer than this. */
const DAYS_APART = 90;
/** Beside a result without a date: an older one that says otherwise, and one that says the same with another value. */
const DAYS_CONTRADICTED = 30;
const DAYS_DIFFERENT = 365;
/** A date that tells by itself that the sample is of the past. */
const DAYS_LONG_AGO = 3 * 365;

/** The stain or gene, told apart from its in situ hybridization. */
const keyOf = ({ value }: BiomarkerFinding) =>
  `${value.name} ${ofCopies(value) ? 'ish' : ''} ${canonical(value.variant ?? '')}`;
const ofCopies = ({ method, status }: BiomarkerValue) =>
  /amplified$/.test(status) || (method !== null && /ISH$/.test(method));
const saidOf = ({ value }: BiomarkerFinding) => `${value.status} ${value.value}`;
const timeOf = (date: string | null) => (date === null ? Number.NaN : Date.parse(date));

/** What the report says of one marker at the present. */
interface Present {
  latest: number;
  /** Without a date: what is said, its status, the sentences that say it. */
  readonly undated: Set<string>;
  readonly statuses: Set<string>;
  /** Sentences of results that are not of a first sample, of any variant of the gene. */
  readonly newer: Set<number>;
}

/**
 * Stains and genes read on an older sample, where the report gives a newer reading of one of them: a later date, or
 * another result without a date, or one that is not called initial. The others of that sample go with it.
 * `samples` are those of the findings; `documentDate` in ISO.
 */
export function olderSamples(
  findings: readonly BiomarkerFinding[],
  samples: readonly (Sample | undefined)[],
  documentDate: string | null,
): BiomarkerFinding[] {
  const present = presentOf(findings, samples);
  const today = timeOf(documentDate);
  const older = findings.map((finding, index) => {
    const told = isTissue(finding) ? present.get(keyOf(finding)) : undefined;
    return told !== undefined && isOlder(finding, samples[index], { told, today });
  });
  const groups = new Set(
    findings.flatMap((finding, index) =>
      older[index] === true || isSaidPast(finding) ? samplesOf(finding, samples[index]) : [],
    ),
  );
  return findings.map((finding, index) =>
    isTissue(finding) &&
    (older[index] === true || samplesOf(finding, samples[index]).some((each) => groups.has(each)))
      ? { ...finding, temporality: 'historical' }
      : finding,
  );
}

/** Of the past by the words of the report: the others of its sample are too. */
const isSaidPast = ({ value, temporality, date }: BiomarkerFinding) =>
  familyOf(value.name) !== 'serum' && temporality === 'historical' && date !== null;

const isTissue = ({ value, temporality }: BiomarkerFinding) =>
  familyOf(value.name) !== 'serum' && temporality === 'current';

function presentOf(findings: readonly BiomarkerFinding[], samples: readonly (Sample | undefined)[]) {
  const present = new Map<string, Present>();
  const newer = new Map<string, Set<number>>();
  for (const [index, finding] of findings.entries()) {
    if (!isTissue(finding) || finding.assertion !== 'Present') continue;
    const key = keyOf(finding);
    const ofGene = newer.get(finding.value.name) ?? new Set<number>();
    newer.set(finding.value.name, ofGene);
    const told = present.get(key) ?? {
      ...{ latest: -Infinity, undated: new Set(), statuses: new Set(), newer: ofGene },
    };
    present.set(key, told);
    const time = timeOf(finding.date);
    const sample = samples[index];
    if (sample && !sample.initial) told.newer.add(sample.sentence);
    if (!Number.isNaN(time)) told.latest = Math.max(told.latest, time);
    else if (sample?.initial !== true) {
      told.undated.add(saidOf(finding));
      told.statuses.add(finding.value.status);
    }
  }
  return present;
}

function isOlder(
  finding: BiomarkerFinding,
  sample: Sample | undefined,
  { told, today }: { told: Present; today: number },
): boolean {
  const time = timeOf(finding.date);
  if (told.latest - time > DAYS_APART * DAY || today - time > DAYS_LONG_AGO * DAY) return true;
  const { undated, statuses } = told;
  const another = undated.size > 1 || (undated.size === 1 && !undated.has(saidOf(finding)));
  if (another && today - time > DAYS_DIFFERENT * DAY) return true;
  const contradicted = statuses.size > 0 && !statuses.has(finding.value.status);
  if (contradicted && today - time > DAYS_CONTRADICTED * DAY) return true;
  const others = told.newer.size - (sample && told.newer.has(sample.sentence) ? 1 : 0);
  return sample?.initial === true && others > 0;
}

/** Results of one sample: one date of a sentence or of a line, or a sentence that speaks of the first one. */
function samplesOf({ date }: BiomarkerFinding, sample: Sample | undefined): string[] {
  if (!sample || sample.today) return [];
  if (date !== null) return [`${sample.sentence} ${date}`, `${sample.line} line ${date}`];
  return sample.initial ? [`${sample.sentence} initial`] : [];
}
