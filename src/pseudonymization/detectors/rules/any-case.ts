const TOKEN =
  /\\[pPu]\{[^}]*\}|\\u[\dA-Fa-f]{4}|\\k<[^>]*>|\\.|\[(?:\\.|[^\]\\])*\]|\(\?<\w+>|\(\?[:=!<]*|\{\d+,?\d*\}|\p{L}|[\s\S]/gu;
const CASED_CLASS = /\\p\{(?:Lu|Ll|Lt)\}/u;

/**
 * A group that reads its source in capitals and small letters alike: `` anyCase`chu|cl[ií]nica` ``.
 *
 * It stands for `(?i:…)`, which V8 (seen in Node 24.21) no longer reads right once a process has compiled so
 * many regular expressions that it stops optimising new ones: the group then finds nothing, without an error.
 * `node --no-regexp-optimization` shows it. A whole expression under the flag `i` is not concerned.
 */
export function anyCase(source: TemplateStringsArray, ...values: readonly string[]): string {
  const whole = String.raw(source, ...values);
  if (CASED_CLASS.test(whole)) throw new Error('anyCase: a class of cased letters has no meaning here.');
  return `(?:${whole.replace(TOKEN, bothCases)})`;
}

function bothCases(token: string): string {
  if (token.length === 1) return /\p{L}/u.test(token) ? classOf(token) : token;
  if (!token.startsWith('[')) return token;
  const letters = token.slice(1, -1).replace(/\\[pPu]\{[^}]*\}|\\./gu, '');
  const other = [...letters].map(otherCase).join('');
  return other === letters ? token : `${token.slice(0, -1)}${rangesAndLetters(other)}]`;
}

const classOf = (letter: string): string => {
  const other = otherCase(letter);
  return other === letter ? letter : `[${letter}${other}]`;
};

/** Of one letter, where it is one letter too. */
function otherCase(letter: string): string {
  const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
  return other.length === letter.length ? other : letter;
}

/** What a class gains: its ranges and letters, without the rest ("^", "-" at an end, punctuation). */
const rangesAndLetters = (content: string): string => (content.match(/\p{L}-\p{L}|\p{L}/gu) ?? []).join('');
