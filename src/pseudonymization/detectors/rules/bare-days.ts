import { type Span } from '../../../text/index.js';
import { dateParts } from './date-parts.js';

const DAY = String.raw`(?:3[01]|[12]\d|0?[1-9])(?:er)?`;
const WEEKDAY = String.raw`(?:[Ll]undi|[Mm]ardi|[Mm]ercredi|[Jj]eudi|[Vv]endredi|[Ss]amedi|[Dd]imanche|LUNDI|MARDI|MERCREDI|JEUDI|VENDREDI|SAMEDI|DIMANCHE|(?:[Ll]un|[Mm]ar|[Mm]er|[Jj]eu|[Vv]en|[Ss]am|[Dd]im)\.)`;
/** What leads from one day of an enumeration or a stretch of time to the next. */
const LINK = String.raw`(?:,? ?(?:et|ET|puis|ou|au|AU|à|&)|,) ?(?:(?:le|LE|au|du|DU|${WEEKDAY}) ){0,2}`;
const RANGE = String.raw` ?[-–/] ?`;
const BEFORE_DATE = new RegExp(
  String.raw`(?<![\p{L}\d/.,+°-])(?<day>${DAY})(?<link> ?${LINK}|${RANGE})$`,
  'u',
);
/** "30" of an hour, or the number of an item: "2 - 12 mars : visite". */
const NO_RANGE = /\d ?[hH:] ?$|\n[ \t]*$|^$/u;
const IS_RANGE = /(?:[-–/]|au|AU|à) ?$/u;
/** Where a list of days may begin. */
const OPENS = new RegExp(
  String.raw`(?:(?<!\p{L})(?:[Ll]es?|LES?|[Dd]u|DU|[Dd]es|DES|[Aa]ux?|AUX?|[Ee]ntre|[Dd]ates|${WEEKDAY}) ?:? ?|[(:] ?|\n[ \t]*|^)$`,
  'u',
);
/** How many days an enumeration may have. */
const LONGEST = 12;

/** A bare number ends there: by a sign, a line's end, or a word that no quantity has after it. */
const ENDS = String.raw`(?=[ \t]*(?:[;)\]…]|\((?=n°|N°|Dr |\p{Ll}{3})|,(?!\d)|\.(?!\d)|:(?!\d)|->|→|$)|[ \t]*\r?\n(?![\p{Ll}\d])|\s(?:à|[Aa] \d|A|au|AU|vers|matin|MATIN|soir|SOIR|midi|MIDI|dans|DANS|pour|POUR|par|PAR|avec|AVEC|sans|SANS|devant|DEVANT|avant|chez|CHEZ|puis|PUIS|et (?!\d)|ET (?!\d)|après(?! ?J)|de ce mois|du mois|courant)(?!\p{L}))(?! ?, ?(?:bis|ter|rue|avenue|boulevard|place|chemin|impasse|all[ée]e)(?!\p{L}))`;
const SINGLE = new RegExp(
  String.raw`(?<=(?<!\p{L})(?:[Ll]e|LE|[Dd]u|DU|[Jj]usqu['’]au|JUSQU['’]AU|[Rr]eport[ée]e? au|[Pp]rolong[ée]e? au|${WEEKDAY}) )(?!1(?!\d|er))${DAY}${ENDS}`,
  'gu',
);
const SEVERAL = new RegExp(
  String.raw`(?<=(?<!\p{L})(?:[Ll]es|LES|[Dd]es|DES|[Dd]u|DU|[Ee]ntre le|ENTRE LE) )${DAY}(?: ?${LINK}${DAY}){1,10}${ENDS}`,
  'gu',
);
/** An article before each: a list of days, whatever follows, but a quantity. */
const EACH_SAID = new RegExp(
  String.raw`(?<=(?<!\p{L})(?:[Ll]e|LE|[Dd]u|DU) (?:${WEEKDAY} )?)${DAY}(?:,| et| ou| puis|, puis) (?:le|du|LE|DU) (?:${WEEKDAY} )?${DAY}(?=[ ,.;)\n]|$)(?![.,]\d| ?(?:mg|ml|g|kg|mm|cm|ui|h|ans?|mois|jours?|semaines?|%|fois|cp|m[ée]ta(?:carp|tars)\p{L}*|orteils?|doigts?|rayons?|c[ôo]tes?)(?!\p{L}))`,
  'gu',
);
const EACH = new RegExp(String.raw`(?<!\d)${DAY}(?!\d)`, 'gu');

/** A number of the street's emergency services, a bed, a tooth, a department: no day. */
const CALLED =
  /(?:appel\p{L}*|compos\p{L}*|contact\p{L}*|t[ée]l[ée]phon\p{L}*|pr[ée]v\p{L}*|joind\p{L}*|faire|alert\p{L}*|r[ée]gul\p{L}*|appel)(?: \p{L}{2,12})? (?:le|au|du) $/iu;
const EMERGENCY: ReadonlySet<string> = new Set(['15', '17', '18']);
const OTHER_THING =
  /(?:(?<!\p{L})(?:patiente?s?|voisine?|malade|r[ée]sidente?s?|famille|chambre|ch|lit|box|porte|poste|dents?|extractions?|avulsions?|fractures?|luxations?|entorses?|amputations?|ost[ée]osynth[èe]ses?|molaires?|racines?|orteils?|doigts?|rayons?|c[ôo]tes?|segments?|groupes?|lots?|grades?|stades?|page|score|num[ée]ro|n°) (?:\p{L}{1,12} )?)(?:les|du|des|au|entre le) $|(?:dans|habite|demeure|plut[ôo]t|num[ée]ro) le $/iu;

/** The number of something else than a day, by the words before it. */
export function isOtherThing(text: string, start: number, day: string): boolean {
  const before = text.slice(Math.max(0, start - 40), start);
  return OTHER_THING.test(before) || (EMERGENCY.has(day) && CALLED.test(before));
}

/** Days that an enumeration or a stretch of time leaves to the date that ends it: `les 14, 15 et 16 mars`, `du 3 au 12/03`. */
export function daysBefore(text: string, mentions: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const { start, end } of mentions) {
    if (dateParts(text.slice(start, end).replace(/\n/g, ' '))?.[0]?.field !== 'day') continue;
    const chain: Span[] = [];
    let isRange = false;
    let at = start;
    while (chain.length < LONGEST) {
      const match = BEFORE_DATE.exec(text.slice(Math.max(0, at - 40), at));
      if (match === null) break;
      const { day = '', link = '' } = match.groups ?? {};
      at -= match[0].length;
      chain.push({ start: at, end: at + day.length });
      isRange = IS_RANGE.test(link.trimEnd());
      if (isRange) break;
    }
    const before = text.slice(Math.max(0, at - 14), at);
    if (isRange ? !NO_RANGE.test(before) : OPENS.test(before)) found.push(...chain);
  }
  return found;
}

/** Days whose month stands elsewhere: `du 14 au 22.`, `dès le 25`, `mercredi 4, …`. */
export function lonelyDays(text: string): Span[] {
  const found: Span[] = [];
  for (const pattern of [SEVERAL, EACH_SAID, SINGLE]) {
    for (const { 0: raw, index } of text.matchAll(pattern)) {
      if (isOtherThing(text, index, raw)) continue;
      for (const one of raw.matchAll(EACH)) {
        const start = index + one.index;
        found.push({ start, end: start + one[0].length });
      }
    }
  }
  return found;
}
