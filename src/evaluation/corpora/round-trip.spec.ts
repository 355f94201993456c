import fc from 'fast-check';
import { aDocumentOf, aFile, aSpan, opened, spanOf } from '../../../test/support/evaluation/index.js';
import { sensitive } from '../../kernel/index.js';
import { NO_IDENTITY } from '../../patients/index.js';
import { type SpanCategory } from '../../pseudonymization/index.js';
import { ROLES } from '../labels/groups.js';
import { type AnnotatedDocument, type AnnotatedSpan, inOrder } from './annotated.js';
import { type CorpusFormat, FORMATS } from './index.js';

const CATEGORIES: readonly SpanCategory[] = [
  ...(Object.keys(ROLES) as SpanCategory[]),
  ...(['IDENTIFYING_CODE', 'IDENTIFYING_DATE', 'HOSPITAL', 'URL', 'AGE'] as const),
];
const KINDS = ['IPP', 'NDA', 'NIR', 'INS', 'RPPS', 'FINESS', 'AUTRE', null] as const;

const label = fc.constantFrom(...CATEGORIES).chain((category) =>
  fc.record({
    category: fc.constant(category),
    role: fc.constantFrom(...(ROLES[category]?.roles ?? []), null),
    kind: category === 'IDENTIFYING_CODE' ? fc.constantFrom(...KINDS) : fc.constant(null),
  }),
);

/** Letters of one and two code units, signs of the formats themselves, every sort of line break. */
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      'a',
      'É',
      '🙂',
      ' ',
      '\n',
      '\r\n',
      '\t',
      '\u2028',
      '\u00a0',
      '\ufeff',
      '<',
      '>',
      '/',
      '"',
      '{',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ),
  minLength: 1,
  maxLength: 60,
});

/** Spans that start and end between two code points, overlapping or not. */
const annotated = text.chain((content) => {
  const edges = [...content].reduce((all, sign) => [...all, (all.at(-1) as number) + sign.length], [0]);
  const span = fc
    .tuple(fc.nat(edges.length - 2), fc.nat(edges.length - 2), label)
    .map(([a, b, named]): AnnotatedSpan => ({
      ...named,
      start: edges[Math.min(a, b)] as number,
      end: edges[Math.max(a, b) + 1] as number,
    }));
  return fc.array(span, { maxLength: 6 }).map((spans) => ({ content, spans: inOrder(spans) }));
});

const corpus = fc
  .array(annotated, { minLength: 1, maxLength: 4 })
  .map((all) =>
    all.map(({ content, spans }, at) =>
      aDocumentOf(content, spans, { id: `d${String(at)}`, patient: `d${String(at)}` }),
    ),
  );

async function writtenAndRead(format: CorpusFormat, documents: readonly AnnotatedDocument[]) {
  const written = FORMATS[format].write(documents);
  if (!written.ok) return written.failure.code;
  const files = written.value.map(({ name, content }) => aFile(name, content));
  return opened(await FORMATS[format].read(files, { identities: true }));
}

/** The order of spans that start and end together says nothing. */
const sorted = ({ documents, problems }: ReturnType<typeof opened>) => ({
  problems,
  documents: documents.map((one) => ({
    ...one,
    spans: one.spans.map((span) => JSON.stringify(span)).sort(),
  })),
});
const fields = ({ start, end, category, role, kind }: AnnotatedSpan) => ({
  start,
  end,
  category,
  role,
  kind,
});
const expected = (documents: readonly AnnotatedDocument[]) =>
  sorted(
    opened({
      documents: documents.map((one) => ({ ...one, spans: one.spans.map(fields) })),
      problems: [],
      notes: [],
    }),
  );
const normal = (read: ReturnType<typeof opened>) =>
  sorted({ ...read, documents: read.documents.map((one) => ({ ...one, spans: one.spans.map(fields) })) });

describe('a corpus written and read back', () => {
  it.each(['uima', 'parhaf', 'brat', 'jsonl'] as const)('is the same: %s', async (format) => {
    await fc.assert(
      fc.asyncProperty(corpus, async (documents) => {
        const read = await writtenAndRead(format, documents);
        expect(typeof read === 'string' ? read : normal(read)).toEqual(expected(documents));
      }),
      { numRuns: 300 },
    );
  });

  it('is the same or refused: marked', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, async (documents) => {
        const read = await writtenAndRead('marked', documents);
        if (read === 'CORPUS_NOT_WRITABLE') return;
        expect(typeof read === 'string' ? read : normal(read)).toEqual(expected(documents));
      }),
      { numRuns: 300 },
    );
  });

  it('marks hold what a report holds, and refuse spans inside one another', async () => {
    const report = 'Mme Belvaux\nK < 5, "vue" le 3 mars : {ok}\n';
    const name = spanOf(report, 'Belvaux');
    const good = [
      aDocumentOf(report, [name, spanOf(report, '3 mars', { category: 'IDENTIFYING_DATE', role: null })]),
    ];
    expect(await writtenAndRead('marked', good)).toEqual(
      opened({ documents: good, problems: [], notes: [] }),
    );
    const nested = [aDocumentOf(report, [name, { ...name, end: name.end - 2 }])];
    expect(await writtenAndRead('marked', nested)).toBe('CORPUS_NOT_WRITABLE');
    expect(await writtenAndRead('marked', [aDocumentOf('{NIR}')])).toBe('CORPUS_NOT_WRITABLE');
  });

  it.each(['jsonl', 'marked'] as const)('keeps who the patient is, and the split: %s', async (format) => {
    const identity = {
      ...NO_IDENTITY,
      ...{ lastName: 'BELVAUX', firstNames: ['Odile', 'Anne'], sex: 'F' as const, birthDate: '1951-09-03' },
      addresses: [{ line: '3 rue Haute', postalCode: '99100', city: 'Renneville' }],
      ...{ phones: ['01 99 00 12 34'], emails: ['o.belvaux@courriel.example'] },
      identifiers: [
        { kind: 'IPP' as const, value: '8001234' },
        { kind: 'NIR' as const, value: '2510999158003', key: '00' },
      ],
    };
    const stay = { identifiers: [{ kind: 'NDA' as const, value: '26001' }] };
    const carers = [{ lastName: 'MARIN', firstName: 'Jean' }];
    const known = { identity: sensitive(identity), stay: sensitive(stay), carers: sensitive(carers) };
    const documents = [aDocumentOf('a', [], { patient: 'p', split: 'dev', known })];
    const written = FORMATS[format].write(documents);
    const files = (written.ok ? written.value : []).map(({ name, content }) => aFile(name, content));
    const [back] = (await FORMATS[format].read(files, { identities: true })).documents;
    expect(back).toMatchObject({ id: 'd1', patient: 'p', split: 'dev' });
    expect(back?.known?.identity.reveal()).toEqual(identity);
    expect(back?.known?.stay.reveal()).toEqual(stay);
    expect(back?.known?.carers.reveal()).toEqual(carers);
  });

  it('names files so that none leads elsewhere or replaces another', async () => {
    const ids = ['../a', '/a', 'a.b', 'A b', 'A/b', ''];
    const written = FORMATS.uima.write(ids.map((id) => aDocumentOf('x', [aSpan()], { id, patient: id })));
    const names = (written.ok ? written.value : []).map(({ name }) => name);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(ids.length);
    expect(names.filter((name) => !/^[\w-]+\.json$/.test(name))).toEqual([]);
  });
});
