import { FEATURE_VERSION } from './features.js';
import { readSettings } from './labels.js';

const manifest = {
  features: { version: FEATURE_VERSION },
  labels: { category: ['O', 'B-LAST_NAME', 'I-LAST_NAME'], attribute: ['none', 'Patient', 'IPP'] },
  window: { tokens: 1024, overlap: 128 },
};

describe('the settings of a model package', () => {
  it('say what each column means', () => {
    expect(readSettings(manifest)).toEqual({
      ok: true,
      value: {
        labels: {
          category: [
            { part: 'O' },
            { part: 'B', category: 'LAST_NAME' },
            { part: 'I', category: 'LAST_NAME' },
          ],
          attribute: [{}, { role: 'Patient' }, { kind: 'IPP' }],
        },
        window: { tokens: 1024, overlap: 128 },
      },
    });
  });

  it.each([
    ['other features', { features: { version: FEATURE_VERSION + 1 } }, 'features.version'],
    ['no features', { features: undefined }, 'features.version'],
    ['no window', { window: undefined }, 'window.tokens'],
    ['a window without end', { window: { tokens: 1e9, overlap: 1 } }, 'window.tokens'],
    ['windows that do not go on', { window: { tokens: 100, overlap: 60 } }, 'window.overlap'],
    ['no labels', { labels: undefined }, 'labels.category'],
    ['a category of no contract', { labels: { category: ['O', 'B-SHOE', 'I-SHOE'] } }, 'labels.category'],
    ['no outside', { labels: { category: ['B-URL', 'I-URL', 'O'] } }, 'labels.category'],
    ['an unknown role', { labels: { ...manifest.labels, attribute: ['Dog'] } }, 'labels.attribute'],
  ])('are refused with %s', (_what, more, place) => {
    const read = readSettings({ ...manifest, ...more });
    expect(read).toMatchObject({ ok: false, failure: { code: 'MODEL_INVALID', class: 'permanent' } });
    expect(JSON.stringify(read)).toContain(place);
  });
});
