import { FIRST_NAMES, fold, INSTITUTIONS, NOT_NAMES, REPORT_WORDS } from '../../lexicon/index.js';
import { anyCase } from './any-case.js';

const LINK = anyCase`de la|de l['’]|du|des|de|d['’]|les|la|le|l['’]|sur|sous|l[eè]s|en|et|aux|au|à|pour`;
const PROPER = String.raw`\p{Lu}[\p{L}\p{M}'’.]*(?:-\p{L}[\p{L}\p{M}'’]*)*`;
/** One more word of a name, with the little words that lead to it. A line may end after a little word. */
const STEP = new RegExp(
  String.raw`(?<gap>[ \u00a0]|-|[ ]?\n)(?<quote>["«“][ \u00a0]?)?(?<links>(?:(?:${LINK})(?:[ \u00a0\n]|(?<=['’])[ ]?)){0,3})(?<word>${PROPER})`,
  'uy',
);
const LONGEST = 6;
/** Words that leave a name open: a line that ends with one goes on. */
const OPEN =
  /(?<!\p{L}|(?:Saint|Sainte|St|Ste)-)(?:Saint|Sainte|St|Ste|Deux|Trois|Quatre|Cinq|Sept|Les|La|Le|Notre|Grande?s?|Petite?s?|Hauts?|Haute|Bas|Basse|Val|Mont|Bois|Clos|Champ|Beau|Belle|Vieux|Vieille|Docteur|Professeur|Jean|Marie|Bon)$/iu;
/** A first name too, of somebody who is no saint: "hôpital Édouard⏎Herriot". What a line begins with anew is no surname. */
const isOpen = (before: string, next: string): boolean => {
  if (OPEN.test(before)) return true;
  const last =
    /(?<!(?:Saint|Sainte|St|Ste)[ .-]{1,2})(?<![\p{L}\p{M}-])[\p{L}\p{M}-]+$/iu.exec(before)?.[0] ?? '';
  return FIRST_NAMES.has(fold(last)) && !NOT_NAMES.has(fold(next)) && !REPORT_WORDS.has(fold(next));
};
const GROUP = /(?:groupe(?:ment)? hospitalier|hospices civils|h[oô]pitaux|centres hospitaliers)[^\n.;,]*$/iu;
const SHORTENED = /^(?:St|Ste|Dr|Pr|[A-Z])\.$/;

export interface ReadHospitalName {
  readonly end: number;
  /** The name stands right after the kind, without "de". */
  readonly bare: boolean;
  /** It is led by "de" alone, without an article. */
  readonly plain: boolean;
}

const isOutside = (word: string): boolean =>
  /^(?:Dr|Pr)\.?\p{Lu}/u.test(word) || INSTITUTIONS.outside.has(fold(word).replace(/[.'’]+$/, ''));

/** May this step carry the name on? */
function goesOn(
  text: string,
  at: number,
  groups: Readonly<Record<string, string | undefined>>,
  first: boolean,
  loose: boolean,
): boolean {
  const { gap = '', links = '', word = '' } = groups;
  const lead = fold(links)
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
  const led = /^(?:de|d'|du|des)(?: |$)/.test(lead);
  if (gap.includes('\n') && !(first ? led : isOpen(text.slice(Math.max(0, at - 24), at), word))) return false;
  if (links.includes('\n') && !/\n$/.test(links)) return false;
  // "Groupe hospitalier de la Lys et de l'Escaut": both are of its name.
  const isPair =
    !first && /^et (?:de|du|des|d')/.test(lead) && GROUP.test(text.slice(Math.max(0, at - 60), at));
  if (/^(?:a|au|aux|et|pour)(?: |$)/.test(lead) && !isPair) return false;
  if (first && !loose && /^(?:en|sur|sous|les|lez)(?: |$)/.test(lead) && !/^L/.test(links)) return false;
  if (first && /^(?:le|la|l')$/.test(lead) && !links.startsWith('L')) return false;
  if (isOutside(word)) return false;
  return (
    !/^[\p{Lu}]\.?$/u.test(word) || /^\.?[ -]\p{Lu}/u.test(text.slice(at + gap.length + links.length + 1))
  );
}

/** The name of a place of care from where its kind ends, or nothing: "des Ormes", "Les Genêts d'Or", " « Le Clos »". */
export function readHospitalName(text: string, from: number, loose = false): ReadHospitalName | undefined {
  let at = from;
  let bare = false;
  let plain = false;
  let sure = false;
  for (let count = 0; count < LONGEST; count += 1) {
    STEP.lastIndex = at;
    const match = STEP.exec(text);
    if (match === null || !goesOn(text, at, match.groups ?? {}, count === 0, loose)) break;
    const { quote, links = '', word = '' } = match.groups ?? {};
    if (count === 0) {
      bare = !/^(?:de|d['’]|du)/i.test(links);
      plain = /^(?:de\s|d['’])$/i.test(links);
    }
    sure ||= /\p{L}{3}/u.test(word);
    at += match[0].length;
    if (quote !== undefined) {
      const close = /^[^\n"»”]{0,40}[ \u00a0]?["»”]/u.exec(text.slice(at, at + 44));
      return { end: at + (close?.[0].length ?? 0), bare, plain };
    }
    if (word.endsWith('.') && !SHORTENED.test(word)) {
      at -= 1;
      break;
    }
  }
  return at === from || !sure ? undefined : { end: at, bare, plain };
}
