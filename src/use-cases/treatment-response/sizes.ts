import { inside, type Match, readYaml, type Span } from '../../text/index.js';
import { oneOf } from './phrases.js';
import { plain } from './plain.js';
import { type Direction, type Word } from './vocabulary.js';

/** Two sizes of one lesion, the older and the newer, as a change. UTF-16 offsets. */
export interface Resized extends Span {
  readonly direction: Exclude<Direction, 'new' | 'left'>;
}

const words = readYaml<Readonly<Record<'older' | 'between' | 'changed', readonly string[]>>>(
  import.meta.url,
  './vocabulary/sizes.yml',
);
const NUMBER = String.raw`(\d{1,3}(?:[.,]\d)?)(?: ?(?:x|sur) ?\d{1,3}(?:[.,]\d)?){0,2}`;
const UNIT = String.raw`(?:mm|cm|cm3|ml)`;
const SECOND_IS_OLDER = new RegExp(
  String.raw`(?<![\d.,/])${NUMBER} ?(${UNIT})(?![a-z0-9])(?: de [a-z ]{3,16})?[ ,]{0,2}(?:\(? ?${oneOf(words.older)}\.?(?: ${oneOf(words.between)}){0,4} ?|\()${NUMBER} ?(${UNIT})?(?![\d%])`,
  'g',
);
const SECOND_IS_NEWER = new RegExp(
  String.raw`(?:${oneOf(words.changed)} de |(?<![\d.,/]))${NUMBER} ?(${UNIT})? ?(?:a|->|→) ${NUMBER} ?(${UNIT})(?![a-z0-9])`,
  'g',
);
/** The limits of RECIST: a third less, a fifth more and five millimetres. */
const SHRUNK = 0.7;
const GROWN = 1.2;
const GROWN_MM = 5;
const OBJECT_REACH = 90;

const millimetres = (written: string, unit: string): number =>
  Number(written.replace(',', '.')) * (unit === 'cm' ? 10 : 1);

function directionOf(older: number, newer: number): Resized['direction'] {
  if (newer === 0) return 'vanish';
  if (newer <= older * SHRUNK) return 'decrease';
  return newer >= older * GROWN && newer - older >= GROWN_MM ? 'increase' : 'stable';
}

/** The sizes of a sentence that are said of a lesion. `found` are the words of that sentence. */
export function sizesIn(text: string, sentence: Span, found: readonly Match<Word>[]): Resized[] {
  const read = plain(text.slice(sentence.start, sentence.end));
  const isOfLesion = (start: number): boolean => {
    const near = inside(found, { start: Math.max(sentence.start, start - OBJECT_REACH), end: start });
    const object = near.findLast(({ value }) => value.role === 'object' && value.of !== 'examination');
    return object?.value.role === 'object' && object.value.of === 'tumour';
  };
  const pair = (index: number, whole: string, older: number, newer: number): Resized[] => {
    const start = sentence.start + index;
    if (!(older > 0) || !isOfLesion(start + whole.search(/\d/))) return [];
    return [{ start, end: start + whole.length, direction: directionOf(older, newer) }];
  };
  return [
    ...[...read.matchAll(SECOND_IS_OLDER)].flatMap(
      ({ index, 0: whole, 1: now = '', 2: unit = '', 3: then = '', 4: other }) =>
        pair(index, whole, millimetres(then, other ?? unit), millimetres(now, unit)),
    ),
    ...[...read.matchAll(SECOND_IS_NEWER)].flatMap(
      ({ index, 0: whole, 1: then = '', 2: other, 3: now = '', 4: unit = '' }) =>
        pair(index, whole, millimetres(then, other ?? unit), millimetres(now, unit)),
    ),
  ];
}
