import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { createMatcher, expandAlternatives, type Span, type TokenizedText } from '../../text/index.js';
import { plain } from './plain.js';
import { type Sentence } from './sentence.js';

const specimens = parse(readFileSync(new URL('./specimens.yml', import.meta.url), 'utf8')) as Record<
  string,
  string[]
>;
const specimenForms = createMatcher(
  Object.entries(specimens).map(([value, patterns]) => ({
    value,
    patterns: patterns.flatMap(expandAlternatives),
  })),
);
const LOOK_BACK = 400;

/** The specimen a result speaks of: named in its sentence, else shortly before it in the section; else null. */
export function specimenOf(
  tokens: TokenizedText,
  sentence: Span,
  at: number,
  sectionStart: number,
): string | null {
  const inside = specimenForms.find(tokens, sentence);
  const before = inside.filter(({ start }) => start < at);
  const nearest = before[before.length - 1] ?? inside[0];
  if (nearest) return nearest.value;
  const from = Math.max(sectionStart, sentence.start - LOOK_BACK);
  if (from >= sentence.start) return null;
  return specimenForms.find(tokens, { start: from, end: sentence.start }).at(-1)?.value ?? null;
}

const MONTHS = ['jan', 'fev', 'mar', 'avr', 'mai', 'juin', 'juil', 'aou', 'sep', 'oct', 'nov', 'dec'];
const pad = (digits: string | number) => String(digits).padStart(2, '0');

/** A date as reports write it → ISO `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; null when it is not one. */
export function isoDate(written: string): string | null {
  const text = plain(written);
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (iso) return text;
  const full = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})$/.exec(text);
  if (full) return calendar(full[3] ?? '', full[2] ?? '', full[1] ?? '');
  const month = /^(\d{1,2})\/(\d{4})$/.exec(text);
  if (month) return calendar(month[2] ?? '', month[1] ?? '');
  const words = /^(?:(\d{1,2}|1er)\s)?([a-z]+)\.?\s(\d{2,4})$/.exec(text);
  if (words) {
    const index = MONTHS.findIndex((name) => (words[2] ?? '').startsWith(name));
    return index === -1 ? null : calendar(words[3] ?? '', String(index + 1), words[1]?.replace('er', ''));
  }
  return /^\d{4}$/.test(text) ? text : null;
}

function calendar(year: string, month: string, day?: string): string | null {
  const full = year.length === 2 ? `20${year}` : year;
  if (full.length !== 4 || Number(month) < 1 || Number(month) > 12 || Number(day ?? 1) > 31) return null;
  return day === undefined ? `${full}-${pad(month)}` : `${full}-${pad(month)}-${pad(day)}`;
}

/** The date a statement carries: the last one written before its result in the sentence, else the one just after. */
export function dateOf(sentence: Sentence, evidence: Span): string | null {
  const dates = sentence.pieces.filter(({ kind }) => kind === 'date');
  const inside = dates.find(({ start, end }) => start >= evidence.start && end <= evidence.end);
  const before = dates.filter(({ end }) => end <= evidence.start).at(-1);
  const after = dates.find(({ start }) => start >= evidence.end && start - evidence.end <= 12);
  const chosen = inside ?? after ?? before;
  return chosen ? isoDate(chosen.text) : null;
}

const CONDITION =
  /\b(?:si|s'il|en cas d|lorsque|quand|dans l'hypothese|selon (?:le |la |les )?(?:resultat|statut))/;

/** "Si HER2 positif…", "en cas de mutation…" are not results. `at` is where the statement begins. */
export function isConditional(sentence: Sentence, at: number): boolean {
  const before = sentence.plain.slice(0, at - sentence.start);
  const condition = CONDITION.exec(before.slice(-80));
  return condition !== null && !/[.;:]/.test(before.slice(-80).slice(condition.index + condition[0].length));
}

const COMPARED_WITH = /\b(?:par rapport|contre|versus|vs|precedente?s?|anterieure?s?)\b[^.;,(]{0,40}\([^)]*$/;
const RECALL = /\b(?:anterieure?s?|precedente?s?|anteriorites?|historique|rappel)\b[^.;:]{0,40}:[^.;]*$/;

/** "Dosages antérieurs : PSA…": what follows is of the past. `at` is where the biomarker is named. */
export function isRecalled(sentence: Sentence, at: number): boolean {
  const before = sentence.plain.slice(0, at - sentence.start);
  return (RECALL.test(before) && !/par rapport/.test(before)) || COMPARED_WITH.test(before);
}

/** "Ce jour : …" inside a section of antecedents. */
export function isToday(sentence: Sentence, at: number): boolean {
  const before = sentence.pieces.filter(({ end }) => end <= at);
  const last = before.findLast(({ kind }) => kind === 'now' || kind === 'date' || kind === 'versus');
  return last?.kind === 'now';
}
