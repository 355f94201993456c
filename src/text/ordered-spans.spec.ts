import {
  countEnded,
  countStarted,
  firstFrom,
  inside,
  lastEnded,
  lastStarted,
  overlapping,
  spanAt,
  union,
} from './ordered-spans.js';

const spans = [
  { start: 0, end: 3 },
  { start: 5, end: 8 },
  { start: 8, end: 10 },
];

it.each([
  [0, 0, 1],
  [3, 1, 1],
  [5, 1, 2],
  [8, 2, 3],
  [99, 3, 3],
])('at %d: %d have ended, %d have started', (offset, ended, started) => {
  expect([countEnded(spans, offset), countStarted(spans, offset)]).toEqual([ended, started]);
});

it('finds the neighbours of an offset, and none beyond the ends', () => {
  expect([lastEnded(spans, 2), lastEnded(spans, 8)]).toEqual([undefined, spans[1]]);
  expect([lastStarted(spans, 7), lastStarted([], 7)]).toEqual([spans[1], undefined]);
  expect([firstFrom(spans, 1), firstFrom(spans, 9)]).toEqual([spans[1], undefined]);
});

it('finds what holds a character, an end excluded', () => {
  expect([2, 3, 7, 8].map((offset) => spanAt(spans, offset))).toEqual([
    spans[0],
    undefined,
    spans[1],
    spans[2],
  ]);
});

it('finds what shares a character or lies inside', () => {
  expect(overlapping(spans, { start: 3, end: 5 })).toBeUndefined();
  expect(overlapping(spans, { start: 2, end: 6 })).toBe(spans[0]);
  expect(inside(spans, { start: 4, end: 9 })).toEqual([spans[1]]);
});

it('unites spans that overlap or touch', () => {
  expect(
    union([
      { start: 6, end: 9 },
      { start: 0, end: 2 },
      { start: 1, end: 4 },
      { start: 4, end: 5 },
    ]),
  ).toEqual([
    { start: 0, end: 5 },
    { start: 6, end: 9 },
  ]);
});
