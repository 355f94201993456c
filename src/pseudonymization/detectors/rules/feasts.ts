import { type Span } from '../../../text/index.js';
import { fold } from '../../lexicon/index.js';
import { fullYear } from './calendar.js';

const YEAR = String.raw`(?:19|20)\d{2}(?!\d)`;
const SEASON = new RegExp(
  String.raw`(?<![\p{L}\d])(?:printemps|[ée]t[ée]|automne|hiver)(?: de)?(?: l['’]ann[ée]e)?[ \n]${YEAR}(?:[-–/](?:20)?\d{2}(?!\d))?`,
  'giu',
);
/** Also surnames and first names: only where a time is said. */
const FEAST = new RegExp(
  String.raw`(?<=(?<!\p{L})(?:[àÀaA]|[Dd]epuis|[Aa]vant|[Aa]pr[èe]s|[Vv]ers|[Dd][èe]s|[Jj]usqu['’][àa]|[Aa]utour de|[Jj]our de|[Ll]undi de|[Dd]imanche de|[Vv]eille de|[Ll]endemain de|[Ss]oir de|[Nn]uit de|[Rr][ée]veillon de|la) )(?:No[ëe]l|P[âa]ques|Toussaint|Pentec[ôo]te|Chandeleur)(?:[ \n]${YEAR})?(?!\p{L}| ?\p{Lu}| 1[3-8]\d{2})`,
  'gu',
);
const FEAST_YEAR = new RegExp(
  String.raw`(?<!\p{L})(?:No[ëe]l|NO[ËE]L|P[âa]ques|Toussaint|Pentec[ôo]te|Ascension)[ \n]${YEAR}`,
  'gu',
);
const NEW_YEAR = new RegExp(
  String.raw`(?<!\p{L})(?:(?:premier )?jour de l['’]an|nouvel an|(?:saint|st)[ -]sylvestre)(?:[ \n]${YEAR})?(?!\p{L})`,
  'giu',
);

/** Seasons of a year, feasts with a year or without. */
export function feasts(text: string): Span[] {
  return [SEASON, FEAST, FEAST_YEAR, NEW_YEAR].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ 0: raw, index }) => ({ start: index, end: index + raw.length })),
  );
}

export interface FeastTime {
  readonly kind: 'season' | 'feast' | 'day';
  readonly day: number;
  readonly month: number;
  readonly year?: number;
}

/** When it is, Easter and what hangs on it by half a month. */
const TIMES: readonly (readonly [RegExp, Omit<FeastTime, 'year'>])[] = [
  [/^printemps/, { kind: 'season', day: 5, month: 5 }],
  [/^ete/, { kind: 'season', day: 5, month: 8 }],
  [/^automne/, { kind: 'season', day: 5, month: 11 }],
  [/^hiver/, { kind: 'season', day: 5, month: 2 }],
  [/^noel/, { kind: 'feast', day: 25, month: 12 }],
  [/^paques/, { kind: 'feast', day: 10, month: 4 }],
  [/^(?:ascension|pentecote)/, { kind: 'feast', day: 25, month: 5 }],
  [/^toussaint/, { kind: 'feast', day: 1, month: 11 }],
  [/^chandeleur/, { kind: 'feast', day: 2, month: 2 }],
  [/^(?:premier )?jour de l|^nouvel an/, { kind: 'day', day: 1, month: 1 }],
  [/^s(?:ain)?t[ -]sylvestre/, { kind: 'day', day: 31, month: 12 }],
];

/** What a feast or a season means; undefined where `raw` is none. */
export function feastTime(raw: string): FeastTime | undefined {
  const folded = fold(raw);
  const known = TIMES.find(([name]) => name.test(folded))?.[1];
  if (known === undefined) return undefined;
  const [, year, last] = /(\d{4})(?:[-–/](\d{2,4}))?/.exec(raw) ?? [];
  if (year === undefined) return known;
  const first = fullYear(year, 0);
  // "hiver 2023-2024": most of it is of the second year.
  return { ...known, year: last === undefined ? first : Math.max(first, fullYear(last, first)) };
}
