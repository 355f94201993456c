import { isClone } from './clones.js';
import { denies, has, type Reading, says } from './reading.js';
import { type BiomarkerStatus } from './terms.js';

/** What a reading says of one biomarker. */
export interface Outcome {
  readonly status: BiomarkerStatus;
  readonly value: string | null;
  readonly unit: string | null;
  readonly method: string | null;
  readonly variant: string | null;
  /** `stated`: in words; `measured`: by the printed cut-off or the contract's; `usual`: by a limit not printed. */
  readonly basis: 'stated' | 'measured' | 'usual' | 'none';
  /** Why there is no result: pending, not done, not contributory, suspected. */
  readonly open?: boolean;
  /** As written, of this value among several; null where only others are dated. */
  readonly date?: string | null;
  /** An earlier value given for comparison. */
  readonly earlier?: boolean;
  /** The first value known: of the past where a later one is given elsewhere. */
  readonly formerly?: boolean;
  /** The upper bound printed beside a serum value. */
  readonly limit?: number;
  /** The range as printed, numbers only. */
  readonly range?: string;
  /** What in situ hybridization counts. */
  readonly copies?: number;
  readonly ratio?: number;
  /** The words that say it. */
  readonly clues?: Reading;
}

/** The same outcomes, with the words that say them where they do not know them yet. */
export const saidBy = (clues: Reading, outcomes: readonly Outcome[]): Outcome[] =>
  outcomes.map((each) => (each.clues ? each : { ...each, clues }));

export const outcome = (status: BiomarkerStatus, more: Partial<Outcome> = {}): Outcome => ({
  status,
  value: null,
  unit: null,
  method: null,
  variant: null,
  basis: 'stated',
  ...more,
});

const ISH_NAME = /\b(fish|cish|sish)\b/;
const FLUORESCENT = /fluorescen/;

/** The method a reading names, in the words of METHODS; the clone of an antibody names none. */
export function methodOf(reading: Reading): string | null {
  for (const clue of reading) {
    const method = METHODIC.has(clue.kind) && !isClone(clue) ? named(clue) : null;
    if (method !== null) return method;
  }
  return null;
}

const METHODIC: ReadonlySet<string> = new Set(['ish', 'ihc', 'sequencing', 'expression']);

function named({ kind, text }: Reading[number]): string | null {
  if (kind === 'ihc') return 'IHC';
  if (kind === 'expression') return /^immuno/.test(text) ? 'IHC' : null;
  if (kind === 'ish')
    return ISH_NAME.exec(text)?.[1]?.toUpperCase() ?? (FLUORESCENT.test(text) ? 'FISH' : 'ISH');
  if (/ngs|haut debit|rna/.test(text)) return 'NGS';
  if (/pcr|idylla/.test(text)) return 'PCR';
  return /sequenc|sanger/.test(text) ? 'sequencing' : null;
}

/** Positive or negative, as the words say it. */
export function polarityOf(reading: Reading): 'positive' | 'negative' | null {
  if (
    says(reading, 'negative', 'minus', 'absent', 'undetectable') ||
    denies(reading, 'positive', 'expressed', 'expresses', 'found')
  ) {
    return 'negative';
  }
  const last = reading[reading.length - 1];
  if (last?.kind === 'negator' && /^(?:non|absence|aucune?)$/.test(last.text)) return 'negative';
  if (denies(reading, 'expression', 'overexpressed') && !has(reading, 'lost')) return 'negative';
  if (denies(reading, 'absent', 'lost')) return 'positive';
  // "Perte diffuse": how far the loss goes.
  const lost = reading.findIndex(({ kind }) => kind === 'lost');
  if (lost !== -1 && reading[lost + 1]?.text.startsWith('diffus')) return 'negative';
  if (says(reading, 'positive', 'expressed', 'expresses', 'overexpressed', 'kept', 'plus')) return 'positive';
  if (says(reading, 'lost')) return 'negative';
  const found = reading.findIndex(({ kind, negated }) => kind === 'found' && !negated);
  if (found !== -1 && !reading.slice(0, found).some(isOpenSearch(reading[found]?.text ?? '')))
    return 'positive';
  return null;
}

/** "Recherche …, détectée" waits for an answer; "l'analyse a mis en évidence une mutation" gives it. */
const isOpenSearch =
  (found: string) =>
  ({ kind, text }: Reading[number]): boolean =>
    kind === 'search' &&
    !(
      /^(?:analyse|etude|test|sequencage|bilan)$/.test(text) &&
      /^(?:mis en|retrouv|identifi|decel|objectiv)/.test(found)
    );

/** No result, and the text says why. */
export function openOutcome(reading: Reading): Outcome | null {
  if (!has(reading, 'pending', 'notdone', 'noncontributive', 'doubt', 'falseNegator')) return null;
  if (isOnlyAsked(reading)) return null;
  const doubtOnly = !has(reading, 'pending', 'notdone', 'noncontributive');
  if (doubtOnly && reading.every(({ kind }) => kind === 'doubt' || kind === 'falseNegator')) return null;
  return outcome('unknown', { basis: 'none', open: true, method: methodOf(reading) });
}

/** "FISH demandée", "à préciser": a request of a test, and nothing of its answer. */
const isOnlyAsked = (reading: Reading) =>
  !has(reading, 'notdone', 'noncontributive', 'doubt', 'falseNegator') &&
  reading.every(
    ({ kind, text }) =>
      kind !== 'pending' ||
      /^a preciser/.test(text) ||
      (/^(?:en )?demand/.test(text) && has(reading, 'ish', 'ihc', 'sequencing', 'search')),
  );

/** Results, with what is still awaited of another technique: "2+, FISH en cours"; else why there is none. */
export function withoutNeedless(outcomes: readonly Outcome[]): Outcome[] {
  const known = outcomes.filter(({ open }) => !open);
  if (known.length === 0) return [...outcomes];
  const inSitu = known.some(isInSitu);
  return outcomes.filter((each) => !each.open || (!inSitu && isAwaited(each)));
}

export const isInSitu = ({ method, status }: Outcome) =>
  status === 'amplified' || status === 'not_amplified' || (method !== null && /ISH$/.test(method));
/** Pending; not done is told by what is known. */
export const isAwaited = (each: Outcome) =>
  isInSitu(each) && each.clues?.some(({ kind }) => kind === 'pending') === true;
