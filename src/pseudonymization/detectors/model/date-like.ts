import { type Span } from '../../../text/index.js';
import { dateParts } from '../rules/index.js';
import { isPlausible } from '../rules/date-parts.js';
import { feastTime } from '../rules/feasts.js';
import { isOtherThing } from '../rules/bare-days.js';
import { MEASURE } from '../rules/short-dates.js';

const BARE = /^(?:3[01]|[12]\d|0?[1-9])(?:er)?$/;
const DAY_BEFORE =
  /(?<!\p{L})(?:le|les|du|des|au|dès|et|puis|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lu|ma|me|je|ve|sa|di) $|[,(–-] ?$/iu;
const DAY_AFTER =
  /^(?![/%°]|[.,]\d| ?(?:e|è|[èe]me|mg|ml|g|kg|mm|cm|l|ui|h|ans?|mois|jours?|semaines?|sem|fois|x|cp|gouttes?|ans|min|pts?)(?!\p{L}))/iu;
const TIME_WORD =
  /janv|f[ée]v|mars|avr|mai|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c|feb|apr|may|june?|jul|aug|19\d\d|20\d\d|ramadan|a[ïi]d/iu;

/** "12 sem", "18 mois": how long something lasts. */
const LENGTH = /^\d{1,3} ?(?:sem(?:aines?)?|mois|jours?|ans?|h(?:eures?)?|min(?:utes?)?|fois|nuits?)\.?$/iu;

/** Can this stretch be a date where it stands? */
export function isDateLike(text: string, { start, end }: Span): boolean {
  const raw = text.slice(start, end);
  const before = text.slice(Math.max(0, start - 30), start);
  if (BARE.test(raw))
    return (
      DAY_BEFORE.test(before) && DAY_AFTER.test(text.slice(end, end + 12)) && !isOtherThing(text, start, raw)
    );
  if (LENGTH.test(raw)) return false;
  if (feastTime(raw) !== undefined) return true;
  if (!/\d/.test(raw)) return true;
  if (/\p{L}/u.test(raw)) return TIME_WORD.test(raw) || /\d{2}/.test(raw);
  if (MEASURE.test(before)) return false;
  const parts = dateParts(raw.replace(/\s+/g, ' '));
  return parts === undefined ? /\d[/.-]\d/.test(raw) && /\d{4}/.test(raw) : isPlausible(parts);
}
