import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { createMatcher, expandAlternatives, type Span, type TokenizedText } from '../../text/index.js';
import { plain } from './plain.js';
import { isoDate } from './situation.js';

/** What a column of a laboratory table holds. `date`: results of the day its heading gives. */
export type ColumnRole = 'name' | 'result' | 'unit' | 'range' | 'previous' | 'date' | 'other';

/** The heading of a column; offsets of the document, `date` in ISO. */
export interface Heading extends Span {
  readonly role: ColumnRole;
  readonly date: string | null;
}

const file = parse(readFileSync(new URL('./table-headings.yml', import.meta.url), 'utf8')) as Record<
  Exclude<ColumnRole, 'date'>,
  string[]
>;
const isExact = (form: string) => form.startsWith('=');
const forms = createMatcher(
  (Object.entries(file) as [ColumnRole, string[]][]).flatMap(([value, patterns]) => [
    { value, patterns: patterns.filter((form) => !isExact(form)).flatMap(expandAlternatives) },
    { value, patterns: patterns.filter(isExact).map((form) => form.slice(1)), caseSensitive: true },
  ]),
);

/** Where several forms stand in one cell: "Résultat précédent", "Date du dosage". */
const STRONGEST: readonly ColumnRole[] = ['previous', 'range', 'unit', 'result', 'other', 'name'];
export const DATE_IN_CELL =
  /\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)\b|\b(?:0?[1-9]|1[0-2])\/(?:19|20)\d\d\b|\b(?:0[1-9]|[12]\d|3[01])\/(?:0[1-9]|1[0-2])\b(?![/.,]?\d)|\b(?:0[1-9]|1[0-2])\/(?:1[3-9]|[23]\d)\b(?![/.,]?\d)|\b(?:jan|fev|mars?|avr|mai|juin|juil|aout|sept?|oct|nov|dec)[a-z]{0,6}\.? (?:20)?\d\d\b/;

/** "J15", "M3", "C2": days of a treatment, in the order of their columns. */
const PERIOD = /^[jmcst]\s?\d{1,3}$/;

/** Every place of the document that may head a column, in order. */
export const headingForms = (tokens: TokenizedText) => forms.find(tokens);

/** The heading in a cell, or null when it heads nothing. */
export function headingOf(tokens: TokenizedText, cell: Span, reference: string | null): Heading | null {
  const text = plain(tokens.text.slice(cell.start, cell.end));
  const written = DATE_IN_CELL.exec(text)?.[0];
  const date = written === undefined ? null : isoDate(written, reference);
  const roles = forms.find(tokens, cell).map(({ value }) => value);
  const role = STRONGEST.find((each) => roles.includes(each));
  if (role) return { ...cell, role: date !== null && role === 'name' ? 'date' : role, date };
  if (/^(?:avant|apres|post|pre)[\s-]/.test(text.trim())) return { ...cell, role: 'previous', date: null };
  if (PERIOD.test(text.trim())) return { ...cell, role: 'date', date: null };
  return date !== null && text.replace(/[()]/g, '').trim() === written
    ? { ...cell, role: 'date', date }
    : null;
}

/** Headings parted by single blanks only, in the order they are written. */
export function headingsInRow(tokens: TokenizedText, line: Span): Heading[] {
  return forms.find(tokens, line).map(({ start, end, value }) => ({ start, end, role: value, date: null }));
}
