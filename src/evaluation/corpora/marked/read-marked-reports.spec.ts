import { aFile, openedReports } from '../../../../test/support/evaluation/index.js';
import { readMarkedReports } from './read-marked-reports.js';

const read = async (yaml: string) =>
  openedReports(await readMarkedReports([aFile('a.yml', yaml)], { identities: true }));

const ONCOLOGY = `
reports:
  - id: o1
    date: '2025-04-12'
    documentType: anatomopathologie
    text: |
      <Technique er pr>IHC</> : <Biomarqueur er>RE</> <Statut er>positifs</> (<Valeur er>90 %</>), <Biomarqueur pr>RP</> <Statut pr>négatifs</>.
      Conclusion : <Biomarqueur er>RE</> <Statut er>+</>. <Reponse>Réponse partielle</>.
    biomarkers:
      er: { name: ER, status: positive, value: 90, unit: '%' }
      pr: { name: PR, status: negative, temporality: historical }
    response: { class: ReponsePartielle, criteria: RECIST 1.1 }
`;

describe('reports marked for use cases', () => {
  it('give results, and what refers to which biomarker, the nearest one', async () => {
    const { reports, problems } = await read(ONCOLOGY);
    expect(problems).toEqual([]);
    expect(reports[0]?.mentions.map((one) => one.split('|').slice(0, 2).join(' '))).toEqual([
      ...['Technique IHC', 'Biomarqueur RE', 'Statut positifs', 'Valeur 90 %', 'Biomarqueur RP'],
      ...['Statut négatifs', 'Biomarqueur RE', 'Statut +', 'Reponse Réponse partielle'],
    ]);
    expect(reports[0]?.relations).toEqual([
      { from: 0, to: 1 },
      { from: 0, to: 4 },
      { from: 2, to: 1 },
      { from: 3, to: 1 },
      { from: 5, to: 4 },
      { from: 7, to: 6 },
    ]);
    const current = { assertion: 'Present', temporality: 'current' };
    expect(reports[0]?.results).toEqual({
      'tumor-biomarkers': [
        { ...current, value: { name: 'ER', status: 'positive', value: 90, unit: '%' } },
        { value: { name: 'PR', status: 'negative' }, assertion: 'Present', temporality: 'historical' },
      ],
      'treatment-response': [
        { ...current, value: { class: 'ReponsePartielle', criteria: 'RECIST 1.1', current: true } },
      ],
    });
  });

  it('give infections by the assertion and the name of each mark, antibiograms as triples, and alerts', async () => {
    const { reports, problems } = await read(`
reports:
  - id: i1
    text: |
      <Bacterie Present = Escherichia coli>E. coli</> BLSE, pas de <Infection Absent>méningite</>, <Bacteriemie Absent>hémocultures négatives</>.
      En 2019, <Infection Absent historical = Érysipèle>érysipèle de jambe</>.
    susceptibilities: [{ organism: Escherichia coli, S: [amikacine], R: [amoxicilline, céfotaxime] }]
    resistances: [{ name: BLSE, organism: Escherichia coli }]
    alerts: [BMR]
`);
    expect(problems).toEqual([]);
    expect(reports[0]?.mentions).toEqual([
      'Bacterie|E. coli|Present|current|Escherichia coli',
      'Infection|méningite|Absent|current|méningite',
      'Bacteriemie|hémocultures négatives|Absent|current|Bactériémie',
      'Infection|érysipèle de jambe|Absent|historical|Érysipèle',
    ]);
    const values = reports[0]?.results.infections?.map(({ value }) => Object.values(value).join(' '));
    expect(values).toEqual([
      ...[
        'Bacterie Escherichia coli',
        'Infection méningite',
        'Bacteriemie Bactériémie',
        'Infection Érysipèle',
      ],
      'Susceptibility amikacine Escherichia coli amikacine S',
      'Susceptibility amoxicilline Escherichia coli amoxicilline R',
      'Susceptibility céfotaxime Escherichia coli céfotaxime R',
      ...['BLSE Escherichia coli Resistance', 'Alert BMR BMR'],
    ]);
  });

  it('say nothing of infections where no alerts are told, and of a response where none is given', async () => {
    const { reports } = await read('reports: [{ id: a, text: Rien. }]');
    expect(reports[0]?.results).toEqual({});
  });

  it.each([
    ['a mark that is not closed', "{ id: a, text: '<Infection Present>grippe' }", 'CORPUS_SPAN_INVALID'],
    ['a mark closed twice', "{ id: a, text: '<Infection Present>grippe</></>' }", 'CORPUS_SPAN_INVALID'],
    ['an empty mark', "{ id: a, text: '<Infection Present> </>' }", 'CORPUS_SPAN_INVALID'],
    ['a label that is none', "{ id: a, text: '<Maladie Present>grippe</>' }", 'CORPUS_LABEL_UNKNOWN'],
    ['an assertion that is none', "{ id: a, text: '<Infection Peut>grippe</>' }", 'CORPUS_LABEL_UNKNOWN'],
    ['an infection without assertion', "{ id: a, text: '<Infection>grippe</>' }", 'CORPUS_LABEL_UNKNOWN'],
    [
      'a result without a mark',
      '{ id: a, text: RE, biomarkers: { er: { name: ER } } }',
      'CORPUS_LINE_INVALID',
    ],
    ['a class that is none', '{ id: a, text: RE, response: { class: Guéri } }', 'CORPUS_LABEL_UNKNOWN'],
    ['a report without text', '{ id: a }', 'CORPUS_LINE_INVALID'],
  ])('with %s are set aside by their id', async (_what, report, code) => {
    const { problems } = await read(`reports:\n  - ${report}\n`);
    expect(problems).toEqual([`a.yml, a: ${code}`]);
  });

  it.each(['reports: []', 'groups: [{ title: x }]', '{'])('%j is no corpus', async (yaml) => {
    expect((await read(yaml)).problems).toEqual(['a.yml, the file: CORPUS_FILE_INVALID']);
  });
});
