import { type Span } from '../../../text/index.js';
import { type DatePart } from './date-parts.js';

/** The date of a machine, a law, a guideline or a classification identifies nobody. */
const GENERAL =
  /(?<!\p{L})(?:classification|recommandations?|reco|oms|who|has\b|esmo|escmid|eular|acr|esc|inca|asco|nccn|eau|aasld|easl|sfar|sfap|spilf|guidelines?|loi|d[eé]cret|circulaire|r[eé]f[eé]rentiel|crit[eè]res?|norme|version|consensus|install[eé]e?s?|mise? en service|[eé]lections?|figo|aua|recist|eucast|ca-sfm|casfm|uicc|ajcc|tnm|isup|import[eé]e?s?|machine|society|soci[eé]t[eé] fran[cç]aise|ann[eé]e mod[eè]le|conf[eé]rence|thesaurus|tncd|autorisation|agr[eé]ment|accr[eé]ditation|mod[eè]le)(?!\p{L})/iu;

const MACHINE =
  /(?:install[eé]e?s?|en service|import[eé]e?s?|recommandations?|loi|d[eé]cret|r[eé]f[eé]rentiel|circulaire)(?!\p{L})[^.;,()]{0,40}$/iu;
/** A whole date of a text of law, and one of the upkeep of a machine that its line names. */
const LAW =
  /(?<!\p{L})(?:loi|d[eé]cret|arr[eê]t[eé]|ordonnance|circulaire|instruction|directive)(?: n[°o] ?[\d/-]{1,12})? du[ \n]$|(?<!\p{L})accr[eé]dit\p{L}*[^\n.;]{0,40} du $/iu;
const UPKEEP =
  /(?<!\p{L})(?:appareil|g[eé]n[eé]rateur|automate|[eé]chographe|respirateur|pompe|moniteur|autoclave|microscope|balance|spirom[eè]tre|laser)(?!\p{L})[^\n]{0,60}?(?:(?:dernier|prochain) contr[oô]le|contr[oô]le (?:annuel|technique|qualit[eé])|v[eé]rif\p{L}*|maintenance|[eé]talonnage|r[eé]vision|calibration)\.?(?: annuelle?| technique| du)?\.? ?:? ?(?:le )?$/iu;
/** Scales and sources known by a year, straight before it. */
const EDITION =
  /(?<![\p{L}\d])(?:bethesda|(?:eu-?|acr[ -]?)?ti-?rads|bi-?rads|pi-?rads|li-?rads|eln|eortc(?:\/msg)?|banff|ckd-?epi|mdrd|gold|gina|berlin|ctcae|kdigo|sepsis-?3|isn\/rps|ipss?-?[rm]?|mcdonald|rotterdam|rome (?:iii|iv)|dsm-?(?:iv|5)|duke|sydney|vienne|paris|lugano|milan|baveno|tokyo|atlanta|mckeown|oxford|jnc|score2?|mirels|ajcc|uicc|figo|eular|acr|esge|sfed|snfge|bsg|ecco|srlf|afef|cngof|aha|ers|ats|esh|easd|esicm|espen)(?: ?v ?\d(?:\.\d)?)?,? ?\(?$/iu;
/** Towns among them, and a word of risk: a year of a life may follow them too. */
const NEEDS_MARK =
  /(?<![\p{L}])(?:berlin|paris|milan|tokyo|atlanta|oxford|sydney|vienne|lugano|rotterdam|duke|gold|score2?),? ?\(?$/iu;
const MARKED =
  /(?:crit[eè]res?|classification|d[eé]finition|score|stade|grade|consensus|sdra|\() ?[^.;\n]{0,40}$/iu;
/** "laser holmium (Marque, 2019)". */
const DEVICE =
  /(?<!\p{L})(?:laser|[eé]chographe|microscope|robot|colonne|appareil|scanner|irm|g[eé]n[eé]rateur|automate|sonde|respirateur|spirom[eè]tre)(?!\p{L})[^.;()\n]{0,30}\(\p{Lu}[^.;()\n]{1,30}, $/iu;
const SOURCE =
  /(?:classification|recommandations?|crit[eè]res?|guidelines?|consensus|soci[eé]t[eé]|society|r[eé]f[eé]rentiel|version|oms|who|has|esc|esmo|figo|tnm|uicc|eucast|casfm|recist|norme|loi)(?!\p{L})[^,:]{0,40} $/iu;

/** "(automate 2021)", "protocole HAD 2023". */
const MADE_IN =
  /\((?:[Aa]ppareil|[Aa]utomate|[ÉEé]chographe|[Mm]icroscope|[Rr]obot|[Cc]am[ée]ra) $|(?<!\p{L})[Pp]rotocole [A-Z]{2,8} $/u;

const isEdition = (before: string): boolean =>
  MADE_IN.test(before) ||
  (EDITION.test(before) && (!NEEDS_MARK.test(before) || MARKED.test(before.slice(0, -4))));

/** "critères ESC 2023", "classification OMS 2016", "CKD-EPI 2009": the year of a source, straight after its name. */
export function followsSource(text: string, index: number): boolean {
  const before =
    text
      .slice(Math.max(0, index - 50), index)
      .split(/[.;\n]/)
      .at(-1) ?? '';
  return SOURCE.test(before) || isEdition(before);
}

/** No date of somebody's life or care. */
export function isGeneral(text: string, { start, end }: Span, parts: readonly DatePart[]): boolean {
  const near = text.slice(Math.max(0, start - 110), start);
  const line = near.split('\n').at(-1) ?? '';
  if (LAW.test(near) || UPKEEP.test(line)) return true;
  if (parts.length > 2) return false;
  const before =
    near
      .slice(-70)
      .split(/[.;\n](?= |$|\n)/)
      .at(-1) ?? '';
  if (parts.length === 2) return MACHINE.test(before);
  if (isEdition(before) || DEVICE.test(before)) return true;
  return GENERAL.test(before) || /^\)? ?(?:OMS|HAS|ESMO|EUCAST)/.test(text.slice(end, end + 8));
}
