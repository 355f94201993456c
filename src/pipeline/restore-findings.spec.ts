import {
  type Alignment,
  createAlignment,
  createRestorer,
  type IdentifyingSpan,
  type PseudonymizedText,
} from '../pseudonymization/index.js';
import { aDocument } from '../../test/support/pseudonymization/index.js';
import { type Finding } from '../use-cases/index.js';
import { restoreFindings } from './restore-findings.js';

type Replaced = readonly [original: string, surrogate: string, category?: IdentifyingSpan['category']];

/** A restorer of a text in which each original was replaced where it first stands. */
function replacedIn(original: string, ...replaced: readonly Replaced[]) {
  let text = original;
  const edits: Alignment['edits'][number][] = [];
  const spans = replaced.map(([before, replacement, category = 'IDENTIFYING_CODE']): IdentifyingSpan => {
    const start = original.indexOf(before);
    const at = text.indexOf(before);
    text = text.replace(before, replacement);
    const end = start + before.length;
    edits.push({ original: { start, end }, pseudonymized: { start: at, end: at + replacement.length } });
    const rest = { role: null, kind: null, detector: 'model', score: 0.9 } as const;
    return { start, end, category, replacement, ...rest };
  });
  const alignment = createAlignment(edits);
  const pseudonymized = { text: text as PseudonymizedText, alignment, spans, dateShiftDays: 0 };
  return { text, restorer: createRestorer(aDocument(original), pseudonymized) };
}

function aFinding(text: string, quoted: string, value: unknown): Finding {
  const start = text.indexOf(quoted);
  return {
    ...{ useCase: 'tumor-biomarkers', useCaseVersion: '1', assertion: 'Present', temporality: 'current' },
    ...{ date: null, specimen: null, confidence: 1, value },
    evidence: [{ start, end: start + quoted.length, text: quoted }],
  };
}

describe('restored findings', () => {
  const ORIGINAL = 'KIT exon 11 : délétion p.W557_K558del, Dr Marnier.';

  it('say the original words where a surrogate was quoted', () => {
    const { text, restorer } = replacedIn(ORIGINAL, ['p.W557_K558del', 'p.W572_F126qkz']);
    const value = { name: 'KIT', status: 'mutated', variant: 'p.W572_F126qkz' };
    const [found] = restoreFindings([aFinding(text, text.slice(0, 37), value)], restorer);
    expect(found?.value).toEqual({ name: 'KIT', status: 'mutated', variant: 'p.W557_K558del' });
    expect(found?.evidence[0]?.text).toContain('p.W557_K558del');
  });

  it('drop what has a piece of a surrogate in another form', () => {
    const { text, restorer } = replacedIn(ORIGINAL, ['p.W557_K558del', 'p.W572_F126qkz']);
    const value = { name: 'KIT', status: 'mutated', variant: 'W572_F126', parts: ['W572', 'exon 11'] };
    const [found] = restoreFindings([aFinding(text, text.slice(0, 37), value)], restorer);
    expect(found?.value).toEqual({
      ...{ name: 'KIT', status: 'mutated', variant: null },
      parts: [null, 'exon 11'],
    });
  });

  it('are none where they were read in a surrogate alone, or bear its name', () => {
    const { text, restorer } = replacedIn(ORIGINAL, ['Marnier', 'E. coli', 'LAST_NAME']);
    const invented = aFinding(text, 'E. coli', { name: 'Escherichia coli' });
    const named = aFinding(text, 'Dr E. coli', { name: 'coli' });
    expect(restoreFindings([invented, named], restorer)).toEqual([]);
  });

  it('keep what stands beside a surrogate, and figures that the words themselves have', () => {
    const original = 'CH de Brenne : RE 90 %, RP 12 %';
    const { text, restorer } = replacedIn(original, ['CH de Brenne', 'CH de Lure 12', 'HOSPITAL']);
    const value = { name: 'PR', value: '12', unit: '%', loinc: null, count: 12 };
    const [found] = restoreFindings([aFinding(text, text, value)], restorer);
    expect(found?.value).toEqual(value);
  });

  it('keep a letter that a surrogate has too', () => {
    const original = 'Dr J Marnier : E. coli SENSIBLE';
    const { text, restorer } = replacedIn(
      original,
      ['J', 'S', 'FIRST_NAME'],
      ['Marnier', 'coli', 'LAST_NAME'],
    );
    const value = { name: 'Escherichia coli', result: 'SENSIBLE' };
    expect(restoreFindings([aFinding(text, text, value)], restorer)[0]?.value).toEqual(value);
  });

  it('leave values alone where only a date was moved', () => {
    const original = 'Le 12/03/2025 : RE 90 %';
    const { text, restorer } = replacedIn(original, ['12/03/2025', '30/05/2025', 'IDENTIFYING_DATE']);
    const value = { name: 'ER', value: '30' };
    expect(restoreFindings([aFinding(text, text, value)], restorer)[0]?.value).toEqual(value);
  });
});
