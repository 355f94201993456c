import { NO_IDENTITY, NO_STAY } from '../../../patients/index.js';
import {
  aDocument,
  aModel,
  aPseudonymizer,
  known,
  type Seen,
  seenIn,
} from '../../../../test/support/pseudonymization/index.js';
import { knownFacts } from '../known-facts.js';
import { tokenize } from '../tokens.js';
import { modelCandidates } from './candidates.js';
import { type ModelSpan } from './spans.js';

/** What stands for the whole of a model's answer: `category text`. */
function believed(text: string, ...seen: readonly Seen[]): string[] {
  const spans = seenIn(text, seen);
  const facts = knownFacts(NO_IDENTITY, NO_STAY, []);
  return modelCandidates({ text, tokens: tokenize(text), facts, identity: NO_IDENTITY }, spans)
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .map(({ start, end, category }) => `${category} ${text.slice(start, end)}`);
}

async function spansOf(text: string, seen: readonly Seen[], more: Parameters<typeof known>[0] = {}) {
  const result = await aPseudonymizer({ model: aModel(...seen) }).pseudonymize(aDocument(text), known(more));
  if (!result.ok) throw new Error(result.failure.message);
  return {
    ...result.value,
    found: result.value.spans.map(
      ({ start, end, category, role, kind, detector }) =>
        `${category} ${role ?? kind ?? '-'} ${detector} ${text.slice(start, end)}`,
    ),
  };
}

const name = (text: string, more: Partial<ModelSpan> = {}): Seen => ({
  ...{ text, category: 'LAST_NAME' as const, role: 'Other' as const },
  ...more,
});

describe('what a model sees', () => {
  it.each([
    ['a drug', 'Sous Xarelto depuis un an.', 'Xarelto'],
    ['an organism', 'Présence de Klebsiella en quantité.', 'Klebsiella'],
    ['an eponym', 'Reprise de la maladie de Crohn.', 'Crohn'],
    ['an eponym that stands alone', 'Crohn connu.', 'Crohn'],
    ['any name after the word of an eponym', 'Fracture de Tournedac non déplacée.', 'Tournedac'],
    ['an ordinary word without a capital', 'Le petit va bien.', 'petit'],
    ['a particle', 'La de rien.', 'de'],
    ['a school', 'Scolarisé à l’école Jean-Tournedac.', 'Jean-Tournedac'],
    ['a ward', 'Court séjour, unité Tournedac.', 'Tournedac'],
    ['a title', 'Le cabinet de Mesdames est ouvert.', 'Mesdames'],
    ['monsieur', 'Appel de M. J.-P. hier.', 'M.'],
  ])('is not believed of %s', (_what, text, stretch) => {
    expect(believed(text, name(stretch))).toEqual([]);
  });

  it('is believed of them where a title says a person is meant', () => {
    expect(believed('Vue par le Dr Crohn.', name('Crohn'))).toEqual(['LAST_NAME Crohn']);
    expect(believed('Vu avec Mme petit ce jour.', name('petit'))).toEqual(['LAST_NAME petit']);
  });

  it('is not believed below the least probability of its category', () => {
    expect(believed('Vu Tournedac.', name('Tournedac', { score: 0.05 }))).toEqual([]);
  });

  it('is believed of a word without a capital where it is sure', () => {
    const text = 'Vu avec tournedac hier.';
    expect(believed(text, name('tournedac', { score: 0.87 }))).toEqual(['LAST_NAME tournedac']);
    expect(believed(text, name('tournedac', { score: 0.7 }))).toEqual([]);
  });

  it('takes a title for none', () => {
    expect(believed('Vu M. Tournedac', name('M', { category: 'FIRST_NAME' }))).toEqual([]);
    expect(believed('TOURNEDAC M. - lit', name('M', { category: 'FIRST_NAME' }))).toEqual(['FIRST_NAME M.']);
  });

  it('goes wherever its name stands as a word, where the model is sure', () => {
    const text = 'Tournedac venu. TOURNEDAC revient, tournedac, Tournedacs, maladie de Tournedac.';
    expect(believed(text, name('Tournedac'))).toEqual([
      'LAST_NAME Tournedac',
      'LAST_NAME Tournedac',
      'LAST_NAME TOURNEDAC',
      'LAST_NAME tournedac',
    ]);
    expect(believed(text, name('Tournedac', { score: 0.7 }))).toEqual(['LAST_NAME Tournedac']);
  });

  it('goes nowhere else as an ordinary word', () => {
    expect(believed('Mme Petit dort. Un petit repas.', name('Petit'))).toEqual(['LAST_NAME Petit']);
  });

  it('keeps the dot of an initial', () => {
    expect(believed('Vu avec J. Tournedac', name('J', { category: 'FIRST_NAME' }))).toEqual([
      'FIRST_NAME J.',
    ]);
  });
});

describe('the ends of what a model sees', () => {
  it.each<[string, string, Seen, readonly string[]]>([
    [
      'a hyphenated word',
      'Vu Tournedac-Belroux.',
      name('Tournedac', { score: 0.7 }),
      ['LAST_NAME Tournedac-Belroux'],
    ],
    [
      'columns',
      'TOURNEDAC  BELROUX',
      name('TOURNEDAC  BELROUX', { score: 0.7 }),
      ['LAST_NAME TOURNEDAC', 'LAST_NAME BELROUX'],
    ],
    [
      'both parts',
      'Avis Lucie TOURNEDAC',
      name('Lucie TOURNEDAC', { score: 0.7 }),
      ['FIRST_NAME Lucie', 'LAST_NAME TOURNEDAC'],
    ],
    [
      'a particle at the end',
      'Vu TOURNEDAC VAN',
      name('TOURNEDAC VAN', { score: 0.7 }),
      ['LAST_NAME TOURNEDAC VAN'],
    ],
    [
      'a ward after',
      'CHU Tournedac - PNEUMOLOGIE',
      { text: 'CHU Tournedac - PNEUMOLOGIE', category: 'HOSPITAL' },
      ['HOSPITAL CHU Tournedac'],
    ],
    ['a bare ward', 'Avis du SMIT', { text: 'SMIT', category: 'HOSPITAL' }, []],
    ['a hand', 'Patient droitier', { text: 'droitier', category: 'PATIENT_SOCIAL_IDENTITY' }, []],
    [
      'a trade with more',
      'Elle, boulangère de nuit',
      { text: 'boulangère de nuit', category: 'PATIENT_SOCIAL_IDENTITY' },
      ['PATIENT_SOCIAL_IDENTITY boulangère'],
    ],
    [
      "somebody else's trade",
      'Vu technicien M. Tournedac',
      { text: 'technicien', category: 'PATIENT_SOCIAL_IDENTITY' },
      [],
    ],
    ['a heading', 'C O M P T E   R E N D U', name('O M P T E   R'), []],
  ])('%s', (_what, text, seen, expected) => {
    expect(believed(text, seen)).toEqual(expected);
  });
});

describe('a model beside identity and rules', () => {
  it('adds what neither found, and says so', async () => {
    const text = 'Avis pris auprès de tournedac en fin de visite.';
    const { found, method } = await spansOf(text, [name('tournedac', { role: 'Carer' })]);
    expect(found).toEqual(['LAST_NAME Carer model tournedac']);
    expect(method).toEqual({
      ...{ id: 'passerelle-hybrid', version: '1.0.0+model.0.0.1', assurance: 'rules+model' },
    });
  });

  it('never takes a known name from the patient', async () => {
    const text = 'Hôpital Vassalieu. VASSALIEU dort. Lieu Vassaliéu.';
    const seen: Seen[] = [
      { text: 'Hôpital Vassalieu', category: 'HOSPITAL' },
      { text: 'VASSALIEU', category: 'CITY', role: 'Other' },
    ];
    const { found, text: replaced } = await spansOf(text, seen, { identity: { lastName: 'VASSALIEU' } });
    expect(found).toContain('LAST_NAME Patient identity VASSALIEU');
    expect(replaced).not.toMatch(/vassali/i);
  });

  it('leaves the role to a rule that found the same', async () => {
    const { found } = await spansOf('Le Dr Tournedac passe.', [name('Tournedac', { role: 'Patient' })]);
    expect(found).toEqual(['LAST_NAME Carer rule Tournedac']);
    const travel = await spansOf('Elle vit à Lyon.', [{ text: 'Lyon', category: 'CITY', role: 'Other' }]);
    expect(travel.found).toEqual([expect.stringMatching(/^CITY Patient .* Lyon$/)]);
  });

  it('makes one of a town of which a rule knew a part', async () => {
    const text = 'Elle vit à Lyon les Bains.';
    const seen: Seen[] = [{ text: 'Lyon les Bains', category: 'CITY', role: 'Other', score: 0.7 }];
    const { found } = await spansOf(text, seen);
    expect(found).toEqual([expect.stringMatching(/^CITY Patient .* Lyon les Bains$/)]);
  });

  it('makes nothing readable that rules had found', async () => {
    const text = 'Elle vit à Lyon 3e. Avis du CHU de Valmorange.';
    const seen: Seen[] = [
      { text: 'Lyon', category: 'LAST_NAME', role: 'Other' },
      { text: 'de Valmorange', category: 'LAST_NAME', role: 'Other' },
    ];
    const { text: replaced } = await spansOf(text, seen);
    expect(replaced).not.toMatch(/Lyon|3e|Valmorange/);
  });

  it('leaves numbers to the rules that know their keys and labels', async () => {
    const text = 'IPP : 8001234567';
    const seen: Seen[] = [{ text: '8001234567', category: 'PHONE_NUMBER', role: 'Patient' }];
    expect((await spansOf(text, seen)).found).toEqual(['IDENTIFYING_CODE IPP rule 8001234567']);
  });

  it('takes every word of a name of care around a known one', async () => {
    const text = 'Adressé à la clinique Vassaliéu Tournedac demain.';
    const seen: Seen[] = [{ text: 'Tournedac', category: 'HOSPITAL' }];
    const { text: replaced } = await spansOf(text, seen);
    expect(replaced).not.toContain('Tournedac');
  });

  it.each<[string, Seen]>([
    ['a trade of no list', { text: 'quillardier', category: 'PATIENT_SOCIAL_IDENTITY' }],
    ['a nationality of no list', { text: 'sildave', category: 'PATIENT_NATIONALITY' }],
    ['a place of care by its bare name', { text: 'Tournedac', category: 'HOSPITAL' }],
    ['a place without a word for it', { text: 'Kermoriel', category: 'ADDRESS', role: 'Patient' }],
    ['a date nobody can count', { text: 'la Saint-Glinglin', category: 'IDENTIFYING_DATE' }],
    ['a number without a digit', { text: 'zéro un deux', category: 'PHONE_NUMBER', role: 'Patient' }],
    ['a town of no list', { text: 'Trifouillac', category: 'CITY', role: 'Patient' }],
  ])('leaves nothing of %s', async (_what, seen) => {
    const { text: replaced } = await spansOf(`Note : ${seen.text} ce soir.`, [seen]);
    expect(replaced).not.toContain(seen.text);
    for (const word of seen.text.split(/[ -]/).filter((part) => /^\p{Lu}/u.test(part)))
      expect(replaced).not.toContain(word);
  });

  it('stops a document it could not read', async () => {
    const failure = { code: 'MODEL_CRASHED', class: 'transient', message: 'died' } as const;
    const model = { ...aModel(), read: () => Promise.resolve({ ok: false as const, failure }) };
    const result = await aPseudonymizer({ model }).pseudonymize(aDocument('Rien.'), known());
    expect(result).toEqual({ ok: false, failure });
  });
});
