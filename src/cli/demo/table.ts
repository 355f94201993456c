/** One line of the demonstration's table. `null` where the step has not been reached or does not apply. */
export interface DemoRow {
  readonly file: string;
  readonly title: string;
  readonly patient: string;
  readonly ack: string;
  /** Stretches of the text that were replaced. */
  readonly replaced: number | null;
  readonly findings: readonly string[];
  readonly resources: number | null;
  readonly state: string;
}

interface Column {
  readonly header: string;
  readonly align: 'left' | 'right';
  /** Smallest width kept when the terminal is narrow, in columns. */
  readonly least: number;
  /** Long contents go on over several lines instead of being cut. */
  readonly wraps?: boolean;
  readonly cell: (row: DemoRow) => string;
}

const NONE = '—';
/** A blank where no line is cut; printed as any other. */
const TIED = '\u00a0';
const counted = (count: number | null): string => (count === null ? NONE : String(count));

const COLUMNS: readonly Column[] = [
  { header: 'Compte rendu', align: 'left', least: 12, cell: ({ title, file }) => title || file },
  { header: 'Patient', align: 'left', least: 8, cell: ({ patient }) => patient || NONE },
  { header: 'Accusé', align: 'left', least: 6, cell: ({ ack }) => ack || NONE },
  { header: 'Identifiants remplacés', align: 'right', least: 12, cell: ({ replaced }) => counted(replaced) },
  {
    header: 'Résultats',
    align: 'left',
    least: 18,
    wraps: true,
    // One finding stays on one line where it can.
    cell: ({ findings }) => findings.map((one) => printable(one).replaceAll(' ', TIED)).join(', ') || NONE,
  },
  { header: 'Ressources FHIR', align: 'right', least: 10, cell: ({ resources }) => counted(resources) },
  { header: 'État', align: 'left', least: 4, cell: ({ state }) => state || NONE },
];

const GAP = '  ';
const segmenter = new Intl.Segmenter('fr', { granularity: 'grapheme' });
/** Letters that take two columns in a terminal. */
const WIDE =
  /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u;

/** What would move the cursor or change colours: nothing of a message may steer the terminal. */
const printable = (text: string): string => text.replace(/\p{C}+|[^\S\u00a0]+/gu, ' ').trim();

const graphemes = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);
const widthOf = (grapheme: string): number => (WIDE.test(grapheme) ? 2 : 1);

/** Columns that a text takes in a terminal: an accent composed of two code points takes none of its own. */
export const displayWidth = (text: string): number =>
  graphemes(text).reduce((width, grapheme) => width + widthOf(grapheme), 0);

/** At most `width` columns, with an ellipsis where something was cut. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width < 1) return '';
  return `${fill(text, width - 1).head.trimEnd()}…`;
}

/** As many graphemes as fit, and the rest. */
function fill(text: string, width: number): { readonly head: string; readonly rest: string } {
  let head = '';
  let used = 0;
  for (const grapheme of graphemes(text)) {
    used += widthOf(grapheme);
    if (used > width) break;
    head += grapheme;
  }
  return { head, rest: text.slice(head.length) };
}

/** Lines of at most `width` columns, cut between words; a longer word is cut where it must be. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  const words = text.split(' ').flatMap((word) => (displayWidth(word) > width ? word.split(TIED) : [word]));
  for (const word of words) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (displayWidth(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (displayWidth(line) > width) {
      const { head, rest } = fill(line, width);
      // A wide letter in a column of one: nothing fits.
      if (head === '') return [...lines, truncate(line, width)];
      lines.push(head);
      line = rest;
    }
  }
  return [...lines, line];
}

function pad(text: string, width: number, align: Column['align']): string {
  const blanks = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'right' ? blanks + text : text + blanks;
}

/**
 * Natural widths, narrowed until the line fits, never under each column's least: first the numbers, whose headers go on
 * over two lines, then the widest column of text down.
 */
function fit(natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  const least = COLUMNS.map((column, at) => Math.min(column.least, natural[at] ?? 0));
  const room = width - GAP.length * (COLUMNS.length - 1);
  for (let excess = sum(widths) - room; excess > 0; excess -= 1) {
    const free = widths.map((one, at) => (one > (least[at] ?? 0) ? one : 0));
    const numbers = free.map((one, at) => (COLUMNS[at]?.align === 'right' ? one : 0));
    const slack = sum(numbers) > 0 ? numbers : free;
    const widest = slack.indexOf(Math.max(...slack));
    if (slack[widest] === 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/**
 * The table for a terminal of `width` columns, without colours, lines parted by `\n`. Headers and results go on over
 * several lines; other cells are cut with an ellipsis. Under about 85 columns it is wider than the terminal: columns
 * keep a width at which they can be read.
 */
export function renderTable(rows: readonly DemoRow[], width: number): string {
  const headers = COLUMNS.map(({ header }) => header);
  const cells = rows.map((row) => COLUMNS.map(({ cell }) => printable(cell(row))));
  const natural = COLUMNS.map((_, at) =>
    Math.max(...[headers, ...cells].map((line) => displayWidth(line[at] ?? ''))),
  );
  const widths = fit(natural, width);
  const lines = [
    ...print(headers, widths, () => true),
    widths.map((one) => '─'.repeat(one)).join(GAP),
    ...cells.flatMap((line) => print(line, widths, ({ wraps }) => wraps === true)),
  ];
  return lines.join('\n');
}

/** One row as lines: as many as its longest wrapped cell takes. */
function print(
  cells: readonly string[],
  widths: readonly number[],
  wraps: (column: Column) => boolean,
): string[] {
  const blocks = COLUMNS.map((column, at) => {
    const [cell = '', width = 0] = [cells[at], widths[at]];
    return wraps(column) ? wrap(cell, width) : [truncate(cell, width)];
  });
  const height = Math.max(...blocks.map((block) => block.length));
  return Array.from({ length: height }, (_, line) =>
    COLUMNS.map(({ align }, at) => pad(blocks[at]?.[line] ?? '', widths[at] ?? 0, align))
      .join(GAP)
      .replaceAll(TIED, ' ')
      .trimEnd(),
  );
}

const BAR = 30;

/** `[██████····]  6/10`: how far a series of messages is. */
export function renderProgress(done: number, total: number): string {
  const share = total <= 0 ? 1 : Math.min(1, Math.max(0, done / total));
  const full = Math.floor(share * BAR);
  const digits = String(total).length;
  return `[${'█'.repeat(full)}${'·'.repeat(BAR - full)}] ${String(done).padStart(digits)}/${total}`;
}
