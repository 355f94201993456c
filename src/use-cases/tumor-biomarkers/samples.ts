import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { expandAlternatives, type Span } from '../../text/index.js';
import { DATE_IN_CELL } from './lab-headings.js';
import { endOfLine } from './lab-lines.js';
import { familyOf } from './lexicon.js';
import { plain } from './plain.js';
import { type Sentence } from './sentence.js';
import { isoDate, isToday } from './situation.js';

/** The sample a result was read on, as far as the place of the result tells it. */
export interface Sample {
  /** Where its line and its sentence begin. */
  readonly line: number;
  readonly sentence: number;
  /** Called the first one: "biopsie initiale", "au diagnostic", "rappel". */
  readonly initial: boolean;
  /** Called the one of today: "la récidive actuelle". */
  readonly today: boolean;
}

type Kind = 'initial' | 'ongoing' | 'over' | 'then';
const words = parse(readFileSync(new URL('./samples.yml', import.meta.url), 'utf8')) as Record<
  Kind,
  string[]
>;
const anyOf = (kind: Kind, tail = '') =>
  new RegExp(
    String.raw`(?<![a-z0-9])(?:${words[kind]
      .flatMap(expandAlternatives)
      .map((each) => plain(each).trim())
      .join('|')})(?![a-z0-9])${tail}`,
  );
const INITIAL = anyOf('initial', String.raw`[^.;]*$`);
const ONGOING = anyOf('ongoing');
const OVER = anyOf('over');
const THEN = anyOf('then');

/** How far in its sentence a word about the sample speaks of a result. UTF-16 code units. */
const REACH = 300;
const MAX_LINE = 900;

export function sampleOf(text: string, sentence: Sentence, at: number): Sample {
  const from = Math.max(0, at - sentence.start - REACH);
  return {
    line: text.lastIndexOf('\n', at - 1) + 1,
    sentence: sentence.start,
    initial: INITIAL.test(sentence.plain.slice(from, at - sentence.start)),
    today: isToday(sentence, at),
  };
}

const HEAD = new RegExp(
  String.raw`^[\s|>•*·\-–]*(?:\d{1,2}[.)]\s)?(?:en |le |du |au )?(${DATE_IN_CELL.source})(?=\s*[:|,\-–]|\s[a-z])`,
);

/** The date at the head of its line, for a result whose sentence has none: "- 09/2022 : adénocarcinome. ALK -". */
export function headDate(text: string, sentence: Sentence, { line }: Sample, reference: string | null) {
  if (sentence.dates.length > 0 || sentence.start - line > MAX_LINE) return null;
  const before = plain(text.slice(line, sentence.start));
  const written = HEAD.exec(plain(text.slice(line, line + 60)))?.[1] ?? onlyDate(before);
  return written === undefined ? null : isoDate(written, reference);
}

/** The only date that its line gives before: "1. TNE opérée 05/2021, pT3N1. Ki67 2 %". */
function onlyDate(before: string): string | undefined {
  if (!/^\s*(?:[-•*·–>|]|\d{1,2}[.)])\s/.test(before)) return undefined;
  const dates = before.match(new RegExp(DATE_IN_CELL.source, 'g')) ?? [];
  return dates.length === 1 ? dates[0] : undefined;
}

/** In a section of the past, a cancer that is under treatment now: "ADK métastatique, dernière cure le 21/05". */
export function isOngoing(text: string, { line }: Sample): boolean {
  const written = plain(text.slice(line, Math.min(endOfLine(text, line), line + MAX_LINE)));
  return ONGOING.test(written) && !OVER.test(written);
}

/** Years after which a date alone makes a stain or a gene one of the past. */
const LONG_AGO = 3;

/**
 * Of the past by its date alone, and not long ago: the biopsy of last year is what is known of a tumour, until a newer
 * one is told.
 */
export function isOnlyDated(
  text: string,
  triggers: readonly Span[],
  { name, reference }: { name: string; reference: string | null },
): boolean {
  if (reference === null || triggers.length === 0 || familyOf(name) === 'serum') return false;
  const oldest = Number(reference.slice(0, 4)) - LONG_AGO;
  const told = triggers.map(({ start, end }) => plain(text.slice(start, end)).trim());
  const years = told.flatMap((each) => {
    const year = /(?:19|20)\d\d$|[/.-](\d\d)$/.exec(each);
    return year ? [Number(year[1] === undefined ? year[0] : `20${year[1]}`)] : [];
  });
  return years.length > 0 && years.every((year) => year > oldest) && !told.some((each) => PAST.test(each));
}

const PAST = /antec|atcd|passe|ancien|anter|preced|histo|memoire|rappel|initial|epoque/;

/** "FGFR3 muté à l'époque". */
export const isOfThen = (sentence: Sentence, { end }: Span): boolean =>
  THEN.test(sentence.plain.slice(end - sentence.start, end - sentence.start + 25).replace(/[.;\n][^]*$/, ''));
