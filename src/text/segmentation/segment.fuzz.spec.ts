import fc from 'fast-check';
import { fuzzRuns } from '../../../test/support/fuzz.js';
import { segment } from './index.js';

const ORNAMENTS = /^[-–—=_*~#.·]$/u;

const pieces = fc.constantFrom(
  'Motif :',
  'CONCLUSION',
  '**Évolution**',
  '[Stade]',
  '2.1) Antécédents',
  'Familiaux',
  'Examens complémentaires\n',
  'ECG : normal.',
  'le Dr. Morel',
  'c.-à-d.',
  '3 g/j.',
  'pT2 N0 M0',
  'S. aureus',
  'au 12.03.2024',
  'pH ....... 7,38',
  '- item',
  '1. item',
  'Sodium\t138\tmmol/L',
  '| a | b |',
  '----------',
  'Confraternellement,',
  'a@b.example',
  'en cours de\n',
  '«Oui.»',
  'É',
  '😀',
  '\uD83D',
);
const gaps = fc.constantFrom(
  '',
  ' ',
  '  ',
  '\n',
  '\r\n',
  '\r',
  '\n\n',
  '\t',
  '\f',
  '\u00A0',
  '\u2028',
  '. ',
  ' : ',
  ' — ',
  '; ',
);
const reports = fc
  .array(fc.tuple(fc.oneof(pieces, fc.string({ maxLength: 12, unit: 'binary' })), gaps), { maxLength: 40 })
  .map((parts) => parts.flat().join(''));
const texts = fc.oneof(reports, fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 200 }));

const check = (property: (text: string) => void): void => {
  fc.assert(fc.property(texts, property), { numRuns: fuzzRuns() });
};

const isBlank = (character: string): boolean => character <= ' ' || /\s/.test(character);

describe('any text', () => {
  it('has sentences in order, apart, trimmed and inside it', () => {
    check((text) => {
      let last = 0;
      for (const { start, end } of segment(text).sentences) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(isBlank(text.charAt(start)) || isBlank(text.charAt(end - 1))).toBe(false);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(text.length);
    });
  });

  it('has every character in a sentence, but blanks and lines of dashes', () => {
    check((text) => {
      let at = 0;
      let outside = '';
      for (const { start, end } of segment(text).sentences) {
        outside += text.slice(at, start);
        at = end;
      }
      outside += text.slice(at);
      const lost = outside.split('').filter((character) => !isBlank(character) && !ORNAMENTS.test(character));
      expect(lost).toEqual([]);
    });
  });

  it('has sections that cover it without gap or overlap, each title in its section', () => {
    check((text) => {
      const { sections } = segment(text);
      expect(sections.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
      let last = 0;
      for (const { start, end, title } of sections) {
        expect(start).toBe(last);
        expect(end).toBeGreaterThan(start);
        if (title.end > title.start) expect(title.start >= start && title.end <= end).toBe(true);
        last = end;
      }
    });
  });

  it('has no sentence across the start of a section', () => {
    check((text) => {
      const { sections, sentences } = segment(text);
      const starts = sections.map(({ start }) => start);
      for (const { start, end } of sentences)
        expect(starts.filter((offset) => offset > start && offset < end)).toEqual([]);
    });
  });
});
