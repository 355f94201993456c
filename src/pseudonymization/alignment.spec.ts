import fc from 'fast-check';
import { applyReplacements, createAlignment } from './alignment.js';

const anEdited = fc
  .array(
    fc.record({
      kept: fc.integer({ min: 1, max: 8 }),
      cut: fc.integer({ min: 1, max: 6 }),
      put: fc.integer({ min: 0, max: 9 }),
    }),
    { maxLength: 12 },
  )
  .map((steps) => {
    let at = 0;
    const replacements = steps.map(({ kept, cut, put }) => {
      const start = at + kept;
      at = start + cut;
      return { start, end: at, replacement: 'X'.repeat(put) };
    });
    const text = 'abcdefghij'.repeat(30).slice(0, at + 5);
    return { ...applyReplacements(text, replacements), original: text };
  });

describe('alignment', () => {
  it('keeps the text between the edits', () => {
    const { text, edits } = applyReplacements('Mme DUPONT va bien', [
      { start: 4, end: 10, replacement: 'X' },
    ]);
    expect(text).toBe('Mme X va bien');
    expect(edits).toEqual([{ original: { start: 4, end: 10 }, pseudonymized: { start: 4, end: 5 } }]);
  });

  it('takes the whole edit where a span touches a part of it', () => {
    const { edits } = applyReplacements('Mme DUPONT va bien', [{ start: 4, end: 10, replacement: 'LI' }]);
    const alignment = createAlignment(edits);
    expect(alignment.toPseudonymized({ start: 0, end: 5 })).toEqual({ start: 0, end: 6 });
    expect(alignment.toPseudonymized({ start: 9, end: 13 })).toEqual({ start: 4, end: 9 });
    expect(alignment.toOriginal({ start: 5, end: 6 })).toEqual({ start: 4, end: 10 });
  });

  it('gives back any span that no edit touches, same words on both sides', () => {
    fc.assert(
      fc.property(anEdited, fc.nat(400), fc.nat(10), ({ text, edits, original }, from, size) => {
        const start = from % original.length;
        const span = { start, end: Math.min(original.length, start + size) };
        if (span.end === span.start) return;
        if (edits.some((edit) => edit.original.start < span.end && edit.original.end > span.start)) return;
        const alignment = createAlignment(edits);
        const there = alignment.toPseudonymized(span);
        expect(text.slice(there.start, there.end)).toBe(original.slice(span.start, span.end));
        expect(alignment.toOriginal(there)).toEqual(span);
      }),
    );
  });

  it('is monotone and in bounds', () => {
    fc.assert(
      fc.property(anEdited, ({ text, edits, original }) => {
        const alignment = createAlignment(edits);
        let before = { start: 0, end: 0 };
        for (let start = 0; start < original.length; start += 1) {
          const there = alignment.toPseudonymized({ start, end: start + 1 });
          expect(there.start).toBeGreaterThanOrEqual(before.start);
          expect(there.end).toBeGreaterThanOrEqual(before.end);
          expect(there.end).toBeLessThanOrEqual(text.length);
          before = there;
        }
      }),
    );
  });

  it('never loses a letter on the way there and back', () => {
    fc.assert(
      fc.property(
        anEdited,
        fc.nat(400),
        fc.integer({ min: 1, max: 20 }),
        ({ edits, original }, from, size) => {
          const start = from % original.length;
          const span = { start, end: Math.min(original.length, start + size) };
          const alignment = createAlignment(edits);
          const back = alignment.toOriginal(alignment.toPseudonymized(span));
          const emptied = edits.some((edit) => edit.pseudonymized.start === edit.pseudonymized.end);
          if (emptied) return;
          expect(back.start).toBeLessThanOrEqual(span.start);
          expect(back.end).toBeGreaterThanOrEqual(span.end);
        },
      ),
    );
  });
});
