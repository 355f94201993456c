import { knownFacts } from '../known-facts.js';
import { NO_IDENTITY, NO_STAY } from '../../../patients/index.js';
import { marked } from '../../../../test/support/pseudonymization/index.js';
import { type DetectionInput } from '../candidate.js';
import { tokenize } from '../tokens.js';
import { clinicalNotation, withoutNotation } from './index.js';

const inputOf = (text: string): DetectionInput => ({
  ...{ text, tokens: tokenize(text), identity: NO_IDENTITY, facts: knownFacts(NO_IDENTITY, NO_STAY, []) },
});

/** Of the stretches in angle brackets, those that a model may still take for a surname, a code or a town. */
function left(sentence: string, said: readonly string[] = []): string[] {
  const { text, expected } = marked(sentence);
  const notation = clinicalNotation(inputOf(text), (word) => said.includes(word));
  return expected.filter((stretch) => {
    const start = text.indexOf(stretch);
    const span = { start, end: start + stretch.length };
    const seen = (['LAST_NAME', 'IDENTIFYING_CODE', 'CITY'] as const).map((category) => ({
      ...span,
      category,
    }));
    return withoutNotation(text, notation, seen).length > 0;
  });
}

describe('clinical notation', () => {
  it.each([
    '<NM_000059.4> : <c.6275_6276del>, <p.(Leu2092Profs*7)>, <c.5266dup>',
    'KIT : <p.W557_K558del>. <V600E>, <H3K27M>, <F508del/N1303K>, <Gln1756Profs>*74',
    '<t(9;22)(q34;q11)>, <del(17p)>, <11q22.3>, <1p/19q>, <46,XX>',
    'à <S>. gallolyticus, <A.> baumannii, <S> AUREUS, Micrococcus <luteus>, Staph. <aureus>',
    'sérologie (<Rose Bengale>), <CD79a>, <HLA-B*57:01>, <18F-FDG>, mut/<Mb>, <COVID-19>',
    '<KEAP1>, <PD-L1>, <BRCA2>, <EML4-ALK>, <VGPR>, <R-DA-EPOCH>, <DAIR>, <CRIOAc>, <SCN>, <vanA>',
    '<K ovaire> chez la mère, <C1J8>, <pT2N0>, Réponse : <SD>.',
    'R.O. : <RO> (EP1) : 60 %',
    'Influenza A (<H1-2009>), grippe <H3N2>',
    '<Pip / taz> : S, <amox/clav> R',
    '<blaIMP>, <blaOXA-48> détectés',
  ])('is no name, no number and no town: %s', (sentence) => {
    expect(left(sentence)).toEqual([]);
  });

  it('is the letters of a table of results', () => {
    expect(left('<GM>      <S>      -      -\nTM      R      S      -\n')).toEqual([]);
    expect(left('| linézolide      |      | <S> |\n')).toEqual([]);
    expect(left('| sujet | vu par <S> | |\n')).toEqual(['S']);
  });

  it('is a strain of influenza, and no other code that begins so', () => {
    expect(left('Dossier <H12-4471>, <H40771>, grippe <H1-09>.')).toEqual(['H12-4471', 'H40771']);
  });

  it('is the short answer of a line or a cell', () => {
    expect(left('Adénovirus ........ <ND>          B. pertussis ...... ND\n')).toEqual([]);
    expect(left('VRS\t<NEG>\nGrippe A\tPOS\n')).toEqual([]);
    expect(left('Préleveur ........ <ND>\n')).toEqual(['ND']);
    expect(left('Nom :    <ND>\n')).toEqual(['ND']);
  });

  it('is the letter behind the name of a drug', () => {
    expect(left('imipénème (A) R, méropénème (A) R (B) <S>.')).toEqual([]);
    expect(left('Commentaire a : souche <C3G-R>.')).toEqual([]);
    expect(left('Relais par amoxicilline, <S>. Martin.')).toEqual(['S']);
    expect(left('Mme <S>, amoxicilline')).toEqual(['S']);
  });

  it.each([
    'Mme <MET>, le Dr <ALK>, Philippe <SYK>, <SYK> Philippe, J. <RET>, Nom : <ATM>',
    'M. <dupont>, P. <durand>, E. <colin>, B. <CANIS>, <SYK>-MARTIN, vu par <SD>, IDE : <AN>',
    'lot <XP-4471903>, bloc <25H-4417>, <26P1190>',
  ])('is not: %s', (sentence) => {
    const { expected } = marked(sentence);
    expect(left(sentence)).toEqual(expected);
  });

  it('is no word that somebody of the document is called', () => {
    expect(left('Amplification de <MET> retrouvée.')).toEqual([]);
    expect(left('Amplification de <MET> retrouvée.', ['met'])).toEqual(['MET']);
  });

  it('takes no more time for each sign of a long text', () => {
    const time = (text: string): number => {
      const start = performance.now();
      clinicalNotation(inputOf(text), () => false);
      return performance.now() - start;
    };
    for (const piece of ['c.1', 'A-', 'p.(', '(', 'V600', 'S  ', 'a.B.', '46,XX,', '9;']) {
      time(piece.repeat(2000));
      const [one, eight] = [time(piece.repeat(10_000)), time(piece.repeat(80_000))];
      expect(eight).toBeLessThan(Math.max(400, one * 40));
    }
  });
});
