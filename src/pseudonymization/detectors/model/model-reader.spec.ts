import { setImmediate as turn } from 'node:timers/promises';
import { tinyOnnx, writePackage } from '../../../../test/support/inference/index.js';
import { FEATURE_COLUMNS, FEATURE_VERSION, GRAM_COLUMNS } from './features.js';
import { openModelReader } from './index.js';

const SHAPE = FEATURE_COLUMNS.findIndex(({ name }) => name === 'shape');
const LABELS = { category: ['O', 'B-LAST_NAME', 'I-LAST_NAME'], attribute: ['none', 'Patient', 'Carer'] };
/** Shapes of words in capitals alone, as the features tell them. */
const { size } = FEATURE_COLUMNS[SHAPE] as { size: number };

/** A model for which a word in capitals of some length is a surname, and nothing else is. */
async function aFolder(more: Record<string, unknown> = {}): Promise<string> {
  const { featurize } = await import('./features.js');
  const capitals = new Set(
    ['VASSALIEU', 'TOURNEDAC', 'NIVELOIX'].map((word) => featurize(word).features[SHAPE] as number),
  );
  const rows = Array.from({ length: size }, (_, shape) => (capitals.has(shape) ? [0.1, 0.9, 0] : [1, 0, 0]));
  const onnx = tinyOnnx({
    features: FEATURE_COLUMNS.length,
    grams: GRAM_COLUMNS.count,
    column: SHAPE,
    category: rows,
    attribute: Array.from({ length: size }, () => [0, 0.3, 0.7]),
  });
  const manifest = {
    features: { version: FEATURE_VERSION },
    labels: LABELS,
    window: { tokens: 64, overlap: 16 },
    ...more,
  };
  return writePackage({ id: 'pseudonymization', onnx, manifest });
}

async function aReader(folder?: string) {
  const opened = await openModelReader({ folder: folder ?? (await aFolder()) });
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

describe('a text read by a model package', () => {
  it('gives spans of the text, in windows or not', async () => {
    const reader = await aReader();
    const line = 'Le Dr VASSALIEU voit M. TOURNEDAC, stable.\n';
    const text = line.repeat(200);
    const read = await reader.read(text);
    await reader.close();
    if (!read.ok) throw new Error(read.failure.message);
    expect(read.value.model).toBe('0.0.1');
    expect(read.value.spans).toHaveLength(400);
    for (const { start, end, ...rest } of read.value.spans) {
      expect(text.slice(start, end)).toMatch(/^(?:VASSALIEU|TOURNEDAC)$/);
      expect(rest).toMatchObject({ category: 'LAST_NAME', role: 'Carer', kind: null });
      expect(rest.score).toBeCloseTo(0.9, 3);
    }
  });

  it('reads an empty text, and one of blanks', async () => {
    const reader = await aReader();
    const read = await Promise.all(['', ' \n '].map((text) => reader.read(text)));
    await reader.close();
    expect(read.map((one) => one.ok && one.value.spans)).toEqual([[], []]);
  });

  it('lets the service go on: its loop turns many times while a long text is read', async () => {
    const reader = await aReader();
    const text = 'Le Dr VASSALIEU voit M. TOURNEDAC.\n'.repeat(9_000);
    let turns = 0;
    let isOver = false;
    const reading = reader.read(text).finally(() => (isOver = true));
    while (!isOver) {
      await turn();
      turns += 1;
    }
    const read = await reading;
    await reader.close();
    expect(read.ok && read.value.spans.length).toBe(18_000);
    expect(turns).toBeGreaterThan(200);
  });

  it.each([
    ['features of another version', { features: { version: FEATURE_VERSION + 1 } }, 'features.version'],
    ['more labels than outputs', { labels: { ...LABELS, attribute: ['none'] } }, 'case it does not know'],
  ])('is refused at start with %s', async (_what, more, rule) => {
    const opened = await openModelReader({ folder: await aFolder(more) });
    expect(opened).toMatchObject({ ok: false, failure: { class: 'permanent' } });
    expect(JSON.stringify(opened)).toContain(rule);
  });

  it('is refused at start where there is no package', async () => {
    const opened = await openModelReader({ folder: 'nowhere' });
    expect(opened).toMatchObject({ ok: false, failure: { code: 'MODEL_MISSING' } });
  });
});
