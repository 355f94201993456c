import { aDocumentOf, spanOf } from '../../test/support/evaluation/index.js';
import { testKeys, thePolicy } from '../../test/support/pseudonymization/builders.js';
import { sensitive } from '../kernel/index.js';
import { NO_IDENTITY, NO_STAY } from '../patients/index.js';
import { type Detector } from '../pseudonymization/index.js';
import { type AnnotatedDocument, type AnnotatedSpan } from './corpora/annotated.js';
import { evaluateVariant } from './evaluate.js';
import { mainTable } from './table.js';
import { type Variant, variantsWith } from './variants.js';

const OPTIONS = { policy: thePolicy(), keys: testKeys(), identities: true, resamples: 10 };
const known = {
  identity: sensitive({ ...NO_IDENTITY, lastName: 'QUENDERFF', firstNames: ['Odile'] }),
  stay: sensitive(NO_STAY),
  carers: sensitive([]),
};

/** Finds these words, wherever they stand. */
const finding = (...words: string[]): Variant => {
  const detector: Detector = {
    id: 'words',
    detect: ({ text }) =>
      words.flatMap((word) =>
        [...text.matchAll(new RegExp(word, 'g'))].map(({ index }) => ({
          ...{
            start: index,
            end: index + word.length,
            category: 'LAST_NAME' as const,
            role: 'Patient' as const,
          },
          ...{ detector: 'rule' as const, score: 1, priority: 1 },
          words: [{ start: index, end: index + word.length, canonical: word.toLowerCase() }],
        })),
      ),
  };
  return { id: 'words', label: 'words', detectors: [detector], withIdentity: false };
};
const aReport = (text: string, covered: readonly string[], more: Partial<AnnotatedDocument> = {}) =>
  aDocumentOf(
    text,
    covered.map((word): AnnotatedSpan => spanOf(text, word)),
    more,
  );

describe('a variant over a corpus', () => {
  it('gives figures, leaks by label and the spans found; its report holds no text', async () => {
    const documents = [
      aReport('Mme Quenderff va bien.', ['Quenderff'], { id: 'a', patient: 'a' }),
      aReport('Mme Tessonval va bien.', ['Tessonval'], { id: 'b', patient: 'b' }),
    ];
    const { report, found, differences } = await evaluateVariant(
      documents,
      finding('Quenderff', 'bien'),
      OPTIONS,
    );
    expect(report.figures).toMatchObject({
      documents: 2,
      all: { expected: 2, found: 3, exact: { precision: { value: 1 / 3 }, recall: { value: 1 / 2 } } },
      redacted: { value: 1 / 2 },
      fullyRedacted: { value: 1 / 2 },
      overMasked: { value: 2 / 6 },
    });
    expect(report.leaks).toEqual({ 'LAST_NAME Patient': 1 });
    expect(found.map(({ spans }) => spans.length)).toEqual([2, 1]);
    expect(differences.map(({ difference }) => difference.what)).toEqual(['extra', 'leak', 'extra']);
    expect(JSON.stringify(report)).not.toMatch(/Quenderff|Tessonval/i);
    expect(JSON.stringify(differences)).not.toMatch(/Quenderff|Tessonval/i);
  });

  it('searches a name that one document of a patient teaches in the others, not in those of another', async () => {
    const first = aReport('Mme Quenderff est venue.', ['Quenderff'], { id: '1' });
    const second = aReport('Quenderff revient.', ['Quenderff'], { id: '2' });
    const detector: Detector = {
      id: 'titled',
      detect: (input) =>
        input.text.startsWith('Mme') ? (finding('Quenderff').detectors[0] as Detector).detect(input) : [],
    };
    const variant = { ...finding(), detectors: [detector] };
    const same = [first, second].map((one) => ({ ...one, patient: 'p' }));
    const others = [first, second].map((one) => ({ ...one, patient: one.id }));
    expect((await evaluateVariant(same, variant, OPTIONS)).report.leaks).toEqual({});
    expect((await evaluateVariant(others, variant, OPTIONS)).report.leaks).toEqual({
      'LAST_NAME Patient': 1,
    });
  });

  it('tells the identity only to the variants that ask for it, and counts what is left of it', async () => {
    const documents = [aReport('QUENDERFF revient.', ['QUENDERFF'], { known })];
    const left = async (id: string) => {
      const variant = variantsWith().find((one) => one.id === id) as Variant;
      return (await evaluateVariant(documents, variant, OPTIONS)).report.ownIdentity;
    };
    expect(await left('rules')).toEqual({ documents: 1, documentsWithLeft: 1, left: { LAST_NAME: 1 } });
    expect(await left('rules+identity')).toEqual({ documents: 1, documentsWithLeft: 0, left: {} });
  });

  it('counts a document that is held as nothing found, and nothing left', async () => {
    const documents = [aReport('QUENDERFF revient.', ['QUENDERFF'], { known })];
    const blind: Variant = { id: 'none', label: 'none', detectors: [], withIdentity: true };
    const { report } = await evaluateVariant(documents, blind, OPTIONS);
    expect(report).toMatchObject({ held: 1, leaks: { 'LAST_NAME Patient': 1 } });
    expect(report.ownIdentity.documentsWithLeft).toBe(0);
    expect(mainTable([report])).toMatch(/documents held +1\n/);
  });

  it('without identities, counts direct identifiers alone, as over-masking', async () => {
    const documents = [aDocumentOf('Aspirine le 3 mars 2026, paracétamol.')];
    const { report, found } = await evaluateVariant(documents, finding('Aspirine'), {
      ...OPTIONS,
      identities: false,
    });
    expect(found[0]?.spans.map(({ category }) => category)).toEqual(['LAST_NAME']);
    expect(report.figures.overMasked.value).toBe(1 / 6);
    expect(mainTable([report])).not.toContain('redacted');
  });
});
