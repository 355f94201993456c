import { aFile, aSpan, opened } from '../../../../test/support/evaluation/index.js';
import { LAYER, SOFA } from './cas.js';
import { readUima } from './read-uima.js';

const TEXT = 'Mme 🙂 Belvaux, vue à Renneville.';

const aCas = (annotations: readonly object[], more: object = {}) => ({
  '%TYPES': {},
  '%FEATURE_STRUCTURES': [
    { '%ID': 1, '%TYPE': SOFA, sofaNum: 1, sofaID: '_InitialView', mimeType: 'text', sofaString: TEXT },
    { '%ID': 2, '%TYPE': 'webanno.custom.Autre', '@sofa': 1, begin: 0, end: 3 },
    ...annotations.map((one, at) => ({ '%ID': at + 3, '%TYPE': LAYER, '@sofa': 1, ...one })),
  ],
  '%VIEWS': { _InitialView: { '%SOFA': 1, '%MEMBERS': [2, 3] } },
  ...more,
});

const NAME = { begin: 7, end: 14, Categorie: 'Nom', RolePER: 'Patient' };
const CITY = { begin: 22, end: 32, Categorie: 'Ville', RoleLOC: 'Hopital', RolePER: 'Patient' };
const read = async (cas: unknown, name = 'a.json') =>
  opened(await readUima([aFile(name, JSON.stringify(cas))], { identities: true }));

describe('UIMA CAS JSON', () => {
  it('gives the spans of the PARTAGES layer, each with the role of its category', async () => {
    const { documents, problems } = await read(aCas([CITY, NAME]));
    expect(problems).toEqual([]);
    expect(documents).toEqual([
      {
        ...{ id: 'a', patient: 'a', text: TEXT },
        spans: [
          aSpan({ start: 7, end: 14 }),
          aSpan({ start: 22, end: 32, category: 'CITY', role: 'Hospital' }),
        ],
      },
    ]);
  });

  it('counts code points where the header says so', async () => {
    const cas = aCas([{ ...NAME, begin: 6, end: 13 }], { '%HEADER': { '%OFFSET_ENCODING': 'UTF-32' } });
    expect((await read(cas)).documents[0]?.spans).toEqual([aSpan({ start: 7, end: 14 })]);
  });

  it('reads anchors, and structures in a map by id', async () => {
    const [sofa, , name] = aCas([NAME])['%FEATURE_STRUCTURES'] as Record<string, unknown>[];
    const { begin, end, ...rest } = name as Record<string, unknown>;
    const anchored = { ...rest, '^begin': begin, '^end': end };
    const cas = { '%FEATURE_STRUCTURES': { 1: sofa, 3: { ...anchored, '%ID': undefined } } };
    expect((await read(cas)).documents[0]?.spans).toEqual([aSpan({ start: 7, end: 14 })]);
  });

  it('reads English names, and leaves out the role of a category that has none', async () => {
    const cas = aCas([
      { ...NAME, Categorie: 'LAST_NAME', RolePER: 'PersonnelSante' },
      { begin: 0, end: 3, Categorie: 'Url', RoleLOC: 'Autre' },
    ]);
    expect((await read(cas)).documents[0]?.spans).toEqual([
      aSpan({ start: 0, end: 3, category: 'URL', role: null }),
      aSpan({ start: 7, end: 14, role: 'Carer' }),
    ]);
  });

  it.each([
    ['an unknown category', { ...NAME, Categorie: 'Chien' }, 'CORPUS_LABEL_UNKNOWN'],
    ['no category', { begin: 0, end: 3 }, 'CORPUS_LABEL_UNKNOWN'],
    ['an unknown role', { ...NAME, RolePER: 'Voisin' }, 'CORPUS_LABEL_UNKNOWN'],
    ['offsets past the end', { ...NAME, end: 400 }, 'CORPUS_SPAN_INVALID'],
    ['an end before its start', { ...NAME, end: 2 }, 'CORPUS_SPAN_INVALID'],
  ])('sets a document with %s aside, and says where', async (_, wrong, code) => {
    expect(await read(aCas([NAME, wrong]))).toEqual({
      documents: [],
      problems: [`a.json, feature structure 4: ${code}`],
    });
  });

  it.each([['[1'], ['[]'], ['{}'], ['{"%FEATURE_STRUCTURES": [{"%TYPE": "uima.cas.Sofa"}]}']])(
    'refuses %s',
    async (content) => {
      const { documents, problems } = opened(
        await readUima([aFile('a.json', content)], { identities: true }),
      );
      expect({ documents, problems }).toEqual({
        documents: [],
        problems: ['a.json, the file: CORPUS_FILE_INVALID'],
      });
    },
  );

  it('of a whole project, takes what was curated, and never the empty first version', async () => {
    const names = ['annotation/r1/INITIAL_CAS.json', 'annotation/r1/anna.json', 'annotation/r1/bob.json'];
    const files = (more: string[]) =>
      [...names, ...more].map((name) => aFile(name, JSON.stringify(aCas([NAME]))));
    const idsOf = async (more: string[]) =>
      opened(await readUima(files(more), { identities: true })).documents.map(({ id }) => id);
    expect(await idsOf([])).toEqual(['annotation/r1/anna', 'annotation/r1/bob']);
    expect(await idsOf(['curation/r1/CURATION_USER.json'])).toEqual(['curation/r1/CURATION_USER']);
  });
});
