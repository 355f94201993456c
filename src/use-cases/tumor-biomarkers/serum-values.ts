import { type Reading, type Said } from './reading.js';
import { isoDate } from './situation.js';

/** One value of a serum marker among those a statement gives. */
export interface SerumValue {
  readonly said: Said;
  /** Given for comparison, or overtaken by a later one. */
  readonly earlier: boolean;
  /** "initial", "au diagnostic": of the past wherever a later one is known. */
  readonly first: boolean;
  /** As written; null where none is. */
  readonly date: string | null;
}

/** A value far from the name needs its unit to be believed. */
const MAX_DISTANCE_WITHOUT_UNIT = 1;

interface Told {
  readonly said: Said;
  date: string | null;
  /** Placed in time by a word: "contre", "ce jour", "initial". */
  past: boolean;
  now: boolean;
  formerly: boolean;
  /** "de 3,1 à 7,4", "0,5 → 0,8": another value comes after it. */
  overtaken: boolean;
}

/** The values a statement gives, in its order; bounds and ranges are none. */
export function serumValues(reading: Reading, distance: number): SerumValue[] {
  const values: Told[] = [];
  let ahead = { past: false, now: false, formerly: false };
  let date: string | null = null;
  let segment: Told[] = [];
  for (const [index, said] of reading.entries()) {
    const gap = said.gap;
    // "0,5 (01/2021)", "12 (ce jour)": a parenthesis that only places the value before it.
    const placed = values[values.length - 1];
    const next = reading[index + 1];
    const aside = (gap?.opened ?? 0) > 0 && placed !== undefined && reading[index - 1] === placed.said;
    if (
      aside &&
      TIME.has(said.kind) &&
      !(next?.kind === 'number' && (next.opens !== true || next.gap?.colon))
    ) {
      if (said.kind === 'date') placed.date ??= said.text;
      else placed[said.kind === 'versus' ? 'past' : (said.kind as 'now' | 'formerly')] = true;
      continue;
    }
    // "(32 il y a trois mois)": the words come after the value they place.
    if (POSTPOSED.test(said.text) && said.kind === 'versus' && placed && reading[index - 1] === placed.said) {
      placed.past = true;
      continue;
    }
    const opens = said.opens === true || said.kind === 'versus';
    if (opens && !(gap?.colon && segment.length === 0)) {
      if (segment.length > 0) {
        ahead = { past: false, now: false, formerly: false };
        date = null;
      }
      segment = [];
    }
    const last = segment[segment.length - 1];
    if (said.kind === 'versus' || said.kind === 'formerly' || said.kind === 'now') {
      const key = said.kind === 'versus' ? 'past' : said.kind;
      if (last && (said.kind === 'now' || values.length > 1)) last[key] = true;
      else if (!last) ahead[key] = true;
    }
    if (said.kind === 'date') {
      const introduces =
        next?.gap?.colon === true ||
        (gap?.line === true && next?.kind === 'number' && next.gap?.line === false);
      if (last && last.date === null && !introduces) last.date = said.text;
      else date = said.text;
      if (introduces) segment = [];
    }
    const { measure } = said;
    const isFirst = values.length === 0;
    if (!measure || !(said.kind === 'number' || (isFirst && said.kind === 'grade'))) continue;
    // "0,5 en mars et 0,8 ng/mL en juin": another value, where a unit or a time says so.
    const leads = gap?.leads === true && last !== undefined && !(gap.and && last.date !== null);
    const told = { said, date, ...ahead, overtaken: false };
    if (leads && values.length > 1 && !gap.arrow && last.date === null) continue;
    if (leads && !(gap.arrow || last.said.gap?.points)) continue;
    if (isFirst && measure.unit === null && distance > MAX_DISTANCE_WITHOUT_UNIT) continue;
    if (!isFirst && !leads && !isTold(told, reading, index)) continue;
    if (leads) last.overtaken = true;
    values.push(told);
    segment.push(told);
    date = null;
    ahead = { past: false, now: false, formerly: false };
  }
  return inTime(values);
}

/** After the first value, a number is another one where a unit or a word of time says so; a bare bound is none. */
function isTold({ said, date, past, now, formerly }: Told, reading: Reading, index: number): boolean {
  if (date !== null || past || now || formerly) return true;
  const next = reading[index + 1];
  const near = next !== undefined && (next.opens !== true || (next.gap?.opened ?? 0) > 0);
  const timed = near && TIME.has(next.kind);
  const bound = said.measure?.comparator !== '' && !timed;
  return !bound && (timed || said.measure?.unit != null);
}

const POSTPOSED = /^(?:il y a|le mois|l'an|auparavant|precedemment|anterieurement)/;
const TIME: ReadonlySet<string> = new Set(['date', 'now', 'formerly', 'versus']);

function inTime(values: readonly Told[]): SerumValue[] {
  const isNow = currentOf(values);
  return values.map((value) => ({
    said: value.said,
    earlier: !isNow(value),
    first: value.formerly,
    date: value.date,
  }));
}

/** Which values are those of now: said so, else not of the past; of dated ones the latest, unless some have no date. */
function currentOf(values: readonly Told[]): (value: Told) => boolean {
  if (values.some(({ now }) => now)) return ({ now }) => now;
  const open = values.filter(({ past, overtaken }) => !past && !overtaken);
  const later = open.filter(({ formerly }) => !formerly);
  const rest = later.length > 0 ? later : open;
  const undated = rest.filter(({ date }) => date === null);
  if (undated.length > 0) return (value) => undated.includes(value);
  const latest = rest.reduce<Told | undefined>(
    (best, each) =>
      best && (isoDate(each.date ?? '') ?? '') < (isoDate(best.date ?? '') ?? '') ? best : each,
    undefined,
  );
  return (value) => value === latest;
}
