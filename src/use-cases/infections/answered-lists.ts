import { type AssertionVerdict, type Span } from '../../text/index.js';

const IN_LIST =
  /^[ \t]*(?:,|\/|et|ou|\+|-)?[ \t]*(?:et[ \t]+|ou[ \t]+)?(?:de[ \t]+|d['’]|g[èe]nes?[ \t]+)?$/iu;
const LONGEST_GAP = 20;

/** "KPC, NDM, VIM non détectés": the answer behind a list is that of each of its items. `items` are sorted. */
export function answeredTogether<T extends Span & { readonly verdict: AssertionVerdict }>(
  text: string,
  items: readonly T[],
): T[] {
  const answered: T[] = [...items];
  for (let at = answered.length - 2; at >= 0; at -= 1) {
    const [one, next] = [answered[at] as T, answered[at + 1] as T];
    const isAnswered =
      next.verdict.assertion === 'Absent' && next.verdict.triggers.some(({ start }) => start >= next.end);
    const gap = next.start - one.end <= LONGEST_GAP ? text.slice(one.end, next.start) : 'apart';
    if (isAnswered && one.verdict.assertion !== 'Absent' && IN_LIST.test(gap) && isOpen(one)) {
      answered[at] = { ...one, verdict: { ...next.verdict, temporality: one.verdict.temporality } };
    }
  }
  return answered;
}

const OPENS =
  /^[^().,:;\n]{0,50}\([ \t]*(?:(?:g[èe]nes?|types?|recherch\p{L}*|soit|dont|notamment)[ \t:]*(?:de[ \t]+)?)?$/iu;
const LONGEST_HEAD = 64;

/** "Absence de carbapénémase (KPC, NDM, OXA-48)": what is denied of the kind is denied of each of its list. */
export function deniedInBrackets<T extends Span & { readonly verdict: AssertionVerdict }>(
  text: string,
  items: readonly T[],
): T[] {
  const told: T[] = [];
  let list: { readonly verdict: AssertionVerdict; readonly end: number } | null = null;
  for (const item of items) {
    const previous = told.at(-1);
    const gap: string =
      previous && item.start - previous.end <= LONGEST_HEAD ? text.slice(previous.end, item.start) : ').';
    const isHead = previous?.verdict.assertion === 'Absent' && OPENS.test(gap);
    if (isHead) list = { verdict: previous.verdict, end: item.end };
    else if (list && !(list.end === previous?.end && IN_LIST.test(gap))) list = null;
    if (list) list = { ...list, end: item.end };
    const isTaken =
      list !== null && item.verdict.assertion === 'Present' && item.verdict.triggers.length === 0;
    const verdict =
      list && isTaken ? { ...list.verdict, temporality: item.verdict.temporality } : item.verdict;
    told.push(isTaken ? { ...item, verdict } : item);
  }
  return told;
}

const isOpen = ({ end, verdict }: Span & { readonly verdict: AssertionVerdict }): boolean =>
  !verdict.triggers.some(({ start }) => start >= end && start - end < LONGEST_GAP);
