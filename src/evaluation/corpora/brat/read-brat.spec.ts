import { aFile, aSpan, opened, spanOf } from '../../../../test/support/evaluation/index.js';
import { readBrat } from './read-brat.js';

const TEXT = '🙂 Dr Odile Belvaux-\nMarin\nIPP 8001234';
const read = async (annotations: string | undefined, identities = true) =>
  opened(
    await readBrat(
      [aFile('n/a.txt', TEXT), ...(annotations === undefined ? [] : [aFile('n/a.ann', annotations)])],
      { identities },
    ),
  );

describe('brat', () => {
  it('reads code points, attributes, and a stretch cut at the end of a line', async () => {
    const { documents, problems } = await read(
      [
        'T1\tPrenom 5 10\tOdile',
        'A1\tRolePER T1 PersonnelSante',
        'T2\tLAST_NAME 11 19;20 25\tBelvaux- Marin',
        'A2\tRole T2 Carer',
        'T3\tid_ipp 30 37\t8001234',
        'R1\tOf Arg1:T1 Arg2:T2',
        '#1\tAnnotatorNotes T1\tsure',
        '',
      ].join('\r\n'),
    );
    expect(problems).toEqual([]);
    expect(documents[0]).toMatchObject({ id: 'n/a', text: TEXT });
    expect(documents[0]?.spans).toEqual([
      spanOf(TEXT, 'Odile', { category: 'FIRST_NAME', role: 'Carer' }),
      spanOf(TEXT, 'Belvaux-\nMarin', { role: 'Carer' }),
      spanOf(TEXT, '8001234', { category: 'IDENTIFYING_CODE', role: null, kind: 'IPP' }),
    ]);
  });

  it('makes a stretch of each fragment that more than a line break parts', async () => {
    const { documents } = await read('T1\tnom 5 10;20 25\tOdile Marin');
    expect(documents[0]?.spans).toEqual([aSpan({ start: 6, end: 11 }), aSpan({ start: 21, end: 26 })]);
  });

  it.each([
    ['T1\tnom 5 10\tOdile\nT2\tnom 11', 'line 2: CORPUS_LINE_INVALID'],
    ['T1\tchien 5 10\tOdile', 'line 1: CORPUS_LABEL_UNKNOWN'],
    ['T1\tLAST_NAME 5 10\tOdile\nA1\tRole T1 Voisin', 'line 1: CORPUS_LABEL_UNKNOWN'],
    ['T1\tnom 5 1000\tOdile', 'line 1: CORPUS_SPAN_INVALID'],
    ['T1\tnom 6 11\tOdile', 'line 1: CORPUS_TEXT_DIFFERS'],
  ])('%j: sets the document aside and says where', async (annotations, problem) => {
    expect(await read(annotations)).toEqual({ documents: [], problems: [`n/a.ann, ${problem}`] });
  });

  it('wants both files, and UTF-8', async () => {
    expect((await read(undefined)).problems).toEqual(['n/a.txt, the file: CORPUS_FILE_INVALID']);
    const alone = await readBrat([aFile('b.ann', '')], { identities: true });
    expect(opened(alone).problems).toEqual(['b.ann, the file: CORPUS_FILE_INVALID']);
    const latin = [aFile('c.txt', new Uint8Array([0xe9, 0x20])), aFile('c.ann', '')];
    expect(opened(await readBrat(latin, { identities: true })).problems).toEqual([
      'c.txt, the file: CORPUS_FILE_INVALID',
    ]);
  });

  it('without identities, reads the text alone, whatever is annotated', async () => {
    const { documents, problems } = await read('T1\tMORPHOLOGY 0 3\twhatever', false);
    expect(problems).toEqual([]);
    expect(documents[0]?.spans).toEqual([]);
  });
});
