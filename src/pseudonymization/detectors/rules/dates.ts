import { type Span } from '../../../text/index.js';
import { type Candidate, type DetectionInput, PRIORITY } from '../candidate.js';
import { RELATIVES } from '../titles.js';
import { foldLetters } from '../../lexicon/index.js';
import { dateMentions } from './date-mentions.js';
import { type DatePart, dateParts, isPlausible, toIso } from './date-parts.js';

const BIRTH =
  /(?<!\p{L})(?:n[éÉ]e?(?:\(e\))?|nee|ne(?= (?:le|en|à) )|n[ée]\(e\)|naiss(?:ance|\.)?|ddn|dn|date naiss\.?)(?!\p{L})[^.;\n]{0,45}?(?:\n[ \t]*)?$/iu;
/** The date of a machine, a law, a guideline or a classification identifies nobody. */
const GENERAL =
  /(?<!\p{L})(?:classification|recommandations?|reco|oms|who|has\b|esmo|escmid|eular|acr|esc|inca|asco|nccn|eau|aasld|easl|sfar|sfap|spilf|guidelines?|loi|d[eé]cret|circulaire|r[eé]f[eé]rentiel|crit[eè]res?|norme|version|consensus|install[eé]e?s?|mise? en service|[eé]lections?|figo|aua|recist|eucast|ca-sfm|casfm|uicc|ajcc|tnm|isup|import[eé]e?s?|machine|society|soci[eé]t[eé] fran[cç]aise|ann[eé]e mod[eè]le|conf[eé]rence|thesaurus|tncd|autorisation|agr[eé]ment|accr[eé]ditation|mod[eè]le)(?!\p{L})/iu;

const MACHINE =
  /(?:install[eé]e?s?|en service|import[eé]e?s?|recommandations?|loi|d[eé]cret|r[eé]f[eé]rentiel|circulaire)(?!\p{L})[^.;,()]{0,40}$/iu;

const hasDate = /\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|(?:19|20)\d{2}/;

function isBirth(text: string, start: number): 'patient' | 'other' | undefined {
  const before = text.slice(Math.max(0, start - 70), start);
  const match = BIRTH.exec(before);
  if (match === null || hasDate.test(match[0])) return undefined;
  const clause =
    text
      .slice(Math.max(0, start - 110), start)
      .split(/[.;\n]/)
      .at(-1) ?? '';
  const relative = clause
    .slice(0, Math.max(0, clause.length - match[0].length))
    .split(/[\s,:']+/)
    .some((word) => RELATIVES.has(foldLetters(word)));
  return relative ? 'other' : 'patient';
}

function isGeneral(text: string, { start, end }: Span, parts: readonly DatePart[]): boolean {
  if (parts.length > 2) return false;
  const before =
    text
      .slice(Math.max(0, start - 70), start)
      .split(/[.;\n](?= |$|\n)/)
      .at(-1) ?? '';
  if (parts.length === 2) return MACHINE.test(before);
  return GENERAL.test(before) || /^\)? ?(?:OMS|HAS|ESMO|EUCAST)/.test(text.slice(end, end + 8));
}

function sameBirth(parts: readonly DatePart[], birthDate: string | undefined): boolean {
  if (birthDate === undefined || parts.length < 3) return false;
  const iso = toIso(parts);
  return iso === birthDate.slice(0, 10) || iso?.slice(2) === birthDate.slice(2, 10);
}

/** Absolute dates: the patient's birth, those tied to a person's care, those of the world. */
export function detectDates(input: DetectionInput): Candidate[] {
  const { text, identity } = input;
  const found: Candidate[] = [];
  for (const span of dateMentions(input)) {
    const raw = text.slice(span.start, span.end);
    const parts = dateParts(
      raw.replace(/^.*?(?:au|et|à|[-–/]) ?(?=\d{1,2}(?:er)? \p{L})/iu, '').replace(/\n/g, ' '),
    );
    if (parts === undefined || !isPlausible(parts)) continue;
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
  return found;
}
