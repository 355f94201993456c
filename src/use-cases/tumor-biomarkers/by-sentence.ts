import { type Span } from '../../text/index.js';
import { type MentionAt } from './terms.js';

/** Sentences that name a biomarker, with what they name; a sentence that ends on a colon goes on in the next. */
export function bySentence(text: string, sentences: readonly Span[], found: readonly MentionAt[]) {
  const groups: { span: Span; inside: MentionAt[] }[] = [];
  let next = 0;
  for (const span of joined(text, sentences)) {
    const inside: MentionAt[] = [];
    while (next < found.length && (found[next] as MentionAt).start < span.end) {
      inside.push(found[next] as MentionAt);
      next += 1;
    }
    if (inside.some(({ mention }) => mention.names.length > 0)) groups.push({ span, inside });
  }
  return groups;
}

const LOOK = 80;
/** How much of the end of a sentence tells that it goes on. */
const TAIL = 12;
/** "Antériorité du 03/10 : 6,91", "Il est actuellement à 0,02": speaks of the marker named just before. */
const GOES_ON =
  /^(?:ant[ée]riorit[ée]|ant\.|(?:r[ée]sultat|valeur|dosage|taux) (?:pr[ée]c[ée]dent|ant[ée]rieur)e?|pr[ée]c[ée]dent)(?!\p{L})[^\n]{0,40}\d|^(?:il|celui-ci|ce dernier) est (?:[^.\n]{0,20})?(?:actuellement|ce jour|aujourd['’]hui|maintenant|d[ée]sormais)\b[^.\n]{0,30}\d|^[-–•*]?\s?(?:ratio|rapport|(?:nb|nbre|nombre)\.?\s(?:moyen\s)?(?:de\s)?(?:copies|signaux|cep\s?17)|cep\s?17)[^.\n]{0,40}[:=]\s?[<>]?\s?\d|^(?:au|le|du|en)\s(?:\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?|ce jour|\d{1,2}\s\p{L}{3,9}|\p{L}{3,9}(?:\s\d{4})?)\s?:\s?[<>]?\s?\d|^=> ?(?:g[èe]ne )?(?:non )?amplifi|^(?:(?:r[ée]sultats?|conclusion)\s?:\s?)?(?:aucune?|pas d(?:e |['’])|absence d(?:e |['’]))\s?(?:mutation|variant|alt[ée]ration|anomalie|r[ée]arrangement|transcrit)/iu;
/** "06/01/2025 : 312", a line of a series under "ACE (µg/L) :". */
const DATED =
  /^[-–•*]?\s?(?:le\s|en\s)?(?:\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{1,2}[/.-]\d{4}|\d{0,2}\s?\p{L}{3,9}\.?\s\d{2,4}|[JMCS]\d{1,3})(?:\s?(?:\.{3,}|…|[:=|]|->|→|-\s)|\t|\s{2,})\s*[<>]?\s?\d/iu;
/** "GENES ANALYSES SANS VARIANT RETENU", a title above a list of names. */
const DENYING_TITLE =
  /(?:^|\s)(?:sans|aucune?s?|absence d(?:e |['’])|pas d(?:e |['’]))\s?(?:variants?|mutations?|anomalies?|alt[ée]rations?)[^.,;:\n]{0,30}$/iu;
const LISTED = /^[-–•*]?\s?\p{Lu}[\p{L}\d-]{1,9}(?:\s?,|\s?;|\s+et\s)/u;
/** A line that only names the marker of a series. */
const MAX_HEADING = 60;
const MAX_JOINED = 600;
const BULLET = /^[-–•*·▪]\s/;

function joined(text: string, sentences: readonly Span[]): Span[] {
  const spans: { start: number; end: number; list: boolean; series: boolean }[] = [];
  for (const { start, end } of sentences) {
    const open = spans[spans.length - 1];
    const goesOn =
      open &&
      (/(?:[:,=]|\.{3}|\b(?:ant|pr[ée]c)\.|\b(?:de|du|des|les|pour|sur|et|ou|ni|score|à|est|sont))$/i.test(
        text.slice(Math.max(open.start, open.end - TAIL), open.end),
      ) ||
        GOES_ON.test(text.slice(start, start + LOOK)) ||
        (DENYING_TITLE.test(text.slice(Math.max(open.start, open.end - LOOK), open.end)) &&
          LISTED.test(text.slice(start, start + LOOK)))) &&
      !/\n\s*\n/.test(text.slice(open.end, start));
    const listed =
      open !== undefined &&
      ((open.end - open.start <= MAX_HEADING &&
        !/\n\s*\n/.test(text.slice(open.end, start)) &&
        DATED.test(text.slice(start, start + LOOK))) ||
        (open.list && BULLET.test(text.slice(start, start + 3))) ||
        (open.series && DATED.test(text.slice(start, start + LOOK))));
    if (open && (goesOn || listed) && end - open.start <= MAX_JOINED) {
      open.end = end;
      open.list ||= BULLET.test(text.slice(start, start + 3));
      open.series ||= DATED.test(text.slice(start, start + LOOK));
    } else spans.push({ start, end, list: false, series: false });
  }
  return spans;
}
