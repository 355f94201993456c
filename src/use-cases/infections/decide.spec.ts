import { segment } from '../../text/index.js';
import { NO_CONTEXT } from '../finding.js';
import { type DocumentUseCaseInput } from '../use-case.js';
import { infections } from './index.js';
import { growsLinearly } from '../../../test/support/growth.js';

function run(text: string, documentDate: string | null = null) {
  const document = { text, ...segment(text) } as unknown as DocumentUseCaseInput['document'];
  return infections.run({ document, context: { ...NO_CONTEXT, documentDate }, needed: {} });
}

const said = (text: string) =>
  run(text).map(({ value, assertion, temporality }) =>
    [value.kind, value.name, assertion, ...(temporality === 'historical' ? [temporality] : [])].join(' '),
  );
const alerts = (text: string) =>
  run(text)
    .filter(({ value }) => value.kind === 'Alert')
    .map(({ value }) => `${value.alert} ${value.organism ?? '-'}`);
const antibiogram = (text: string) =>
  run(text)
    .filter(({ value }) => value.kind === 'Susceptibility')
    .map(({ value }) => `${value.organism ?? '-'} ${value.antibiotic} ${value.result}`);

describe('infections and organisms', () => {
  it('reads infection, organism, specimen and evidence', () => {
    const text = 'Pyélonéphrite aiguë à E. coli documentée sur l’ECBU.';
    const findings = run(text);
    expect(findings.map(({ value }) => value.name)).toEqual(['Pyélonéphrite', 'Escherichia coli']);
    expect(findings[1]).toMatchObject({
      useCase: 'infections',
      value: {
        kind: 'Bacterie',
        organism: 'Escherichia coli',
        code: { system: 'http://snomed.info/sct', code: '112283007' },
      },
      specimen: 'urines',
      confidence: 0.9,
      evidence: [{ start: 22, end: 29, text: 'E. coli' }],
    });
  });

  it.each([
    ['Pas de bactériémie.', ['Bacteriemie Bactériémie Absent']],
    ['Hémocultures négatives.', ['Bacteriemie Bactériémie Absent']],
    ['Suspicion d’endocardite.', ['Infection Endocardite Indetermine']],
    ['Antécédent d’endocardite en 2015.', ['Infection Endocardite Absent historical']],
    ['Son père a eu une tuberculose.', []],
    ['Germe non identifié, flore commensale.', []],
    ['Examen cytobactériologique stérile.', []],
    ['Vaccin contre la grippe et le pneumocoque fait.', []],
    ['Statut vaccinal COVID à jour.', []],
    ['Sérologie VIH négative.', ['Infection VIH Absent']],
    [
      'Staphylocoque à coagulase négative, contaminant probable.',
      ['Bacterie Staphylocoque à coagulase négative Indetermine'],
    ],
    ['Hépatite B : vacciné.', []],
    ['Sepsis à point de départ urinaire.', ['Infection Sepsis Present', 'Site urinaire Present']],
    ['L’ETT ne permet pas d’exclure une endocardite.', ['Infection Endocardite Indetermine']],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });

  it('does not stop at the full stop of an abbreviated genus', () => {
    expect(said('Pas de bactériémie à E. coli ni à S. aureus. Cystite.')).toEqual([
      'Bacteriemie Bactériémie Absent',
      'Bacterie Escherichia coli Absent',
      'Bacterie Staphylococcus aureus Absent',
      'Infection Cystite Present',
    ]);
  });

  it('joins the same result said twice', () => {
    const [finding, ...others] = run('Pneumopathie droite. La pneumopathie régresse.');
    expect(others).toEqual([]);
    expect(finding?.evidence.map(({ text }) => text)).toEqual(['Pneumopathie', 'pneumopathie']);
  });

  it('names the organism of a virus beside the infection', () => {
    expect(run('PCR SARS-CoV-2 positive.')[0]?.value).toMatchObject({
      kind: 'Infection',
      name: 'SARS-CoV-2',
      disease: 'COVID-19',
      organism: 'SARS-CoV-2',
    });
  });

  it('has nothing to say of an empty text', () => {
    expect(run('')).toEqual([]);
  });
});

describe('antibiograms', () => {
  it.each([
    [
      'ECBU : E. coli\namoxicilline : R, céfotaxime : S, Imipénème S',
      ['Escherichia coli amoxicilline R', 'Escherichia coli céfotaxime S', 'Escherichia coli imipénème S'],
    ],
    [
      'K. pneumoniae résistante à l’amoxicilline et au cotrimoxazole, sensible aux C3G.',
      [
        'Klebsiella pneumoniae amoxicilline R',
        'Klebsiella pneumoniae triméthoprime-sulfaméthoxazole R',
        'Klebsiella pneumoniae céphalosporines de troisième génération S',
      ],
    ],
    ['Amoxicilline, céfotaxime : S', ['- amoxicilline S', '- céfotaxime S']],
    ['S : amikacine, imipénème', ['- amikacine S', '- imipénème S']],
    ['pipéracilline-tazobactam SFP', ['- pipéracilline-tazobactam I']],
    ['Vancomycine (S) CMI 1 mg/L', ['- vancomycine S']],
    ['vancomycine CMI = 1 mg/L S', ['- vancomycine S']],
    ['Traité par amoxicilline. S. aureus à l’hémoculture.', []],
    ['Traité par amoxicilline 1 g x 3.', []],
    ['Pas de résistance à l’amoxicilline.', ['- amoxicilline S']],
  ])('%s', (text, expected) => {
    expect(antibiogram(text)).toEqual(expected);
  });

  it('shows the antibiotic and its result as evidence', () => {
    expect(run('ciprofloxacine : R')[0]?.evidence).toEqual([
      { start: 0, end: 18, text: 'ciprofloxacine : R' },
    ]);
  });
});

describe('alerts', () => {
  it.each([
    ['Portage de BHRe.', ['BHRe -']],
    ['E. coli BLSE à l’ECBU.', ['BMR Escherichia coli']],
    ['Abcès à SARM.', ['BMR Staphylococcus aureus']],
    ['A. baumannii résistant à l’imipénème.', ['BMR Acinetobacter baumannii']],
    ['P. aeruginosa multirésistant.', ['BMR Pseudomonas aeruginosa']],
    ['K. pneumoniae résistante aux carbapénèmes.', ['BMR Klebsiella pneumoniae']],
    ['P. aeruginosa VIM-2 isolé.', ['BMR Pseudomonas aeruginosa']],
    ['K. pneumoniae OXA-48 sur écouvillon rectal.', ['BHRe Klebsiella pneumoniae']],
    ['Écouvillon rectal positif à EPC.', ['BHRe Entérobactérie']],
    ['E. faecium vanA.', ['BHRe Enterococcus faecium']],
    ['E. faecalis résistant aux glycopeptides.', ['BMR Enterococcus faecalis']],
    ['Recherche d’ERV positive.', ['BHRe Enterococcus']],
  ])('%s', (text, expected) => {
    expect(alerts(text)).toEqual(expected);
  });

  it.each([
    'Pas de BMR.',
    'Recherche de BLSE négative.',
    'Dépistage BHRe négatif.',
    'Dépistage BHRe en cours.',
    'Antécédent de portage de BHRe.',
    'ATCD : E. coli BLSE en 2019.',
    'Suspicion de BMR.',
    'Son mari est porteur de SARM.',
    'Contact avec un patient porteur d’EPC.',
    'Bactérie à type de E. coli BLSE.',
    'E. coli sans BLSE.',
    'S. aureus méticillino-sensible.',
    'E. cloacae avec hyperproduction de céphalosporinase.',
    'Pneumocoque de sensibilité diminuée à la pénicilline.',
    'E. faecium sensible à la vancomycine.',
    'BMR : non',
  ])('none in: %s', (text) => {
    expect(alerts(text)).toEqual([]);
  });
});

describe('what is denied of a strain', () => {
  it.each([
    [
      'Pas de SARM. S. aureus à la culture.',
      [
        'Bacterie Staphylococcus aureus Absent',
        'Resistance SARM Absent',
        'Bacterie Staphylococcus aureus Present',
      ],
    ],
    ['Absence de BLSE, E. coli sensible.', ['Resistance BLSE Absent', 'Bacterie Escherichia coli Present']],
    ['Absence d’E. coli BLSE.', ['Bacterie Escherichia coli Absent', 'Resistance BLSE Absent']],
    ['Recherche d’EPC : négative', ['Resistance EPC Absent']],
    [
      'Portage de SARM en 2019.',
      ['Bacterie Staphylococcus aureus Absent historical', 'Resistance SARM Absent historical'],
    ],
    [
      'S. epidermidis résistant à la méticilline.',
      ['Bacterie Staphylococcus epidermidis Present', 'Susceptibility oxacilline Present'],
    ],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});

describe('infections of devices and wounds', () => {
  it.each([
    ['Infection précoce de prothèse de hanche.', ['Infection Infection de prothèse Present']],
    ['Cicatrice non infectée.', ['Infection Infection de site opératoire Absent']],
    [
      'Infection à SARM de PTH.',
      [
        'Infection Infection de prothèse Present',
        'Bacterie Staphylococcus aureus Present',
        'Resistance SARM Present',
        'Alert BMR Present',
      ],
    ],
    ['Prothèse en place. Infection urinaire.', ['Infection Infection urinaire Present']],
    ['Prothèse de hanche et choc septique.', ['Infection Choc septique Present']],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});

describe('sites', () => {
  it.each([
    'Tumeur du lobe pulmonaire droit.',
    'Carcinome à point de départ biliaire.',
    'Dyspnée d’origine cardiaque. Localisation secondaire pulmonaire.',
    'Pneumopathie du lobe pulmonaire droit.',
    'ILC du sein (carcinome lobulaire infiltrant).',
    'Portage connu. Examen digestif normal.',
    'Infection urinaire en 2019.',
    'Bactériémie liée au cathéter.',
    'Recherche de portage digestif d’EPC négative.',
  ])('none in: %s', (text) => {
    expect(run(text).filter(({ value }) => value.kind === 'Site')).toEqual([]);
  });

  it.each([
    ['Bactériémie, point d’entrée cathéter ?', 'cathéter Indetermine'],
    ['Endocardite. Pas de porte urinaire (ECBU stérile) ni dentaire.', 'dentaire Absent'],
    ['Sepsis. Point de départ à chercher (dentaire ? digestif ?).', 'digestif Indetermine'],
    ['Patient colonisé à SARM (portage nasal et cutané).', 'cutané Present'],
    ['Abcès cutané à SARM.', 'cutané Present'],
    ['Sepsis à point de départ probablement urinaire ou digestif.', 'urinaire Indetermine'],
  ])('%s', (text, expected) => {
    const sites = run(text).filter(({ value }) => value.kind === 'Site');
    expect(sites.map(({ value, assertion }) => `${value.name} ${assertion}`)).toContain(expected);
  });
});

describe('blood cultures', () => {
  it.each([
    ['Hémocultures : E. coli.', 'Present'],
    ['E. faecalis (3 hémocultures/3).', 'Present'],
    ['Hémocultures de contrôle à J3 négatives.', 'Absent'],
    ['1 hémoculture positive à SCN, contaminant probable.', 'Indetermine'],
    ['Hémocultures positives à Candida albicans.', undefined],
    ['Hémocultures en cours.', undefined],
    ['Hémocultures positives à bacille à Gram négatif.', 'Present'],
    ['Hémocultures : staphylocoque à coagulase négative.', 'Present'],
    ['Si hémocultures négatives, arrêt.', undefined],
  ])('%s', (text, expected) => {
    expect(run(text).find(({ value }) => value.kind === 'Bacteriemie')?.assertion).toBe(expected);
  });
});

describe('optional fields', () => {
  it('keeps a MIC, an acquisition and a carriage where the text says them', () => {
    expect(run('Vancomycine (S) CMI 1 mg/L')[0]?.value.mic).toBe('1');
    expect(run('Pneumopathie nosocomiale.')[0]?.value.acquisition).toBe('hospital');
    expect(run('Portage de K. pneumoniae.')[0]?.value.carriage).toBe(true);
    expect(run('Pneumopathie à K. pneumoniae.')[0]?.value).not.toHaveProperty('carriage');
  });
});

describe('alerts of an antibiogram', () => {
  it.each([
    ['S. aureus : oxacilline R', ['BMR Staphylococcus aureus']],
    ['E. faecium : vancomycine R', ['BHRe Enterococcus faecium']],
    ['S. aureus : oxacilline S', []],
    ['E. coli : céfotaxime R', []],
    ['Les BHRe sont des bactéries à type d’EPC ou d’ERG.', []],
    ['Levée de l’isolement BMR.', []],
    ['Deux cas de portage d’EPC dans le service.', []],
  ])('%s', (text, expected) => {
    expect(alerts(text)).toEqual(expected);
  });
});

it.each([
  'BLSE E. coli, ',
  '| amoxicilline | S\n',
  'infection de ',
  'hémocultures : ',
  'prothèse ',
  'AMX R  P S  ',
  'S : amox ; genta ; ',
  'E. coli S vanco ',
  'portage nasal de ',
])('reads a long text of %j in linear time', async (unit) => {
  expect(await growsLinearly((times) => run(unit.repeat(times)), { upTo: 40_000 })).toBe(true);
});
