import { type ModelReader } from '../../../src/pseudonymization/detectors/model/index.js';
import { type ModelSpan } from '../../../src/pseudonymization/detectors/model/spans.js';

export type Seen = Partial<ModelSpan> & Pick<ModelSpan, 'category'> & { readonly text: string };

/** The spans a model would give: each stretch where it first stands, with what is said of it. */
export const seenIn = (text: string, seen: readonly Seen[]): ModelSpan[] =>
  seen
    .map(({ text: stretch, ...more }) => {
      const start = text.indexOf(stretch);
      if (start < 0) throw new Error(`not in the text: ${stretch}`);
      return {
        ...{ start, end: start + stretch.length, role: null, kind: null, score: 0.99, attributeScore: 0.99 },
        ...more,
      };
    })
    .sort((a, b) => a.start - b.start);

/** A model that sees what it is told, in every text that has it. */
export const aModel = (...seen: readonly Seen[]): ModelReader => ({
  read: (text) =>
    Promise.resolve({
      ok: true,
      value: {
        model: '0.0.1',
        spans: seenIn(
          text,
          seen.filter((one) => text.includes(one.text)),
        ),
      },
    }),
  close: () => Promise.resolve(),
});
