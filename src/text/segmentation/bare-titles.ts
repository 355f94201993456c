import { fold } from '../matching/fold.js';
import { comparable } from './comparable.js';
import { type SeenLine } from './folding.js';
import { type Heading } from './headings.js';
import { SECTION_TITLES } from './section-titles.js';
import { COMMA_TITLES } from './title-patterns.js';

/** Fewer than that are chance (`ATCD de phlébite` in a sentence). */
const MIN_DISTINCT = 3;
const OPENING = /^(\p{L}{1,12}\.?)(?: (\p{L}{1,12}\.?))?[ \t](?=[^\s:])/u;
const COMMA = /^(\p{L}[\p{L} ]{2,20}),(?=\s)/u;

/**
 * Titles that no sign parts from their text, by the offset of their line: abbreviations in notes typed in a hurry
 * (`atcd HTA⏎ttt kardegic⏎cat retour à domicile`), where several lines open so, and `Au total, …`.
 */
export function bareTitles(text: string, seen: readonly SeenLine[]): ReadonlyMap<number, Heading> {
  const bare = new Map<number, Heading>();
  const commas = new Map<number, Heading>();
  const distinct = new Set<string>();
  let plain = 0;
  for (const { line, kind } of seen) {
    if (kind.blank || kind.separator || kind.row) continue;
    plain += 1;
    const body = text.slice(line.start, Math.min(line.end, line.start + 40));
    const comma = body.includes(',') ? COMMA.exec(body)?.[1] : undefined;
    const code = comma === undefined ? undefined : COMMA_TITLES.get(comparable(comma));
    if (comma !== undefined && code !== undefined)
      commas.set(line.lineStart, { ...headingAt(line.start), end: line.start + comma.length + 1, code });
    const found = abbreviated(body);
    if (!found) continue;
    distinct.add(found.title);
    bare.set(line.lineStart, { ...headingAt(line.start), end: line.start + found.length, code: found.code });
  }
  if (distinct.size < MIN_DISTINCT) return commas;
  // Where most lines open so they are titles; among lines of prose they still have to look like one.
  const marked = bare.size * 3 >= plain;
  return new Map([...[...bare].map(([at, heading]) => [at, { ...heading, marked }] as const), ...commas]);
}

const headingAt = (start: number) => ({ start, marked: false, dated: false });
const OPENINGS = new Set([...SECTION_TITLES.abbreviated.keys()].map((title) => title.slice(0, 2)));

function abbreviated(body: string): { title: string; length: number; code: string } | undefined {
  if (!OPENINGS.has(fold(body.slice(0, 2)))) return undefined;
  const [, first, second] = OPENING.exec(body) ?? [];
  if (first === undefined) return undefined;
  for (const words of second === undefined ? [first] : [`${first} ${second}`, first]) {
    const title = comparable(words).replace(/\.$/, '');
    const code = SECTION_TITLES.abbreviated.get(title);
    if (code !== undefined) return { title, length: words.length, code };
  }
  return undefined;
}
