import { isMatrix, type Matrix, multiply } from '../scan/matrix.js';
import { type Operators } from '../scan/placed-pictures.js';
import { type Rule } from './layout/rules.js';

/** In points. A filled shape no thicker than this is a line; a line no more askew than this is straight. */
const THICKEST = 3;
const ASKEW = 0.5;
/** More pieces are a drawing. */
const MOST_PIECES = 20_000;
const WHITE = '#ffffff';
/** How pdf.js writes a path: a code, then the coordinates of its points. */
const POINTS_OF = [1, 1, 3, 2, 0];
const [MOVE, LINE, , , CLOSE] = [0, 1, 2, 3, 4];

type Point = readonly [x: number, y: number];
interface Subpath {
  readonly points: Point[];
  /** For each point but the first: is it reached by a straight line? */
  readonly isStraight: boolean[];
}
interface State {
  readonly matrix: Matrix;
  readonly fill: unknown;
  readonly stroke: unknown;
}

/** The straight lines a page draws, as strokes or as thin filled shapes, piece by piece; white ones are not seen. */
export function drawnRules(
  { fnArray, argsArray }: Operators,
  codes: Readonly<Record<string, number>>,
  page: Matrix,
): Rule[] {
  const names = new Map(Object.entries(codes).map(([name, code]) => [code, name]));
  const before: State[] = [];
  let state: State = { matrix: page, fill: '', stroke: '' };
  const rules: Rule[] = [];
  for (const [at, code] of fnArray.entries()) {
    const args = (argsArray[at] ?? []) as readonly unknown[];
    const name = names.get(code);
    if (name === 'save' || name === 'paintFormXObjectBegin') before.push(state);
    else if (name === 'restore' || name === 'paintFormXObjectEnd') state = before.pop() ?? state;
    else if (name === 'setFillRGBColor') state = { ...state, fill: args[0] };
    else if (name === 'setStrokeRGBColor') state = { ...state, stroke: args[0] };
    else if (name === 'constructPath') rules.push(...rulesOfPath(args, names, state));
    const matrix = name === 'transform' ? args : name === 'paintFormXObjectBegin' ? args[0] : undefined;
    if (isMatrix(matrix)) state = { ...state, matrix: multiply(state.matrix, matrix) };
    if (rules.length > MOST_PIECES) return [];
  }
  return rules;
}

function rulesOfPath(
  [operator, paths]: readonly unknown[],
  names: ReadonlyMap<number, string>,
  { matrix, fill, stroke }: State,
): Rule[] {
  const name = (names.get(operator as number) ?? '').toLowerCase();
  const [path] = Array.isArray(paths) ? (paths as readonly unknown[]) : [];
  if (!(path instanceof Float32Array)) return [];
  const shapes = subpathsOf(path, matrix);
  const strokes = name.includes('stroke') && stroke !== WHITE ? shapes.flatMap(straightSides) : [];
  const thin = name.includes('fill') && fill !== WHITE ? shapes.flatMap(thinShape) : [];
  return [...strokes, ...thin];
}

function subpathsOf(path: Float32Array, [a, b, c, d, e, f]: Matrix): Subpath[] {
  const shapes: Subpath[] = [];
  for (let at = 0; at < path.length;) {
    const code = path[at] ?? 0;
    const count = POINTS_OF[code];
    if (count === undefined) return shapes;
    const shape = shapes.at(-1);
    const start = shape?.points[0];
    if (code === CLOSE && shape && start) {
      shape.points.push(start);
      shape.isStraight.push(true);
    } else if (count > 0) {
      const [x = 0, y = 0] = path.subarray(at + 2 * count - 1, at + 2 * count + 1);
      const point: Point = [a * x + c * y + e, b * x + d * y + f];
      if (code === MOVE || !shape) shapes.push({ points: [point], isStraight: [] });
      else {
        shape.points.push(point);
        shape.isStraight.push(code === LINE);
      }
    }
    at += 1 + 2 * count;
  }
  return shapes;
}

function straightSides({ points, isStraight }: Subpath): Rule[] {
  return isStraight.flatMap((straight, index) => {
    const [one, other] = [points[index], points[index + 1]];
    return straight && one && other ? ruleOf([one, other], ASKEW) : [];
  });
}

const thinShape = ({ points, isStraight }: Subpath): Rule[] =>
  isStraight.every(Boolean) ? ruleOf(points, THICKEST) : [];

function ruleOf(points: readonly Point[], thickest: number): Rule[] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  const [wide, high] = [right - left, bottom - top];
  if (high <= thickest && wide > high)
    return [{ isAcross: true, at: (top + bottom) / 2, from: left, to: right }];
  if (wide <= thickest && high > wide)
    return [{ isAcross: false, at: (left + right) / 2, from: top, to: bottom }];
  return [];
}
