import { aFile, openedReports } from '../../../../test/support/evaluation/index.js';
import { SOFA } from './cas.js';
import { readUimaReports } from './read-uima-reports.js';

const TEXT = 'RE : 90 %. Pas de méningite.';
const aCas = (...structures: object[]) => ({
  '%FEATURE_STRUCTURES': [
    { '%ID': 1, '%TYPE': SOFA, sofaNum: 1, sofaID: '_InitialView', sofaString: TEXT },
    {
      '%ID': 2,
      '%TYPE': 'de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token',
      '@sofa': 1,
      begin: 0,
      end: 2,
    },
    ...structures.map((one, at) => ({ '%ID': at + 3, '@sofa': 1, ...one })),
  ],
});
const ENTITY = 'webanno.custom.Entite';
const read = async (cas: object) =>
  openedReports(await readUimaReports([aFile('a.json', JSON.stringify(cas))], { identities: true }));

describe('reports as UIMA CAS JSON', () => {
  it('give entities of any layer, their attributes, and relations whichever end governs', async () => {
    const { reports, problems } = await read(
      aCas(
        { '%TYPE': ENTITY, begin: 0, end: 2, label: 'Biomarqueur', Normalisation: 'ER' },
        { '%TYPE': ENTITY, begin: 5, end: 9, label: 'Valeur' },
        { '%TYPE': 'webanno.custom.Infection', begin: 18, end: 27, NEGATION: 'Absent' },
        { '%TYPE': 'webanno.custom.RefersTo', begin: 0, end: 2, '@Governor': 3, '@Dependent': 4 },
      ),
    );
    expect(problems).toEqual([]);
    expect(reports[0]).toMatchObject({
      mentions: [
        ...['Biomarqueur|RE|Present|current|ER', 'Valeur|90 %|Present|current|-'],
        'Infection|méningite|Absent|current|-',
      ],
      relations: [{ from: 1, to: 0 }],
      results: {},
    });
  });

  it('are of the class of their last mark of a class', async () => {
    const { reports } = await read(
      aCas(
        { '%TYPE': ENTITY, begin: 11, end: 15, label: 'MaladieProgressive' },
        { '%TYPE': ENTITY, begin: 0, end: 2, label: 'MaladieStable' },
      ),
    );
    expect(reports[0]?.results['treatment-response']).toMatchObject([
      { value: { class: 'MaladieProgressive', current: true } },
    ]);
  });

  it('leave out the labels of other schemes, and say which', async () => {
    const { reports, notes } = await read(aCas({ '%TYPE': ENTITY, begin: 0, end: 2, label: 'Posologie' }));
    expect([reports[0]?.mentions, notes]).toEqual([[], ['annotations `Posologie` are not read']]);
  });

  it.each([
    [
      'an assertion that is none',
      { label: 'Infection', begin: 0, end: 2, NEGATION: 'Parfois' },
      'the file: CORPUS_LABEL_UNKNOWN',
    ],
    [
      'a place outside',
      { label: 'Infection', begin: 0, end: 99 },
      'feature structure 3: CORPUS_SPAN_INVALID',
    ],
  ])('with %s are set aside', async (_what, structure, problem) => {
    expect((await read(aCas({ '%TYPE': ENTITY, ...structure }))).problems).toEqual([`a.json, ${problem}`]);
  });
});
