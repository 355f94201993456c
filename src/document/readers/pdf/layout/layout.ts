/** What pdf.js says of a run of text. `transform` is its matrix; sizes in points. */
export interface TextRun {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
}

interface Placed {
  readonly text: string;
  readonly x: number;
  readonly end: number;
  readonly baseline: number;
  readonly size: number;
  readonly angle: number;
}

interface Row {
  baseline: number;
  size: number;
  readonly runs: Placed[];
}

/** Shares of the font's size. */
const SAME_BASELINE = 0.45;
const WORD_GAP = 0.15;
const COLUMN_GAP = 3;
const OVERPRINT = 0.2;
/** A step this much larger than the page's usual one parts two paragraphs. */
const PARAGRAPH_STEP = 1.5;

/**
 * The lines of a page, top to bottom: runs on one baseline join, with a blank where there is a gap and a tab where
 * there is a column's. Paragraphs are parted by an empty line; turned text (margins, watermarks) comes last.
 * @param pageMatrix of the page's viewport: it turns the page upright, y downwards.
 */
export function layOutPage(runs: readonly TextRun[], pageMatrix: readonly number[]): string[] {
  const byAngle = new Map<number, Placed[]>();
  for (const run of runs) {
    if (run.str.trim() === '') continue;
    const placed = place(run, pageMatrix);
    byAngle.set(placed.angle, [...(byAngle.get(placed.angle) ?? []), placed]);
  }
  return [...byAngle.entries()]
    .sort(([a], [b]) => Math.abs(a) - Math.abs(b))
    .flatMap(([, group], index) => (index === 0 ? linesOf(group) : ['', ...linesOf(group)]));
}

/** Turns a run so that its own baseline is horizontal. */
function place(
  { str, transform, width }: TextRun,
  [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[],
): Placed {
  const [ta = 1, tb = 0, tc = 0, td = 1, tx = 0, ty = 0] = transform;
  const x = a * tx + c * ty + e;
  const y = b * tx + d * ty + f;
  const radians = Math.atan2(b * ta + d * tb, a * ta + c * tb);
  const [cosine, sine] = [Math.cos(radians), Math.sin(radians)];
  const start = x * cosine + y * sine;
  return {
    text: str,
    x: start,
    end: start + width * Math.hypot(a, b),
    baseline: y * cosine - x * sine,
    size: Math.hypot(tc, td) || Math.hypot(ta, tb) || 1,
    angle: Math.round((radians * 180) / Math.PI),
  };
}

function linesOf(runs: Placed[]): string[] {
  const rows: Row[] = [];
  for (const run of runs.sort((one, other) => one.baseline - other.baseline)) {
    const row = rows.at(-1);
    if (row && run.baseline - row.baseline <= SAME_BASELINE * Math.max(row.size, run.size)) {
      row.runs.push(run);
      if (run.size > row.size) Object.assign(row, { baseline: run.baseline, size: run.size });
    } else {
      rows.push({ baseline: run.baseline, size: run.size, runs: [run] });
    }
  }
  const usual = median(rows.slice(1).map((row, index) => row.baseline - (rows[index]?.baseline ?? 0)));
  return rows.flatMap((row, index) => {
    const step = row.baseline - (rows[index - 1]?.baseline ?? row.baseline);
    const parted = step > PARAGRAPH_STEP * Math.max(usual, row.size);
    return parted ? ['', lineOf(row)] : [lineOf(row)];
  });
}

function lineOf(row: Row): string {
  let line = '';
  let previous: Placed | undefined;
  for (const run of row.runs.sort((one, other) => one.x - other.x)) {
    // Bold made by printing the same run twice.
    if (previous?.text === run.text && Math.abs(run.x - previous.x) < OVERPRINT * run.size) continue;
    if (previous) line += between(previous, run);
    line += run.text;
    previous = run;
  }
  return tidy(line);
}

function between(previous: Placed, run: Placed): string {
  const gap = (run.x - previous.end) / Math.max(previous.size, run.size);
  if (gap > COLUMN_GAP) return '\t';
  return gap > WORD_GAP ? ' ' : '';
}

/** Composed accents, bullets of the symbol fonts as bullets, the micro sign of units as in typed text. */
function tidy(line: string): string {
  return line
    .normalize('NFC')
    .replace(/[\uF0B7\uF0A7\uF0D8\uF076]/g, '•')
    .replace(/μ(?=[glmsUI])/g, 'µ')
    .replace(/ +(?=[ \t])|(?<=\t) +/g, '')
    .replace(/(?!\t)\p{Cc}/gu, '')
    .trim();
}

function median(values: number[]): number {
  return values.sort((one, other) => one - other)[(values.length - 1) >> 1] ?? 0;
}
