import { aDocument, aPseudonymizer, known } from '../../../test/support/pseudonymization/index.js';
import { inEponym } from '../detectors/identity/context.js';
import { tokenize } from '../detectors/tokens.js';
import { createMemoryVault } from '../vault/memory-vault.js';
import {
  COMMON_WORDS,
  EPONYM_PAIRS,
  EPONYMS,
  FIRST_NAMES,
  MEDICAL_WORDS,
  REPORT_WORDS,
  SCORE_EPONYMS,
} from './lexicon.js';

const pseudonymizer = aPseudonymizer({ vault: createMemoryVault() });

async function output(text: string): Promise<string> {
  const result = await pseudonymizer.pseudonymize(aDocument(text), known());
  if (!result.ok) throw new Error(result.failure.message);
  return result.value.text;
}
function protects(text: string, word: string): boolean {
  const tokens = tokenize(text);
  return inEponym(
    text,
    tokens,
    tokens.findIndex(({ raw }) => raw === word),
  );
}

describe('words that stay readable', () => {
  it.each([
    ['drugs', MEDICAL_WORDS, 'apixaban keytruda lamotrigine medrol shingrix fortimel urgotul'],
    ['germs', MEDICAL_WORDS, 'elizabethkingia cutibacterium lichtheimia strongyloides maltophilia'],
    ['eponyms', EPONYMS, 'wexner fleischner cormack mallampati'],
    ['acronyms', REPORT_WORDS, 'usic idel iade ecmo hdj cvvhdf cofrac mdph'],
  ])('hold %s', (_, list, sample) => {
    expect(sample.split(' ').filter((word) => !list.has(word))).toEqual([]);
  });

  it('hold no new drug, germ or device that is a first name or an ordinary surname', () => {
    for (const word of ['bernard', 'lambert', 'simon', 'charlotte', 'rose', 'merci', 'martin']) {
      expect(MEDICAL_WORDS.has(word)).toBe(false);
    }
    expect(EPONYMS.has('lambert')).toBe(false);
    expect(COMMON_WORDS.has('roche') || FIRST_NAMES.has('roche')).toBe(true);
  });

  it('hold the pairs and the scores of the eponyms', () => {
    expect(EPONYM_PAIRS.has('lambert-eaton')).toBe(true);
    expect(EPONYM_PAIRS.has('marie-tooth')).toBe(true);
    expect(SCORE_EPONYMS.has('westley')).toBe(true);
  });

  it.each([
    ['Un syndrome myasthénique type Lambert-Eaton est évoqué.', 'Lambert'],
    ['EMG évocateur de Lambert-Eaton.', 'Eaton'],
    ['Toux aboyante, Westley 4 aux urgences.', 'Westley'],
    ['Norton : 12, matelas à air.', 'Norton'],
    ['Glasgow 15/15.', 'Glasgow'],
    ['Score de Westley calculé.', 'Westley'],
  ])('"%s"', (text, word) => {
    expect(protects(text, word)).toBe(true);
  });

  it.each([
    ['Vu avec Lambert ce matin.', 'Lambert'],
    ['Mme Westley 4 rue des Lilas', 'Westley'],
    ['Norton 62 ans, veuf.', 'Norton'],
    ['NORTON 12', 'NORTON'],
    ['Norton 12/03/1950', 'Norton'],
    ['Dr Lambert-Eaton', 'Lambert'],
  ])('not "%s"', (text, word) => {
    expect(protects(text, word)).toBe(false);
  });

  it.each([
    ['Adressé par le Dr ROCHE pour avis.', 'ROCHE'],
    ['Compte rendu relu par Philippe ROCHE.', 'ROCHE'],
    ['Entretien avec Mme Westley ce jour.', 'Westley'],
  ])('a title or a first name still makes a person: "%s"', async (text, name) => {
    expect(await output(text)).not.toContain(name);
  });

  it.each([
    'Score de Westley à 3 puis 1.',
    'Westley 4 aux urgences, nébulisation.',
    'Suivi pour une maladie de Crohn.',
    'Anticorps en faveur de Lambert-Eaton.',
    'Introduction de Keytruda après Alimta.',
  ])('stays whole: "%s"', async (text) => {
    expect(await output(text)).toBe(text);
  });
});
