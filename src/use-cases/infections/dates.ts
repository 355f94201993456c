import { ANY_MONTH, fold, isoOf, monthNumber, type Span } from '../../text/index.js';

const NUMERIC = String.raw`(?:(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d\d))`;
const WRITTEN = String.raw`(?:(?:(\d{1,2})(?:er)?[ \t]+)?(${ANY_MONTH})[ \t]+((?:19|20)\d\d))`;
/** The date said of a mention, right behind it: "le 12/05/2024", "en mars 2023", "(2018)". */
const SAID = new RegExp(
  String.raw`^[^.;:,\n]{0,30}?[ \t(](?:(?:le|du|en|depuis|au|de)[ \t]+)?(?:${NUMERIC}|${WRITTEN}|((?:19|20)\d\d))(?!\d)`,
  'iu',
);
const AFTER = 60;
/** ISO `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; null where its words give no date with a year. */
export function dateOf(text: string, { end }: Span): string | null {
  const match = SAID.exec(fold(text.slice(end, end + AFTER)));
  if (!match) return null;
  const [, day, month, year, writtenDay, writtenMonth, writtenYear, only] = match;
  if (day && month && year) return isoOf(year, month, day);
  const named = writtenMonth === undefined ? null : monthNumber(writtenMonth);
  if (named && writtenYear) return isoOf(writtenYear, named, writtenDay);
  return only ?? null;
}
