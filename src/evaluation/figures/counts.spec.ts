import { aSpan, spanOf } from '../../../test/support/evaluation/index.js';
import { type AnnotatedSpan } from '../corpora/annotated.js';
import { countDocument } from './counts.js';
import { figuresOf } from './figures.js';

const TEXT = 'Mme Odile Belvaux, Dr Marin, IPP 8001234, le 3 mars 2026, aspirine.';
const NAME = spanOf(TEXT, 'Belvaux');
const FIRST = spanOf(TEXT, 'Odile', { category: 'FIRST_NAME' });
const CARER = spanOf(TEXT, 'Marin', { role: 'Carer' });
const IPP = spanOf(TEXT, '8001234', { category: 'IDENTIFYING_CODE', role: null, kind: 'IPP' });
const DATE = spanOf(TEXT, '3 mars 2026', { category: 'IDENTIFYING_DATE', role: null });
const GOLD = [FIRST, NAME, CARER, IPP, DATE];

const figures = (found: readonly AnnotatedSpan[], gold: readonly AnnotatedSpan[] = GOLD, text = TEXT) =>
  figuresOf([countDocument({ text, gold, found })], { resamples: 0 });
const values = ({
  precision,
  recall,
  f1,
}: Record<'precision' | 'recall' | 'f1', { value: number | null }>) => [
  precision.value,
  recall.value,
  f1.value,
];

describe('figures of one document', () => {
  it('are all whole where everything is found', () => {
    const all = figures(GOLD);
    expect([all.all, all.direct, all.roles].map(({ exact }) => values(exact))).toEqual([
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
    ]);
    expect([all.redacted.value, all.fullyRedacted.value, all.overMasked.value]).toEqual([1, 1, 0]);
    expect(all.tokens).toBe(12);
  });

  it('have no precision where nothing is found', () => {
    const none = figures([]);
    expect(values(none.all.exact)).toEqual([null, 0, 0]);
    expect([none.redacted.value, none.fullyRedacted.value]).toEqual([0, 0]);
  });

  it('count a span exact by its edges, overlapping by one character', () => {
    // Two of three right: the name is cut, the date is found whole, a drug is taken for a name.
    const cut = { ...NAME, end: NAME.end - 2 };
    const drug = spanOf(TEXT, 'aspirine');
    const { all, byCategory, redacted, overMasked } = figures([cut, DATE, drug]);
    expect(values(all.exact)).toEqual([1 / 3, 1 / 5, 0.25]);
    expect(values(all.overlap)).toEqual([2 / 3, 2 / 5, 0.5]);
    expect(values(byCategory.IDENTIFYING_DATE?.exact ?? all.exact)).toEqual([1, 1, 1]);
    expect(values(byCategory.LAST_NAME?.exact ?? all.exact)).toEqual([0, 0, 0]);
    // 7 identifying tokens (the date has three), of which the date's alone are covered whole.
    expect(redacted.value).toBe(3 / 7);
    // 5 tokens outside the gold: Mme, Dr, IPP, le, aspirine.
    expect(overMasked.value).toBe(1 / 5);
  });

  it('count a token right only where it is held whole, and found where it is touched', () => {
    const cut = { ...NAME, end: NAME.end - 2 };
    const tokens = figures([cut, CARER]).byCategory.LAST_NAME?.tokens;
    expect(tokens && values(tokens)).toEqual([1 / 2, 1 / 2, 1 / 2]);
  });

  it('compare roles and kinds apart, and only those that the gold gives', () => {
    const wrong = figures(
      [
        { ...NAME, role: 'Carer' },
        { ...IPP, kind: 'NDA' },
      ],
      [NAME, IPP],
    );
    expect([wrong.all.exact.f1.value, wrong.roles.exact.f1.value]).toEqual([1, 0]);
    expect(Object.keys(wrong.byRole)).toEqual([
      'IDENTIFYING_CODE IPP',
      'IDENTIFYING_CODE NDA',
      'LAST_NAME Carer',
      'LAST_NAME Patient',
    ]);
    const open = figures([NAME], [{ ...NAME, role: null }]);
    expect(open.roles.exact.f1.value).toBe(1);
  });

  it('count as redacted what a span of any category covers, ages too; a harmless date need not be', () => {
    const guideline = { ...DATE, category: 'UNIDENTIFYING_DATE' as const };
    const { redacted, fullyRedacted, all } = figures([{ ...NAME, category: 'AGE' }], [NAME, guideline]);
    expect([redacted.value, fullyRedacted.value, all.exact.f1.value]).toEqual([1, 1, 0]);
  });

  it('leave ages out otherwise: policy says whether they are spans', () => {
    const age = aSpan({ start: 0, end: 3, category: 'AGE', role: null });
    expect(figures([...GOLD, age]).overMasked.value).toBe(0);
    expect(figures(GOLD, [...GOLD, age]).all.exact.f1.value).toBe(1);
  });

  it('part direct identifiers from the rest', () => {
    const { direct, redacted, redactedDirect, fullyRedacted, fullyRedactedDirect } = figures([
      FIRST,
      NAME,
      CARER,
      IPP,
    ]);
    expect([direct.expected, redactedDirect.value, fullyRedactedDirect.value]).toEqual([4, 1, 1]);
    expect([redacted.value, fullyRedacted.value]).toEqual([4 / 7, 0]);
  });

  it('cut a word at the edge of the gold: what is left of it is not a leak of the rest', () => {
    const text = 'mmebelvaux va bien';
    const gold = [aSpan({ start: 3, end: 10 })];
    const { redacted, overMasked } = figures(gold, gold, text);
    expect([redacted.value, overMasked.value]).toEqual([1, 0]);
    expect(figures([aSpan({ start: 0, end: 10 })], gold, text).overMasked.value).toBe(1 / 3);
  });
});
