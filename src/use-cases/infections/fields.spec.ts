import { segment } from '../../text/index.js';
import { type DocumentUseCaseInput } from '../use-case.js';
import { dateOf } from './dates.js';
import { findGramSigns } from './gram-signs.js';
import { infections } from './index.js';
import { micAfter, micOf } from './mic.js';
import { normOf } from './norm.js';
import { pastParts } from './past-parts.js';

function run(text: string, documentDate: string | null = '2025-03-01') {
  const document = { text, ...segment(text) } as unknown as DocumentUseCaseInput['document'];
  const context = { documentDate } as DocumentUseCaseInput['context'];
  return infections.run({ document, context, needed: {} });
}
const alerts = (text: string) => [
  ...new Set(run(text).flatMap(({ value }) => (value.alert ? [value.alert] : []))),
];
const antibiogram = (text: string) =>
  run(text).flatMap(({ value }) =>
    value.antibiotic
      ? [`${value.organism ?? '-'} ${value.antibiotic} ${value.result} ${value.mic ?? ''}`.trim()]
      : [],
  );
const bacteria = (text: string) =>
  run(text).flatMap(({ value, assertion }) =>
    value.kind === 'Bacterie' ? [`${value.name} ${assertion}`] : [],
  );

describe('alerts raised', () => {
  it.each([
    ['Écouvillon rectal : E. coli BLSE.', ['BMR']],
    ['Écouvillon rectal fait à l’entrée → E. coli NDM', ['BHRe']],
    ['Patient porteur connu de BLSE.', ['BMR']],
    ['PCR : KPC non détecté, OXA-48 détecté', ['BHRe']],
    ['KPC : - NDM : - OXA-48 : + VIM : -', ['BHRe']],
    ['RECH_ERG;POSITIVE\nIDENT;ENTEROCOCCUS FAECIUM', ['BHRe']],
    ['Dépistage BHRe\nRésultat : positif\nK. pneumoniae OXA-48', ['BHRe']],
    ['E. faecalis : vancomycine R', ['BMR']],
    ['Enterobacter cloacae, AmpC de haut niveau.', ['BMR']],
    ['P. aeruginosa PARC.', ['BMR']],
    ['A. baumannii OXA-23.', ['BMR']],
    ['Acinetobacter baumannii toto-résistant.', ['BMR']],
  ])('%s', (text, expected) => {
    expect(alerts(text)).toEqual(expected);
  });

  it.each([
    'BHRe : absence',
    'Dépistage : SARM, BLSE, EPC',
    'Ex-porteur de BHRe.',
    'La patiente n’est plus porteuse de BMR.',
    'Éradication du SARM obtenue.',
    'Isolement BMR levé ce jour.',
    'Souche non productrice de BLSE.',
    'Risque de BHRe à l’admission.',
    'Isolement contact BHRe préventif.',
    'S’il revenait positif à EPC, elle passerait en BHRe.',
    'Les EPC (OXA-48, NDM) sont fréquentes dans cette région.',
    'Sa voisine de chambre est porteuse d’une E. coli NDM.',
    'Colonisation urinaire maternelle à E. coli BLSE.',
    'Type : ☐ ERG E. faecium  ☒ autre',
    'RECH_BLSE;NEGATIVE',
    '- gènes blaKPC, blaNDM, blaVIM, blaIMP, blaOXA-48 : NON DETECTES',
    'Un courrier de 2018 signalait un abcès à SARM.',
    'CR opératoire du 14.03.2017 - chirurgie\nPus : S. aureus résistant à la méticilline.',
    'IMP R, MEM R chez K. pneumoniae.',
    'Enterobacter cloacae, céphalosporinase hyperproduite.',
  ])('none in: %s', (text) => {
    expect(alerts(text)).toEqual([]);
  });
});

describe('bacteria', () => {
  it.each([
    ['Dépistage : SARM -, BLSE -', ['Staphylococcus aureus Absent']],
    ['Portage d’EPC.', []],
    [
      'Examen direct : bacilles Gram - ; CG+ en amas',
      ['Bacille à Gram négatif Present', 'Cocci à Gram positif Present'],
    ],
    ['Staph. epidermidis dans un flacon : contaminant probable.', ['Staphylococcus epidermidis Indetermine']],
    [
      '2) Clostridioides difficile\nGDH négative, toxines A/B négatives.',
      ['Clostridioides difficile Absent'],
    ],
    ['Flacon anaérobie positif.', []],
  ])('%s', (text, expected) => {
    expect(bacteria(text)).toEqual(expected);
  });
});

describe('antibiograms', () => {
  it('give the isolates their labels', () => {
    expect(
      antibiogram(
        '1) Escherichia coli\n2) Proteus mirabilis\n\nATB     1     2\nAMX     R     S\nGM      S     -',
      ),
    ).toEqual([
      'Escherichia coli amoxicilline R',
      'Proteus mirabilis amoxicilline S',
      'Escherichia coli gentamicine S',
    ]);
    expect(
      antibiogram(
        'Souche A : Escherichia coli\nSouche B : Klebsiella oxytoca\nCéfoxitine (A) R (B) S ; amikacine (A) S (B) S.',
      ),
    ).toEqual([
      'Escherichia coli céfoxitine R',
      'Klebsiella oxytoca céfoxitine S',
      'Escherichia coli amikacine S',
      'Klebsiella oxytoca amikacine S',
    ]);
  });

  it.each([
    [
      'Catégorie R : AMX, AMC (hors cystite), TIC',
      ['- amoxicilline R', '- amoxicilline-acide clavulanique R', '- ticarcilline R'],
    ],
    ['ATB;VANCOMYCINE;R;>32', ['- vancomycine R >32']],
    ['Imipénème ..... Résistant   (8)', ['- imipénème R 8']],
    ['Céfoxitine (dépistage)    S', ['- céfoxitine S']],
    ['Sensible :\n- amikacine\n- imipénème', ['- amikacine S', '- imipénème S']],
    ['Recherche de gènes de résistance aux glycopeptides', []],
  ])('%s', (text, expected) => {
    expect(antibiogram(text)).toEqual(expected);
  });

  it('give the reference and the ATC', () => {
    expect(run('Antibiogramme (CA-SFM/EUCAST 2024) : amoxicilline R')[0]?.value).toMatchObject({
      norm: 'CA-SFM/EUCAST 2024',
      atc: 'J01CA04',
    });
  });
});

describe('what a result carries', () => {
  it('marks each of its words', () => {
    const [finding] = run('Pneumopathie droite. La pneumopathie régresse.');
    expect(finding?.mentions?.map(({ label, text }) => `${label} ${text}`)).toEqual([
      'Infection Pneumopathie',
      'Infection pneumopathie',
    ]);
    expect(run('K. pneumoniae productrice de carbapénémase')[0]?.mentions?.[0]?.text).toBe('K. pneumoniae');
  });

  it('says what is excluded, the gene, the disease of a virus and the date', () => {
    expect(run('L’endocardite a été éliminée.')[0]?.value.outcome).toBe('excluded');
    expect(run('E. faecium vanA.').find(({ value }) => value.kind === 'Resistance')?.value).toMatchObject({
      name: 'ERG',
      mechanism: 'vanA',
    });
    expect(run('PCR VRS positive.')[0]?.value).toMatchObject({ disease: 'Infection à VRS' });
    expect(run('Pyélonéphrite le 12/02/2025.')[0]?.date).toBe('2025-02-12');
  });
});

describe('the small readers', () => {
  it.each([
    ['Sepsis le 3 mars 2024', 6, '2024-03-03'],
    ['Zona (2018)', 4, '2018'],
    ['Zona, vu en 2018', 4, null],
    ['Zona 45/45/2018', 4, null],
  ])('date %s', (text, end, expected) => {
    expect(dateOf(text, { start: 0, end })).toBe(expected);
  });

  it.each([
    ['CASFM-EUCAST 2024 V1.0', 'CA-SFM/EUCAST 2024 v1.0'],
    ['EUCAST v14', 'EUCAST v14'],
    ['CA-SFM', 'CA-SFM'],
    ['sans référence', null],
  ])('norm %s', (text, expected) => {
    expect(normOf(text)).toBe(expected);
  });

  it('reads a MIC between an antibiotic and its result, or behind it', () => {
    expect(micOf('genta <= 0,5 S', { start: 0, end: 5 }, { start: 13, end: 14 })).toBe('<=0,5');
    expect(micAfter('S (CMI > 128)', 1)).toBe('>128');
    expect(micAfter('S, amikacine', 1)).toBeNull();
  });

  it('reads the sign of a stain', () => {
    expect(findGramSigns('coccobacilles Gram-, CG +').map(({ name }) => name)).toEqual([
      'Coccobacille à Gram négatif',
    ]);
  });

  it('finds the parts of another time, and none without a date of the report', () => {
    const text = 'Consultation du 28.03.2017 : nez positif.\nAujourd’hui rien.';
    expect(pastParts(text, '2025-01-01').map(({ start, end }) => text.slice(start, end))).toEqual([
      'Consultation du 28.03.2017 : nez positif.',
    ]);
    expect(pastParts(text, null)).toEqual([]);
  });
});
