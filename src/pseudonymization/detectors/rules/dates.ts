import { type Span } from '../../../text/index.js';
import { type Candidate, type DetectionInput, PRIORITY } from '../candidate.js';
import { RELATIVES } from '../titles.js';
import { foldLetters } from '../../lexicon/index.js';
import { daysBefore, lonelyDays } from './bare-days.js';
import { dateMentions } from './date-mentions.js';
import { type DatePart, dateParts, isPlausible, toIso } from './date-parts.js';
import { feasts } from './feasts.js';
import { isGeneral } from './sources.js';

const BIRTH =
  /(?<!\p{L})(?:n[éÉ]e?(?:\(e\))?|nee|ne(?= (?:le|en|à) )|n[ée]\(e\)|naiss(?:ance|\.)?|ddn|dn|date naiss\.?)(?!\p{L})[^.;\n]{0,45}?(?:\n[ \t]*)?$/iu;
/** "Madame X, 54 ans (04/05/1961)": the age, then the day it is counted from. */
const AGED = /(?:, |Patiente? de |Homme de |Femme de )\d{1,3} ans \((?=$)/;
const hasDate = /\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|(?:19|20)\d{2}/;

function isBirth(text: string, start: number): 'patient' | 'other' | undefined {
  const before = text.slice(Math.max(0, start - 70), start);
  const match = BIRTH.exec(before) ?? AGED.exec(before);
  if (match === null || hasDate.test(match[0])) return undefined;
  const clause =
    text
      .slice(Math.max(0, start - 110), start)
      .split(/(?<!(?<!\p{L})(?:M|Mme|Dr|Pr|Mr))\.(?= |\n)|;|\n(?!n[ée]e? )/u)
      .at(-1) ?? '';
  const relative = clause
    .slice(0, Math.max(0, clause.length - match[0].length))
    .split(/[\s,:']+/)
    .some((word) => RELATIVES.has(foldLetters(word)));
  return relative ? 'other' : 'patient';
}

function sameBirth(parts: readonly DatePart[], birthDate: string | undefined): boolean {
  if (birthDate === undefined || parts.length < 3) return false;
  const iso = toIso(parts);
  return iso === birthDate.slice(0, 10) || iso?.slice(2) === birthDate.slice(2, 10);
}

/** Three figures of a newborn: `9/10/10`. */
const isApgar = (text: string, start: number): boolean =>
  /apgar ?[:=à]? ?$/i.test(text.slice(Math.max(0, start - 9), start));

/** Units of insulin of three meals, `Novorapid 10-12-10`. */
const INSULIN =
  /(?:insulines?|novo ?rapid|humalog|apidra|lantus|toujeo|levemir|abasaglar|tresiba|actrapid|umuline|fiasp|lyumjev|novomix|insulatard|asparte?|lispro|glargine|glulisine|d[ée]t[ée]mir|rapides?|lentes?|bolus|posologie|doses?|sch[ée]ma)(?: \p{L}{2,12})?(?: ?:)? ?$/iu;
const isPosology = (text: string, { start, end }: Span): boolean =>
  /^\d{1,2}-\d{1,2}-\d{2}$/.test(text.slice(start, end)) &&
  (INSULIN.test(text.slice(Math.max(0, start - 40), start)) ||
    /^ ?(?:ui|u|unit[ée]s?|cp|gouttes?|mg)(?!\p{L})/iu.test(text.slice(end, end + 10)));

/** Two years of a stretch of time count as one; its first is read. */
const firstOf = (raw: string): string => raw.replace(/^(\d{4}) ?[-–] ?\d{4}$/, '$1');

const vague = (span: Span): Candidate => ({
  ...span,
  category: 'IDENTIFYING_DATE',
  role: null,
  detector: 'rule',
  score: 0.8,
  priority: PRIORITY.labelled,
});

/** Those that no other span touches. */
function apartFrom(others: readonly Span[], spans: readonly Span[], length: number): Span[] {
  const taken = new Uint8Array(length);
  for (const { start, end } of others) taken.fill(1, start, end);
  return spans.filter(({ start, end }) => taken.subarray(start, end).every((sign) => sign === 0));
}

/** Absolute dates: the patient's birth, those tied to a person's care, those of the world. */
export function detectDates(input: DetectionInput): Candidate[] {
  const { text, identity } = input;
  const found: Candidate[] = [];
  for (const span of dateMentions(input)) {
    const parts = dateParts(firstOf(text.slice(span.start, span.end)).replace(/\r?\n/g, ' '));
    if (parts === undefined || !isPlausible(parts) || isApgar(text, span.start) || isPosology(text, span))
      continue;
    const known = sameBirth(parts, identity.birthDate);
    const birth = known ? 'patient' : isBirth(text, span.start);
    const category =
      birth === 'patient'
        ? 'PATIENT_BIRTHDATE'
        : isGeneral(text, span, parts)
          ? 'UNIDENTIFYING_DATE'
          : 'IDENTIFYING_DATE';
    found.push({
      ...span,
      category,
      role: null,
      detector: known ? 'identity' : 'rule',
      score: parts.length === 3 ? 1 : 0.85,
      priority: (known ? PRIORITY.identity : PRIORITY.labelled) + (parts.length === 3 ? 2 : 0),
    });
  }
  const days = apartFrom(found, [...daysBefore(text, found), ...lonelyDays(text)], text.length);
  return [...found, ...[...days, ...feasts(text)].map(vague)];
}
