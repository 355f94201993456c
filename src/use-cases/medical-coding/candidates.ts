import { lastStarted } from '../../text/index.js';
import { type Part, partsIn, partsOf } from './parts.js';
import { type Mention, type Reading } from './read.js';

/** A mention, where it stands and what its sentence says of it. */
export interface Placed extends Mention {
  readonly reading: Reading;
  readonly parts: ReadonlySet<Part>;
}

/** A code and all that the stay says of it. */
export interface Candidate {
  readonly code: string;
  /** What supports it: stated of the patient now, else of the past. At least one. */
  readonly shown: readonly Placed[];
  /** Stated of the patient, now. */
  readonly stated: readonly Placed[];
  /** Of the past (a chronic disease stands there too), supposed, denied. */
  readonly past: readonly Placed[];
  readonly supposed: readonly Placed[];
  readonly denied: readonly Placed[];
}

/** The codes that the stay states at least once, now or of the past, in the order of their first mention. */
export function candidatesOf(mentions: ReadonlyMap<Reading, readonly Mention[]>): Candidate[] {
  const byCode = new Map<string, { [K in 'stated' | 'past' | 'supposed' | 'denied']: Placed[] }>();
  for (const [reading, found] of mentions) {
    const parts = partsIn(reading.tokens);
    for (const mention of found) {
      if (mention.verdict.experiencer === 'other' || mention.section === 'antecedents-familiaux') continue;
      const sentence = lastStarted(reading.document.document.sentences, mention.start) ?? mention;
      const placed = { ...mention, reading, parts: partsOf(parts, mention, sentence) };
      const own = byCode.get(mention.code) ?? { stated: [], past: [], supposed: [], denied: [] };
      own[kindOf(mention)].push(placed);
      byCode.set(mention.code, own);
    }
  }
  return [...byCode].flatMap(([code, told]) => {
    const shown = told.stated.length > 0 ? told.stated : told.past;
    return shown.length > 0 ? [{ code, shown, ...told }] : [];
  });
}

function kindOf({ verdict, code }: Mention): 'stated' | 'past' | 'supposed' | 'denied' {
  if (verdict.assertion === 'Absent' && verdict.temporality === 'current') return 'denied';
  // A code of history (Z80 to Z99) is stated by words of the past.
  if (verdict.temporality === 'historical' && !/^Z[89]/.test(code)) return 'past';
  return verdict.assertion === 'Present' ? 'stated' : verdict.assertion === 'Absent' ? 'denied' : 'supposed';
}
