import { type DemoRow, displayWidth, renderProgress, renderTable, truncate } from './table.js';

const row = (over: Partial<DemoRow> = {}): DemoRow => ({
  file: '02-sein.hl7',
  title: 'Biopsie du sein',
  patient: 'BRANTHOMEZ Odile',
  ack: 'AA',
  replaced: 21,
  findings: ['HER2 négatif (1+)'],
  resources: 9,
  state: 'delivered',
  ...over,
});
const linesOf = (rows: readonly DemoRow[], width: number): string[] => renderTable(rows, width).split('\n');

describe('renderTable', () => {
  it('shows every field under its French header, numbers to the right', () => {
    expect(linesOf([row(), row({ replaced: 7, resources: 12 })], 200)).toEqual([
      'Compte rendu     Patient           Accusé  Identifiants remplacés  Résultats          Ressources FHIR  État',
      '───────────────  ────────────────  ──────  ──────────────────────  ─────────────────  ───────────────  ─────────',
      'Biopsie du sein  BRANTHOMEZ Odile  AA                          21  HER2 négatif (1+)                9  delivered',
      'Biopsie du sein  BRANTHOMEZ Odile  AA                           7  HER2 négatif (1+)               12  delivered',
    ]);
  });

  it('says with a dash what does not apply, and tells a zero from it', () => {
    const [, , refused = '', empty = ''] = linesOf(
      [row({ patient: '', replaced: null, findings: [], resources: null, state: '' }), row({ replaced: 0 })],
      200,
    );
    expect(refused.match(/—/g)).toHaveLength(5);
    expect(empty).toMatch(/AA +0 +HER2/);
  });

  it('names the file where there is no title', () => {
    expect(renderTable([row({ title: '' })], 200)).toContain('02-sein.hl7');
  });

  it.each([90, 100, 120])('fits %i columns, results over several lines', (width) => {
    const findings = ['ER positive (95)', 'PR positive (70)', 'HER2 negative (1+)', 'Ki-67 unknown (18)'];
    const lines = linesOf([row({ title: 'Lettre de sortie, infection urinaire à BMR', findings })], width);
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    const text = lines.join(' ').replace(/\s+/g, ' ');
    for (const word of ['ER', 'HER2', 'Ki-67', '(18)']) expect(text).toContain(word);
    expect(lines.length).toBeGreaterThan(4);
  });

  it('keeps a finding on one line', () => {
    const findings = ['HER2 négatif 1+', 'Ki-67 unknown 18', 'ER positive 95'];
    const table = renderTable([row({ title: 'x'.repeat(80), findings })], 110);
    expect(table.split('\n').length).toBeGreaterThan(4);
    for (const finding of findings) expect(table).toContain(finding);
  });

  it('narrows the numbers before the texts', () => {
    const [first, second] = linesOf([row()], 100);
    expect(first).toMatch(/^Compte rendu +Patient +Accusé +Identifiants +Résultats +Ressources +État$/);
    expect(second?.trim()).toMatch(/^remplacés +FHIR$/);
    expect(renderTable([row()], 100)).toContain('BRANTHOMEZ Odile');
  });

  it('cuts a long patient with an ellipsis and keeps the columns in line', () => {
    const lines = linesOf([row({ patient: 'X'.repeat(300) }), row()], 120);
    expect(lines.some((line) => line.includes('X…'))).toBe(true);
    const rows = lines.filter((line) => line.includes('AA'));
    expect(new Set(rows.map((line) => line.indexOf('AA'))).size).toBe(1);
  });

  it('keeps its columns in line whether accents are composed or not', () => {
    const [composed, decomposed] = ['NFC', 'NFD'].map((form) =>
      linesOf([row({ patient: 'DÉLÉAGE Zoé'.normalize(form) })], 200)[2]?.normalize('NFC'),
    );
    expect(decomposed).toBe(composed);
  });

  it('lets nothing steer the terminal', () => {
    const table = renderTable([row({ patient: 'A\u001b[31mB\r\nC\u202eD' })], 200);
    expect(table).toContain('A [31mB C D');
    for (const letter of ['\r', '\u001b', '\u202e']) expect(table).not.toContain(letter);
  });

  it('has headers alone when nothing was sent, and stands a width of zero', () => {
    expect(linesOf([], 200)).toHaveLength(2);
    expect(renderTable([row({ findings: ['x'.repeat(50)] })], 0)).toContain('AA');
  });
});

describe('truncate', () => {
  it('keeps what fits, counts letters and not code points', () => {
    expect(truncate('éàü', 3)).toBe('éàü');
    expect(truncate('e\u0301a\u0300u\u0308x', 3)).toBe('e\u0301a\u0300…');
    expect(truncate('日本語', 4)).toBe('日…');
    expect(truncate('abc', 0)).toBe('');
  });
});

describe('renderProgress', () => {
  it('goes from empty to full', () => {
    expect(renderProgress(0, 10)).toBe(`[${'·'.repeat(30)}]  0/10`);
    expect(renderProgress(5, 10)).toBe(`[${'█'.repeat(15)}${'·'.repeat(15)}]  5/10`);
    expect(renderProgress(10, 10)).toBe(`[${'█'.repeat(30)}] 10/10`);
  });

  it('never overflows, nor divides by zero, nor looks done before it is', () => {
    expect(renderProgress(12, 10)).toContain('█'.repeat(30));
    expect(renderProgress(0, 0)).toBe(`[${'█'.repeat(30)}] 0/0`);
    expect(renderProgress(999, 1000)).toContain('·]');
  });
});
