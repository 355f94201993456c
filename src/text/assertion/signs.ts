import { type MarkedText } from './marks.js';
import { type Effect } from './triggers.js';

/** Where a sign ends what is said: the end of a line, punctuation, the next item of a list with slashes. */
const END = String.raw`(?=[ \t]*(?:$|[\n;|)]|,(?!\d)|\.(?!\d)|\/ ))`;
const COLON = String.raw`^[ \t]?(?:: ?)?`;

const POSITIVE_SIGN = new RegExp(
  String.raw`${COLON}(?:\(\+{1,4}\)|\+{1,4}(?=[ \t]*(?:$|[\n,;.|():]|\/ ))|\[ ?[xX] ?\]|[☑☒✔])`,
);
const NEGATIVE_SIGN = new RegExp(
  String.raw`${COLON}(?:\([-–0]\)|[-–](?=[ \t]*(?:$|[\n,;.|)]|\/ ))|(?:grade |: ?)?0${END}|\[ ?\]|[☐□])`,
);
const LETTER = /^[ \t]?: ?(?<answer>[NO])(?=[ \t]*(?:$|[\n,;]))/;
/** "Oui ☐ Non ☑": boxes behind their words; "☐ oui ☒ non": before them. */
const BOX = String.raw`(?:\[ ?[xX]? ?\]|[☐□☑☒✔])`;
const BEHIND = new RegExp(
  String.raw`^[ \t]*:?[ \t]*oui[ \t]*(?<yes>${BOX})[ \t]*non[ \t]*(?<no>${BOX})`,
  'i',
);
const AHEAD = new RegExp(
  String.raw`^[ \t]*:?[ \t]*(?<yes>${BOX})[ \t]*oui[ \t]*(?<no>${BOX})[ \t]*non(?![\p{L}])`,
  'iu',
);
const ZERO_AFTER_ADJECTIVE = new RegExp(String.raw`^ \p{L}{2,20} 0${END}`, 'u');

const EMPTY_BOX_BEFORE = /(?:\[ ?\]|[☐□])[ \t]?$/;
const TICKED_BOX_BEFORE = /(?:\[ ?[xX] ?\]|[☑☒✔])[ \t]?$/;
const ZERO_BEFORE = /(?:^|[,;:(/\n][ \t]*)0[ \t]$/;
const QUESTION_BEFORE = /(?:^|[\n,;:(])[ \t]*\?[ \t]?$/;

const isTicked = (box: string | undefined): boolean => box !== undefined && /[xX☑☒✔]/.test(box);

/** "BLSE +", "SARM (-)", "déficit neuro 0", "[ ] BMR": the sign of a laboratory, a form or a hurried hand beside the target. */
export function signBeside(
  { tokens }: MarkedText,
  { from, to }: { readonly from: number; readonly to: number },
): Effect | null {
  const start = tokens.starts[from] ?? 0;
  const before = tokens.text.slice(Math.max(0, start - 8), start);
  if (TICKED_BOX_BEFORE.test(before)) return 'affirmation';
  if (EMPTY_BOX_BEFORE.test(before) || ZERO_BEFORE.test(before)) return 'negation';
  const end = tokens.ends[to - 1] ?? 0;
  const after = tokens.text.slice(end, end + 32);
  const answered = boxesIn(after);
  if (answered) return answered;
  const letter = LETTER.exec(after)?.groups?.answer;
  if (letter !== undefined) return letter === 'O' ? 'affirmation' : 'negation';
  if (POSITIVE_SIGN.test(after)) return 'affirmation';
  if (NEGATIVE_SIGN.test(after) || ZERO_AFTER_ADJECTIVE.test(after)) return 'negation';
  return QUESTION_BEFORE.test(before) ? 'hypothesis' : null;
}

function boxesIn(after: string): Effect | null {
  const { yes, no } = (BEHIND.exec(after) ?? AHEAD.exec(after))?.groups ?? {};
  if (isTicked(yes) === isTicked(no)) return null;
  return isTicked(yes) ? 'affirmation' : 'negation';
}
