import { aFile, aSpan, opened } from '../../../../test/support/evaluation/index.js';
import { readJsonl } from './read-jsonl.js';

const aStay = (more: object = {}, document: object = {}) => ({
  id: 'S1',
  identity: {
    lastName: 'BELVAUX',
    firstNames: ['Odile'],
    sex: 'F',
    ipp: '8001234',
    nda: '26001',
    phone: null,
  },
  stay: { admission: '2026-03-02' },
  documents: [
    {
      docId: 'S1-1',
      text: 'Mme Belvaux',
      spans: [{ start: 4, end: 11, category: 'LAST_NAME', role: 'Patient', kind: null }],
      ...document,
    },
  ],
  ...more,
});
const readLines = (...lines: (object | string)[]) =>
  readJsonl(
    [
      aFile(
        'c.jsonl',
        lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
      ),
    ],
    { identities: true },
  );

describe('JSONL', () => {
  it('reads a stay, its documents and what the message knew', async () => {
    const corpus = await readLines(aStay());
    expect(opened(corpus)).toEqual({
      documents: [{ id: 'S1-1', patient: 'S1', text: 'Mme Belvaux', spans: [aSpan({ start: 4, end: 11 })] }],
      problems: [],
    });
    const known = corpus.documents[0]?.known;
    expect(known?.identity.reveal()).toMatchObject({
      ...{ lastName: 'BELVAUX', firstNames: ['Odile'], sex: 'F', phones: [] },
      identifiers: [{ kind: 'IPP', value: '8001234' }],
    });
    expect(known?.stay.reveal()).toMatchObject({
      admission: '2026-03-02',
      identifiers: [{ kind: 'NDA', value: '26001' }],
    });
  });

  it('reads French names too', async () => {
    const spans = [{ start: 4, end: 11, category: 'Nom', role: 'PersonnelSante' }];
    const { documents } = opened(await readLines(aStay({}, { spans })));
    expect(documents[0]?.spans).toEqual([aSpan({ start: 4, end: 11, role: 'Carer' })]);
  });

  it.each([
    ['{"id"', 'line 1: CORPUS_LINE_INVALID'],
    ['[]', 'line 1: CORPUS_LINE_INVALID'],
    [aStay({ documents: 'none' }), 'line 1: CORPUS_LINE_INVALID'],
    [aStay({}, { text: undefined }), 'line 1, documents[0]: CORPUS_LINE_INVALID'],
    [aStay({}, { spans: undefined }), 'line 1, documents[0]: CORPUS_LINE_INVALID'],
    [aStay({}, { spans: [4] }), 'line 1, documents[0]: CORPUS_SPAN_INVALID'],
    [
      aStay({}, { spans: [{ start: 4, end: 99, category: 'Nom' }] }),
      'line 1, documents[0]: CORPUS_SPAN_INVALID',
    ],
    [
      aStay({}, { spans: [{ start: 4, end: 11, category: 'X' }] }),
      'line 1, documents[0]: CORPUS_LABEL_UNKNOWN',
    ],
  ])('%j is a problem of its own: the next line is read, and no text is told', async (line, problem) => {
    const corpus = await readLines(line, aStay({ id: 'S2' }));
    expect(opened(corpus).problems).toEqual([`c.jsonl, ${problem}`]);
    expect(corpus.documents.map(({ patient }) => patient)).toEqual(['S2']);
    expect(JSON.stringify(corpus)).not.toContain('Belvaux');
  });
});
