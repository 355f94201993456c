import { aFile, aSpan, opened } from '../../../../test/support/evaluation/index.js';
import { readMarked } from './read-marked.js';

const read = async (yaml: string) => readMarked([aFile('c.yml', yaml)], { identities: true });

describe('marked YAML', () => {
  it('reads sentences and reports, each with what the message knows', async () => {
    const corpus = await read(`
groups:
  - title: g
    split: test
    who: { lastName: BELVAUX, ipp: 8001234 }
    sentences: |
      Mme <LAST_NAME Patient>Bel⏎vaux</>.

      Rien.
    reports:
      - id: cardio-01
        type: CRH
        style: plain
        carers: [{ lastName: MARIN }]
        text: "IPP <IDENTIFYING_CODE kind=IPP>8001234</>, K < 5"
      - { id: cardio-02, split: dev, text: '{RPPS}' }
`);
    const { documents, problems } = opened(corpus);
    expect(problems).toEqual([]);
    expect(documents.slice(0, 3)).toMatchObject([
      { id: 'c.yml#1/1', text: 'Mme Bel\nvaux.', spans: [aSpan({ start: 4, end: 12 })] },
      { id: 'c.yml#1/2', spans: [] },
      {
        id: 'cardio-01',
        text: 'IPP 8001234, K < 5',
        spans: [aSpan({ start: 4, end: 11, category: 'IDENTIFYING_CODE', role: null, kind: 'IPP' })],
      },
    ]);
    expect(documents[3]?.text).toMatch(/^\d{11}$/);
    expect(corpus.documents.map(({ split }) => split)).toEqual(['test', 'test', 'test', 'dev']);
    expect(corpus.documents[0]?.known?.identity.reveal().identifiers).toEqual([
      { kind: 'IPP', value: '8001234' },
    ]);
    expect(corpus.documents[2]?.known?.carers.reveal()).toEqual([{ lastName: 'MARIN' }]);
    expect(corpus.documents[3]?.known).toBeUndefined();
  });

  it.each([
    ['<DOG>Rex</>', 'CORPUS_LABEL_UNKNOWN'],
    ['<LAST_NAME Voisin>Rex</>', 'CORPUS_LABEL_UNKNOWN'],
    ['<LAST_NAME Hospital>Rex</>', 'CORPUS_LABEL_UNKNOWN'],
    ['<LAST_NAME Patient>Rex', 'CORPUS_SPAN_INVALID'],
    ['<LAST_NAME Patient></>', 'CORPUS_SPAN_INVALID'],
    ['Rex</>', 'CORPUS_SPAN_INVALID'],
    ['<ADDRESS Other>12 rue <LAST_NAME Other>Rex</></>', 'CORPUS_SPAN_INVALID'],
  ])('%s is a problem, and the next one is read', async (sentence, code) => {
    const corpus = await read(`groups: [{ sentences: "${sentence}\\nRien." }]`);
    expect(opened(corpus).problems).toEqual([`c.yml, c.yml#1, sentence 1: ${code}`]);
    expect(corpus.documents.map(({ id }) => id)).toEqual(['c.yml#1/2']);
  });

  it.each(['groups: [', 'a: 1', 'groups: [4]'])('refuses %j', async (yaml) => {
    expect(opened(await read(yaml)).problems).toEqual(['c.yml, the file: CORPUS_FILE_INVALID']);
  });
});
