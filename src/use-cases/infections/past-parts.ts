import { type Span } from '../../text/index.js';

const DOCUMENT = String.raw`(?:CRO?|CRH|CS|compte[- ]rendu|consultation|courrier|lettre|hospitalisation|s[ée]jour|dossier|avis|bilan|r[ée]sultats?|op[ée]ratoire|ant[ée]rieure?s?)`;
const DATE = String.raw`(?:(\d{1,2})[./-](\d{1,2})[./-])?((?:19|20)\d\d)`;
/** A line that heads a document of another day: "CR opératoire du 14.03.2017 - chirurgie". */
const HEAD = new RegExp(
  String.raw`^[ \t>*–—-]*(?:repris|copie|extrait|rappel)?[^\n.:;,]{0,20}?(?<!\p{L})${DOCUMENT}(?!\p{L})[^\n.:;]{0,40}?(?<!\d)${DATE}(?!\d)[^\n.:;]{0,50}$`,
  'gimu',
);
/** "Consultation du 28.03.2017 : …": its line only. */
const LINE_HEAD = new RegExp(
  String.raw`^[ \t>*•–—-]*${DOCUMENT}[^\n.:;]{0,30}?(?<!\d)${DATE}[ \t]*:[^\n]*`,
  'gimu',
);
/** "2023 : pyélonéphrite. Portage de BLSE.", "03/2019  infection": the line of a former year, in a list of them. */
const YEAR_LINE =
  /^[ \t>*•–—-]*(?:(?:(\d{1,2})[./-])?(\d{1,2})[./-])?((?:19|20)\d\d)(?:[ \t]*:(?!\d)|[ \t]{2,}|\t)(?:(?![.;][ \t]+(?:(?:en|depuis|puis)[ \t]+)?(?:(?:19|20)\d\d|actuellement|ce[ \t]jour|aujourd))[^\n])*/gimu;
/** "Un courrier de 2018 qu'il a apporté", "l'ECBU antérieur du 12/11/2024". */
const TOLD = new RegExp(
  String.raw`(?:courrier|lettre|compte[- ]rendu|dossier|s[ée]jour|hospitalisation|ECBU|pr[ée]l[èe]vement|h[ée]mocultures?|notion|bilan|portage|d[ée]pistage)[^.;\n]{0,50}?\b(?:de|du|en|le)[ \t]+${DATE}\b`,
  'giu',
);
const EARLIER =
  /(?:ECBU|pr[ée]l[èe]vements?|h[ée]mocultures?|souche|culture|[ée]pisode|isolement|s[ée]jour|hospitalisation)s?[ \t]+(?:ant[ée]rieure?s?|ancien(?:ne)?s?|pr[ée]c[ée]dente?s?)(?![\p{L}])/giu;
/** "Rappel antériorités :" and its lines, up to those of today. */
const REMINDED =
  /^[ \t•*-]*(?:rappel[ \t]+(?:des[ \t]+)?)?ant[ée]riorit[ée]s?[^\n:]{0,70}:[^\n]*(?:\n(?![ \t]*(?:\n|ce[ \t]+jour|actuel|r[ée]sultat|examen|culture|$))[^\n]*){0,12}/gimu;
/** "Pour mémoire 02/06 (copié) : P. aeruginosa sauvage". */
const RECALLED =
  /(?<!\p{L})pour[ \t]+m[ée]moire(?!\p{L})[^\n.;:()]{0,30}\((?:copi|rappel|ancien|ant[ée]rieur)/giu;
const DAYS_AGO = 120;
const DAY = 86_400_000;
const LONGEST_TOLD = 160;
const LONGEST_PART = 3000;

/** Stretches of a report that tell of another time: copied documents, and what a sentence dates of a former year. */
export function pastParts(text: string, referenceDate: string | null): Span[] {
  const parts: Span[] = [...text.matchAll(EARLIER)].map(({ index, 0: whole }) =>
    tail(text, index + whole.length),
  );
  for (const { index, 0: whole } of text.matchAll(RECALLED)) parts.push(tail(text, index + whole.length));
  for (const { index, 0: whole } of text.matchAll(REMINDED))
    parts.push({ start: index, end: index + whole.length });
  const reference = referenceDate === null ? Number.NaN : Date.parse(referenceDate);
  if (Number.isNaN(reference)) return parts;
  for (const match of text.matchAll(HEAD)) {
    if (!isPast(match, reference)) continue;
    const end = /\n[ \t]*\n/.exec(text.slice(match.index, match.index + LONGEST_PART));
    parts.push({ start: match.index, end: end ? match.index + end.index : text.length });
  }
  for (const match of text.matchAll(LINE_HEAD)) {
    if (isPast(match, reference)) parts.push({ start: match.index, end: match.index + match[0].length });
  }
  for (const match of text.matchAll(YEAR_LINE)) {
    const [line, day, month, year] = match;
    const isDated = month !== undefined;
    if (isPastDate([isDated ? (day ?? '15') : undefined, month, year], reference))
      parts.push({ start: match.index, end: match.index + line.length });
  }
  for (const match of text.matchAll(TOLD)) {
    if (isPast(match, reference)) parts.push(tail(text, match.index + match[0].length));
  }
  return parts;
}

/** From an offset to the end of its clause. */
function tail(text: string, start: number): Span {
  const rest = text.slice(start, start + LONGEST_TOLD);
  const stop = /[.;](?=\s)|\n/.exec(rest);
  return { start, end: start + (stop ? stop.index : rest.length) };
}

function isPast([, day, month, year]: RegExpExecArray, reference: number): boolean {
  return isPastDate([day, month, year], reference);
}

function isPastDate([day, month, year]: readonly (string | undefined)[], reference: number): boolean {
  if (day === undefined || month === undefined) return Number(year) < new Date(reference).getUTCFullYear();
  const then = Date.parse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  return reference - then > DAYS_AGO * DAY;
}
