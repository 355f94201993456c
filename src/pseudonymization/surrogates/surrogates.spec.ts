import { type Identity } from '../../patients/index.js';
import { aDocument, aPseudonymizer, known, testKeys } from '../../../test/support/pseudonymization/index.js';
import { FIRST_NAMES, fold } from '../lexicon/index.js';
import { type PseudonymizedDocument } from '../pseudonymized-document.js';

async function pseudonymized(
  text: string,
  identity: Partial<Identity> = {},
  key = 'test key',
): Promise<PseudonymizedDocument> {
  const result = await aPseudonymizer({ keys: testKeys(key) }).pseudonymize(
    aDocument(text),
    known({ identity }),
  );
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}
const KEYS = Array.from({ length: 12 }, (_, at) => `key ${String(at)}`);
const of = (document: PseudonymizedDocument, category: string): string[] =>
  document.spans.filter((span) => span.category === category).map(({ replacement }) => replacement);
const sexes = (name: string): readonly string[] => FIRST_NAMES.get(fold(name))?.sexes ?? [];

describe('surrogates of names', () => {
  it('keep a civil M. as a title', async () => {
    const { text } = await pseudonymized('Objet : M. ORBELLUN\nM. ORBELLUN, 64 ans, va bien.');
    expect(text).toMatch(/^Objet : M\. \p{Lu}{3,}\nM\. \p{Lu}{3,}, 64 ans, va bien\.$/u);
  });

  it.each([
    ['Sa nièce, Mme Ludovine MARCHADOUR, appelle.', 'F'],
    ['Son neveu, M. Ludovan MARCHADOUR, appelle.', 'M'],
    ['Accompagnée de sa fille Ludovine.', 'F'],
    ['Accompagnée de son fils Ludovan.', 'M'],
  ])('agree with the title or the kinship: %s', async (text, sex) => {
    for (const key of KEYS) {
      const [first = ''] = of(await pseudonymized(text, { lastName: 'ORBELLUN' }, key), 'FIRST_NAME');
      expect(sexes(first)).toContain(sex);
    }
  });

  it('agree with the sex of the patient', async () => {
    for (const key of KEYS) {
      const document = await pseudonymized(
        'Patiente : ORBELLUN Sacha',
        { lastName: 'ORBELLUN', firstNames: ['Sacha'], sex: 'F' },
        key,
      );
      expect(sexes(of(document, 'FIRST_NAME')[0] ?? '')).toContain('F');
    }
  });

  it('start with a vowel after an elision and with a consonant after "de"', async () => {
    for (const key of KEYS) {
      const { text } = await pseudonymized(
        "Avis du Dr d'Argenval. Le CH d'Aubeville et celui de Belmontel. Le suivi de Mme de Kergoval, née à Aubeville, habitant à Belmontel.",
        {},
        key,
      );
      expect(text).toMatch(/Dr d'[AEIOUÉÈÊÎÔŒ]/i);
      expect(text).toMatch(/Mme de [^AEIOUYÉÈÊÎÔŒ]/i);
      expect(text).toMatch(/née à [AEIOUÉÈÊÎÔŒ]/i);
      expect(text).toMatch(/habitant à [^AEIOUYÉÈÊÎÔŒ]/i);
    }
  });

  it('never keep an initial', async () => {
    for (const key of KEYS) {
      const { text } = await pseudonymized('Dr J.-B. LHOMMEAU. Copie : Dr A. PELLEGRINAUD', {}, key);
      expect(text).toMatch(/^Dr [^J]\.-[^B]\. \p{Lu}+\. Copie : Dr [^A]\. \p{Lu}+$/u);
    }
  });

  it('keep accents in capitals only where the original has some', async () => {
    const { text } = await pseudonymized('Mme BERTHÉLEMONT. Dr GUERMEUR.');
    expect(text.replace('Mme', '').replace('Dr', '')).toMatch(/^ [\p{Lu}É]+\. {2}[A-Z]+\.$/u);
  });

  it('keep the shape of a hyphenated name', async () => {
    const { text } = await pseudonymized('Mme Brunel-Haas va bien.');
    expect(text).toMatch(/^Mme \p{Lu}\p{Ll}+-\p{Lu}\p{Ll}+ va bien\.$/u);
  });

  it('are the same for the same key, and others for another', async () => {
    const text = 'Mme BRUNELOT Sidonie, née à Castelvieil le 02/03/1950, 06 12 34 00 00.';
    const texts = await Promise.all(KEYS.map(async (key) => (await pseudonymized(text, {}, key)).text));
    expect((await pseudonymized(text, {}, KEYS[0])).text).toBe(texts[0]);
    expect(new Set(texts).size).toBeGreaterThan(8);
  });
});

describe('surrogates of e-mails', () => {
  const identity = { lastName: 'ORBELLUN', firstNames: ['Mathurin'], sex: 'M' as const };

  it.each([
    ['m.orbellun@chu.example', (first: string, last: string) => `${first.charAt(0)}.${last}@`],
    ['morbellun@chu.example', (first: string, last: string) => `${first.charAt(0)}${last}@`],
    ['mathurin.orbellun@chu.example', (first: string, last: string) => `${first}.${last}@`],
    ['orbellun_mathurin@chu.example', (first: string, last: string) => `${last}_${first}@`],
  ])('%s follows the surrogates of its names', async (email, expected) => {
    const document = await pseudonymized(`ORBELLUN Mathurin\n${email}`, identity);
    const [first = ''] = of(document, 'FIRST_NAME');
    const [last = ''] = of(document, 'LAST_NAME');
    expect(of(document, 'EMAIL')[0]).toBe(`${expected(fold(first), fold(last))}courriel.example`);
  });
});

describe('surrogates and originals', () => {
  it('never meet', async () => {
    const text =
      'CHU de Valmorange - Clinique des Tilleuls, 12 rue des Acacias, 38000 GRENOBLE. Mme MARTIN Claire, née le 01/03/1960, IPP 81123344, NDA : 26118890. ' +
      'Dr T. Petitjean, poste 4512, 06 39 98 12 34, t.petitjean@courriel.example, tapé par mdupuis. Vue en mars et le 4 avril. Elle est opérée à Lyon.';
    for (const key of KEYS) {
      const { spans } = await pseudonymized(text, {}, key);
      const altered = spans.filter(({ category }) => !/STATUS|SOCIAL|COUNTRY|UNIDENTIFYING/.test(category));
      expect(altered.length).toBeGreaterThan(14);
      for (const { start, end, replacement } of altered)
        expect(fold(replacement)).not.toBe(fold(text.slice(start, end)));
    }
  });

  it('shift by two months at least and less than a year', async () => {
    for (const key of KEYS) {
      const { dateShiftDays } = await pseudonymized('Vue le 12/03/2024.', {}, key);
      expect(Math.abs(dateShiftDays)).toBeGreaterThanOrEqual(60);
      expect(Math.abs(dateShiftDays)).toBeLessThan(365);
    }
  });
});
