import { type Span } from '../../text/index.js';

const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];
const NUMERIC = String.raw`(?:(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d\d))`;
const WRITTEN = String.raw`(?:(?:(\d{1,2})(?:er)?[ \t]+)?(${MONTHS.join('|')})[ \t]+((?:19|20)\d\d))`;
/** The date said of a mention, right behind it: "le 12/05/2024", "en mars 2023", "(2018)". */
const SAID = new RegExp(
  String.raw`^[^.;:,\n]{0,30}?[ \t(](?:(?:le|du|en|depuis|au|de)[ \t]+)?(?:${NUMERIC}|${WRITTEN}|((?:19|20)\d\d))(?!\d)`,
  'iu',
);
const AFTER = 60;
const two = (part: string): string => part.padStart(2, '0');

/** ISO `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; null where its words give no date with a year. */
export function dateOf(text: string, { end }: Span): string | null {
  const match = SAID.exec(text.slice(end, end + AFTER));
  if (!match) return null;
  const [, day, month, year, writtenDay, writtenMonth, writtenYear, only] = match;
  if (day && month && year) return isDay(day, month) ? `${year}-${two(month)}-${two(day)}` : null;
  if (writtenMonth && writtenYear) {
    const at = String(MONTHS.indexOf(writtenMonth.toLowerCase()) + 1);
    return `${writtenYear}-${two(at)}${writtenDay ? `-${two(writtenDay)}` : ''}`;
  }
  return only ?? null;
}

const isDay = (day: string, month: string): boolean => Number(day) <= 31 && Number(month) <= 12;
