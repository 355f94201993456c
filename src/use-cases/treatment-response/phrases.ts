import { plain } from './plain.js';

const ANY_WORD = "[a-z0-9'-]+";
const source = (phrase: string): string => {
  const words = plain(phrase)
    .replace(/[.+?^$()[\]\\|{}]/g, String.raw`\$&`)
    .replaceAll('*', String.raw`\w*`)
    .replace(/(?<!\S)_(?!\S)/g, ANY_WORD);
  const opens = /^\w/.test(words) ? String.raw`(?<!\w)` : '';
  const closes = /\w$/.test(words) ? String.raw`(?!\w)` : '';
  return opens + words + closes;
};

const trimmed = (phrase: string): string => phrase.replace(/ {2,}/g, ' ').trim();

/** The end of the group that opens at an offset, and its choices. */
function groupAt(phrase: string, start: number): { readonly end: number; readonly choices: string[] } {
  const choices = [''];
  let depth = 0;
  for (let at = start; at < phrase.length; at += 1) {
    const sign = phrase[at] as string;
    if (sign === '{') depth += 1;
    if (sign === '}') depth -= 1;
    if (depth === 0) return { end: at + 1, choices };
    if (sign === '|' && depth === 1) choices.push('');
    else if (at > start) choices[choices.length - 1] += sign;
  }
  throw new Error(`a group without its end: ${phrase}`);
}

/** Opens the alternatives of a phrase, those within another one too: each once. */
function opened(phrase: string): string[] {
  const start = phrase.indexOf('{');
  if (start === -1) return [phrase];
  const { end, choices } = groupAt(phrase, start);
  const rests = opened(phrase.slice(end));
  return choices
    .flatMap(opened)
    .flatMap((choice) => rests.map((rest) => phrase.slice(0, start) + choice + rest));
}

/** One of several phrases: `{a|b}` gives alternatives, `*` any end of a word, `_` any one word; no accent, no capital. */
export const oneOf = (phrases: readonly string[]): string =>
  `(?:${[
    ...new Set(
      phrases
        .flatMap(opened)
        .map(trimmed)
        .filter((phrase) => phrase !== ''),
    ),
  ]
    .sort((one, other) => other.length - one.length)
    .map(source)
    .join('|')})`;

/** Anywhere in a stretch. All read what `plain` gives. */
export const anywhere = (phrases: readonly string[]): RegExp => new RegExp(oneOf(phrases));

/** Right before what follows; `fillers` may stand between. */
export const rightBefore = (phrases: readonly string[], fillers: readonly string[] = []): RegExp =>
  new RegExp(
    fillers.length === 0 ? `${oneOf(phrases)} ?$` : `${oneOf(phrases)}(?: ?${oneOf(fillers)}){0,5} ?$`,
  );

/** Before, in the same clause; `reach`: UTF-16 units, without end where left out; `stops`: signs that end it too. */
export const before = (phrases: readonly string[], reach?: number, stops = ''): RegExp =>
  new RegExp(
    String.raw`${oneOf(phrases)}[^.;\n${stops}]${reach === undefined ? '*' : `{0,${String(reach)}}`}$`,
  );

/** After, in the same clause. */
export const after = (phrases: readonly string[], reach: number): RegExp =>
  new RegExp(String.raw`^[^.;,\n]{0,${String(reach)}}${oneOf(phrases)}`);
