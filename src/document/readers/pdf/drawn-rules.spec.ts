import { drawnRules } from './drawn-rules.js';
import { joinRules } from './layout/rules.js';

const OPS = {
  save: 1,
  restore: 2,
  transform: 3,
  constructPath: 4,
  stroke: 5,
  fill: 6,
  endPath: 7,
  setFillRGBColor: 8,
  paintFormXObjectBegin: 9,
  paintFormXObjectEnd: 10,
};
const PAGE = [1, 0, 0, -1, 0, 800] as const;
const [MOVE, LINE, CURVE, CLOSE] = [0, 1, 2, 4];
const path = (operator: number, ...numbers: number[]): [number, unknown] => [
  OPS.constructPath,
  [operator, [new Float32Array(numbers)], new Float32Array(4)],
];
const box = (operator: number, [x, y, w, h]: readonly [number, number, number, number]): [number, unknown] =>
  path(operator, MOVE, x, y, LINE, x + w, y, LINE, x + w, y + h, LINE, x, y + h, CLOSE);
const drawn = (...list: [number, unknown][]) =>
  drawnRules({ fnArray: list.map(([code]) => code), argsArray: list.map(([, args]) => args) }, OPS, [
    ...PAGE,
  ]);

describe('the lines a page draws', () => {
  it('are strokes, and thin shapes that are filled', () => {
    expect(drawn(path(OPS.stroke, MOVE, 10, 700, LINE, 110, 700))).toEqual([
      { isAcross: true, at: 100, from: 10, to: 110 },
    ]);
    expect(drawn(box(OPS.fill, [50, 600, 1, 100]))).toEqual([
      { isAcross: false, at: 50.5, from: 100, to: 200 },
    ]);
    expect(drawn(box(OPS.stroke, [50, 600, 40, 20]))).toHaveLength(4);
  });

  it('are not shades, curves, slopes, clips, nor what is white', () => {
    expect(
      drawn(
        box(OPS.fill, [50, 600, 200, 20]),
        box(OPS.endPath, [50, 600, 1, 20]),
        path(OPS.stroke, MOVE, 0, 0, CURVE, 0, 10, 0, 20, 0, 30),
        path(OPS.stroke, MOVE, 0, 0, LINE, 50, 40),
        [OPS.setFillRGBColor, ['#ffffff']],
        box(OPS.fill, [50, 600, 1, 100]),
      ),
    ).toEqual([]);
  });

  it('stand where the matrix of their moment puts them', () => {
    expect(
      drawn(
        [OPS.save, null],
        [OPS.transform, [0.5, 0, 0, 0.5, 100, 0]],
        path(OPS.stroke, MOVE, 0, 200, LINE, 200, 200),
        [OPS.restore, null],
        [OPS.paintFormXObjectBegin, [new Float32Array([0.5, 0, 0, 0.5, 100, 0]), null]],
        path(OPS.stroke, MOVE, 0, 200, LINE, 200, 200),
        [OPS.paintFormXObjectEnd, []],
        path(OPS.stroke, MOVE, 0, 200, LINE, 200, 200),
      ),
    ).toEqual([
      { isAcross: true, at: 700, from: 100, to: 200 },
      { isAcross: true, at: 700, from: 100, to: 200 },
      { isAcross: true, at: 600, from: 0, to: 200 },
    ]);
  });

  it('are none where the drawing makes no sense', () => {
    expect(
      drawn([OPS.constructPath, null], [OPS.transform, ['a']], path(OPS.stroke, 9, 9, 9), [
        OPS.restore,
        null,
      ]),
    ).toEqual([]);
  });

  it('are one where they are drawn piece by piece, and none where they cover the page', () => {
    const piece = (from: number, at = 100) => ({ isAcross: true, at, from, to: from + 20 });
    expect(joinRules([piece(0), piece(21), piece(40.5), piece(200), piece(0, 130)])).toEqual([
      { isAcross: true, at: 100, from: 0, to: 60.5 },
      { isAcross: true, at: 100, from: 200, to: 220 },
      { isAcross: true, at: 130, from: 0, to: 20 },
    ]);
    expect(joinRules(Array.from({ length: 3_000 }, (_, index) => piece(0, 5 * index)))).toEqual([]);
  });
});
