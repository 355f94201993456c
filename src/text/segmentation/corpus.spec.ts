import { readMarked } from '../../../test/support/segmentation/corpus.js';
import { FILES, measureFiles } from '../../../test/support/segmentation/measure-files.js';
import { f1, type Measure, total } from '../../../test/support/segmentation/score.js';

/** Lowest F1 that is let in, under today's figures: `node test/support/segmentation/measure.mjs` prints those. */
const BOUNDS: Readonly<Record<keyof typeof FILES, Readonly<Record<Measure, number>>>> = {
  development: { sections: 0.98, titles: 0.98, sentences: 0.99 },
  heldOut: { sections: 0.95, titles: 0.96, sentences: 0.98 },
  otherHands: { sections: 0.72, titles: 0.78, sentences: 0.94 },
  fresh: { sections: 0.96, titles: 0.97, sentences: 0.98 },
  unseen1: { sections: 0.91, titles: 0.96, sentences: 0.99 },
  unseen2: { sections: 0.9, titles: 0.92, sentences: 0.99 },
  unseen3: { sections: 0.56, titles: 0.7, sentences: 0.98 },
};

describe('the corpus of marked documents', () => {
  it('holds 30 development documents, and more of every kind that the rules were not first tuned on', () => {
    const kinds = (files: readonly string[]): string[] => files.flatMap(readMarked).map(({ kind }) => kind);
    expect(kinds(FILES.development)).toHaveLength(30);
    expect(kinds([...FILES.heldOut, ...FILES.otherHands]).length).toBeGreaterThanOrEqual(30);
    expect(new Set(kinds(FILES.heldOut))).toEqual(new Set(kinds(FILES.development)));
  });

  it('holds at least 50 documents of other hands, of more kinds', () => {
    const unseen = [...FILES.unseen1, ...FILES.unseen2, ...FILES.unseen3].flatMap(readMarked);
    expect(unseen.length).toBeGreaterThanOrEqual(50);
    const kinds = unseen.map(({ kind }) => kind);
    expect(kinds).toEqual(
      expect.arrayContaining([
        'pediatrie',
        'obstetrique',
        'psychiatrie',
        'reanimation',
        'geriatrie',
        'soins',
      ]),
    );
  });

  it.each(Object.keys(FILES) as (keyof typeof FILES)[])('is read as well as before: %s', (set) => {
    const { byKind } = measureFiles(FILES[set]);
    const scores = total([...byKind.values()].map((kind) => kind.scores));
    expect(f1(scores.sections)).toBeGreaterThanOrEqual(BOUNDS[set].sections);
    expect(f1(scores.titles)).toBeGreaterThanOrEqual(BOUNDS[set].titles);
    expect(f1(scores.sentences)).toBeGreaterThanOrEqual(BOUNDS[set].sentences);
  });
});
