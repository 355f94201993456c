import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle } from '@medplum/fhirtypes';
import { readMessage } from '../../src/hl7/index.js';
import { withFolder } from '../support/service/folder.js';
import { builtFile, runToEnd } from '../support/service/process.js';
import { readSamples } from '../support/service/samples.js';

interface Span {
  readonly start: number;
  readonly end: number;
  readonly category: string;
  readonly role: string | null;
  readonly kind: string | null;
  readonly replacement: string | null;
  readonly detector: string;
  readonly score: number;
}
interface Evidence {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
interface Finding {
  readonly useCase: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly assertion: string;
  readonly temporality: string;
  readonly date: string | null;
  readonly specimen: string | null;
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
}
interface OutputDocument {
  readonly docId: string;
  readonly text?: string;
  readonly pseudonymization?: { readonly text: string; readonly spans: readonly Span[] };
  readonly findings?: readonly Finding[];
  readonly error?: { readonly code: string; readonly class: string; readonly message: string };
}
interface OutputStay {
  readonly id: string | null;
  readonly documents: readonly OutputDocument[];
  readonly findings: readonly unknown[];
  readonly fhir?: readonly Bundle[];
  readonly error?: { readonly code: string; readonly class: string; readonly message: string };
}

const fileOf = (name: string): string => {
  const sample = readSamples().find(({ file }) => file.startsWith(name));
  const message = sample && readMessage(sample.bytes, 'utf-8');
  if (!message?.ok) throw new Error(`no sample ${name}`);
  return message.value.segment('OBX')?.value(5, 5) ?? '';
};

const ONCOLOGY = `CENTRE HOSPITALIER D'ESSAI 🏥
Mme Apolline ESSARTINEL, née DUMONTOIS le 03/07/1962, IPP 80012345
4 chemin de la Fontaine, 98991 Saint-Ambrelin, tél. 06 39 98 12 34
- Récepteurs aux œstrogènes : positifs, 90 % des cellules
- HER2 : score 3+, FISH non réalisée 🔬
Dr Bastien LENOIRVAL`;
const INFECTION =
  "Hémocultures stériles.\nPyélonéphrite à Escherichia coli, sans bactériémie.\nPas d'infection du site opératoire.";

const STAYS = [
  {
    id: 'S1',
    identity: {
      ...{
        lastName: 'ESSARTINEL',
        birthName: 'DUMONTOIS',
        firstNames: ['Apolline'],
        sex: 'F',
        birthDate: '1962-07-03',
      },
      address: { line: '4 chemin de la Fontaine', postalCode: '98991', city: 'Saint-Ambrelin' },
      ...{ phone: '0639981234', email: '', ipp: '80012345', nda: '26001234', nir: '', nirKey: '' },
    },
    stay: { admission: '2026-03-01', discharge: '2026-03-09', admissionMode: '8', dischargeMode: '8' },
    specialty: 'oncologie',
    documents: [
      { docId: 'S1-1', type: 'ANAPATH', loinc: '60568-3', date: '2026-03-06', text: ONCOLOGY },
      {
        docId: 'S1-2',
        type: 'RCP',
        date: '2026-03-08',
        payload: fileOf('05'),
        contentType: 'application/pdf',
      },
      { docId: 'S1-3', payload: fileOf('06'), contentType: 'application/xml' },
    ],
  },
  {
    id: 'S2',
    identity: { lastName: 'ESSARTINEL' },
    documents: [
      {
        docId: 'S2-1',
        payload: Buffer.from('%PDF-1.4 nothing').toString('base64'),
        contentType: 'application/pdf',
      },
      { docId: 'S2-2', text: INFECTION },
      { docId: 'S2-3', payload: 'AAAA', contentType: 'image/png' },
    ],
  },
  { id: 'S3', documents: [{ docId: 'S3-1', text: INFECTION }] },
  { id: 'S4', age: 71, documents: [] },
] as const;
const LINES = STAYS.map((stay) => JSON.stringify(stay));
const INPUT = [
  LINES[0],
  LINES[1],
  'not JSON: ESSARTINEL',
  '{"id": "S9", "documents": "ESSARTINEL"}',
  LINES[2],
  LINES[3],
];

const MAIN = builtFile('src/cli/main.js');

interface Run {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
  readonly text: string;
  readonly stays: readonly OutputStay[];
}

const processing = (
  lines: readonly (string | undefined)[],
  options: readonly string[] = [],
  before?: string,
): Promise<Run> =>
  withFolder(async (folder) => {
    const [input, output] = [join(folder, 'in.jsonl'), join(folder, 'out.jsonl')];
    writeFileSync(input, `${lines.join('\n')}\n`);
    if (before !== undefined) writeFileSync(output, before);
    const { status, out, err } = await runToEnd([
      MAIN,
      'process',
      '--input',
      input,
      '--output',
      output,
      ...options,
    ]);
    const text = readFileSync(output, 'utf8');
    return {
      status,
      out,
      err,
      text,
      stays: text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as OutputStay),
    };
  });

const CATEGORIES =
  'LAST_NAME FIRST_NAME FAMILY_STATUS PATIENT_SOCIAL_IDENTITY PATIENT_NATIONALITY PATIENT_BIRTHDATE IDENTIFYING_DATE UNIDENTIFYING_DATE IDENTIFYING_CODE ADDRESS CITY POSTAL_CODE COUNTRY HOSPITAL EMAIL PHONE_NUMBER URL AGE'.split(
    ' ',
  );

describe('passerelle process', () => {
  let run: Run;
  const documentOf = (docId: string): OutputDocument => {
    const found = run.stays
      .flatMap(({ documents }) => documents)
      .find((document) => document.docId === docId);
    if (!found) throw new Error(`no document ${docId}`);
    return found;
  };
  const read = () => [
    { ...documentOf('S1-1'), source: ONCOLOGY },
    { ...documentOf('S2-2'), source: INFECTION },
    { ...documentOf('S3-1'), source: INFECTION },
    ...['S1-2', 'S1-3'].map((id) => ({ ...documentOf(id), source: documentOf(id).text ?? '' })),
  ];

  beforeAll(async () => {
    run = await processing(INPUT);
  }, 60_000);

  it('gives one line per stay, in the order of the input, and nothing on standard output', () => {
    expect(run.stays.map(({ id }) => id)).toEqual(['S1', 'S2', null, null, 'S3', 'S4']);
    expect(run.stays[0]?.documents.map(({ docId }) => docId)).toEqual(['S1-1', 'S1-2', 'S1-3']);
    expect(
      run.stays.every(({ documents, findings }) => Array.isArray(documents) && Array.isArray(findings)),
    ).toBe(true);
    expect(run.stays.every((stay) => !('fhir' in stay))).toBe(true);
    expect(run.out).toBe('');
  });

  it('ends with 1 where something could not be read, and says what without quoting it', () => {
    expect(run.status).toBe(1);
    const errors = [
      documentOf('S2-1').error,
      documentOf('S2-3').error,
      run.stays[2]?.error,
      run.stays[3]?.error,
    ];
    for (const error of errors) {
      expect(error).toEqual({
        code: expect.stringMatching(/^[A-Z_]+$/),
        class: 'permanent',
        message: expect.stringMatching(/\S/),
      });
    }
    expect(documentOf('S2-1')).toEqual({ docId: 'S2-1', error: expect.anything() });
    expect(JSON.stringify(errors) + run.err).not.toMatch(/essartinel/i);
  });

  it('runs the stay without the document it could not read', () => {
    expect(documentOf('S2-2').findings?.length).toBeGreaterThan(0);
    expect(documentOf('S2-2').findings).toEqual(documentOf('S3-1').findings);
  });

  it('repeats the text only where the input was a file', () => {
    expect(documentOf('S1-1')).not.toHaveProperty('text');
    expect(documentOf('S1-2').text).toMatch(/PD-L1/);
    expect(documentOf('S1-3').text).toMatch(/HER2/);
  });

  it('gives spans within the text, in order, apart from each other, and what replaces them', () => {
    for (const { docId, source, pseudonymization } of read()) {
      const { text, spans } = pseudonymization ?? { text: '', spans: [] };
      let end = 0;
      let rebuilt = '';
      for (const span of spans) {
        expect(span).toMatchObject({
          ...{ start: expect.any(Number), end: expect.any(Number) },
          category: expect.stringMatching(new RegExp(`^(${CATEGORIES.join('|')})$`)),
          detector: expect.stringMatching(/^(identity|rule|lexicon|model)$/),
          score: expect.any(Number),
        });
        expect([null, 'Patient', 'Carer', 'Hospital', 'Other']).toContain(span.role);
        expect([null, 'IPP', 'NDA', 'NIR', 'INS', 'RPPS', 'FINESS', 'AUTRE']).toContain(span.kind);
        expect(span.start).toBeGreaterThanOrEqual(end);
        expect(span.end).toBeGreaterThan(span.start);
        expect(span.end).toBeLessThanOrEqual(source.length);
        rebuilt += source.slice(end, span.start) + (span.replacement ?? source.slice(span.start, span.end));
        end = span.end;
      }
      expect({ docId, text: rebuilt + source.slice(end) }).toEqual({ docId, text });
    }
  });

  it('replaces the person everywhere', () => {
    const { pseudonymization } = documentOf('S1-1');
    expect(pseudonymization?.text).not.toMatch(
      /essartinel|dumontois|apolline|80012345|03\/07\/1962|chemin de la Fontaine/i,
    );
    expect(pseudonymization?.text).not.toMatch(/06 39 98 12 34|lenoirval/i);
    expect(pseudonymization?.text).toContain('HER2 : score 3+, FISH non réalisée 🔬');
    const spanOf = (word: string) =>
      pseudonymization?.spans.find(({ start, end }) => ONCOLOGY.slice(start, end) === word);
    expect(spanOf('ESSARTINEL')).toMatchObject({ category: 'LAST_NAME', role: 'Patient' });
    expect(spanOf('Apolline')).toMatchObject({ category: 'FIRST_NAME', role: 'Patient' });
    expect(spanOf('80012345')).toMatchObject({ category: 'IDENTIFYING_CODE', kind: 'IPP' });
    expect(spanOf('03/07/1962')).toMatchObject({ category: 'PATIENT_BIRTHDATE' });
    expect(spanOf('LENOIRVAL')).toMatchObject({ category: 'LAST_NAME', role: 'Carer' });
  });

  it('gives findings of the contract, whose evidence is the original text at its offsets', () => {
    const found = read().flatMap(({ source, findings = [] }) =>
      findings.map((finding) => ({ source, finding })),
    );
    expect(found.length).toBeGreaterThan(5);
    for (const { source, finding } of found) {
      expect(finding).toMatchObject({
        useCase: expect.stringMatching(/^(tumor-biomarkers|treatment-response|infections)$/),
        value: expect.any(Object),
        assertion: expect.stringMatching(/^(Present|Absent|Indetermine)$/),
        temporality: expect.stringMatching(/^(current|historical)$/),
        confidence: expect.any(Number),
      });
      expect(finding).toHaveProperty('date');
      expect(finding).toHaveProperty('specimen');
      expect(finding.confidence).toBeGreaterThan(0);
      expect(finding.confidence).toBeLessThanOrEqual(1);
      expect(finding.evidence.length).toBeGreaterThan(0);
      for (const { start, end, text } of finding.evidence) expect(source.slice(start, end)).toBe(text);
    }
  });

  it('gives the values of each use case', () => {
    const values = (docId: string) =>
      documentOf(docId).findings?.map(({ value, assertion }) => ({ ...value, assertion }));
    expect(values('S1-1')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'ER', status: 'positive', value: '90', unit: '%', variant: null }),
        expect.objectContaining({ name: 'HER2', status: 'positive', value: '3+', method: 'IHC' }),
      ]),
    );
    for (const { value, useCase } of documentOf('S1-1').findings ?? []) {
      if (useCase !== 'tumor-biomarkers') continue;
      for (const field of ['name', 'status', 'value', 'unit', 'method', 'variant', 'loinc'])
        expect(value).toHaveProperty(field);
    }
    expect(values('S2-2')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'Infection', name: 'Pyélonéphrite', assertion: 'Present' }),
        expect.objectContaining({ kind: 'Bacterie', name: 'Escherichia coli', assertion: 'Present' }),
        expect.objectContaining({ kind: 'Bacteriemie', assertion: 'Absent' }),
      ]),
    );
    const responses = read().map(({ findings = [] }) =>
      findings.filter(({ useCase }) => useCase === 'treatment-response'),
    );
    for (const ofDocument of responses.filter(({ length }) => length > 0)) {
      expect(ofDocument.filter(({ value }) => value.current)).toHaveLength(1);
      for (const { value } of ofDocument) {
        expect(value).toMatchObject({ class: expect.any(String), explanation: expect.any(String) });
        expect(value).toHaveProperty('criteria');
      }
    }
    expect(responses.flat().length).toBeGreaterThan(3);
    const [bacterium] = (documentOf('S2-2').findings ?? []).filter(({ value }) => value.kind === 'Bacterie');
    expect(bacterium?.value.code).toEqual({
      system: expect.any(String),
      code: expect.any(String),
      display: expect.any(String),
    });
  });

  it('goes on from a cut output with --resume, to the very same file', async () => {
    const secondLine = run.text.indexOf('\n') + 1;
    const cut = Buffer.from(run.text)
      .subarray(0, secondLine + 200)
      .toString('utf8');
    const resumed = await processing(INPUT, ['--resume'], cut);
    expect(resumed.text).toBe(run.text);
    expect(resumed.status).toBe(1);
    const again = await processing(INPUT, ['--resume'], run.text);
    expect({ text: again.text, status: again.status }).toEqual({ text: run.text, status: 1 });
  }, 60_000);

  it('runs the use cases it is asked for, and ends with 0 where all is read', async () => {
    const one = await processing([LINES[0], LINES[2]], ['--use-cases', 'infections']);
    expect(one.status).toBe(0);
    const used = one.stays.flatMap(({ documents }) => documents.flatMap(({ findings = [] }) => findings));
    expect(new Set(used.map(({ useCase }) => useCase))).toEqual(new Set(['infections']));
  }, 60_000);

  it('gives one Bundle per document, then one for the stay, with --fhir', async () => {
    const { stays } = await processing([LINES[0], LINES[1]], ['--fhir']);
    const [first, second] = stays.map(({ fhir = [] }) => fhir);
    const typesOf = (bundle: Bundle | undefined) =>
      new Set(bundle?.entry?.map(({ resource }) => resource?.resourceType));
    expect(first).toHaveLength(STAYS[0].documents.length + 1);
    for (const bundle of first ?? [])
      expect(bundle).toMatchObject({ resourceType: 'Bundle', type: 'transaction' });
    for (const bundle of first?.slice(0, -1) ?? []) expect(typesOf(bundle)).toContain('DocumentReference');
    expect(typesOf(first?.at(-1))).toContain('Encounter');
    expect(typesOf(first?.at(-1))).not.toContain('DocumentReference');
    // Unreadable documents have none.
    expect(second?.filter((bundle) => typesOf(bundle).has('DocumentReference'))).toHaveLength(1);
  }, 60_000);
});

describe('a wrong passerelle command', () => {
  it.each([
    ['without files', ['process']],
    ['with an input that is not there', ['process', '--input', '/nowhere.jsonl', '--output', '/nowhere.out']],
    ['with an option nobody knows', ['process', '--nothing']],
    ['that nobody knows', ['nothing']],
  ])('(%s) ends with 2', async (_, args) => {
    const ended = await runToEnd([MAIN, ...args]);
    expect(ended).toMatchObject({ status: 2, out: '', err: expect.stringMatching(/\S/) });
  });

  it('that names an unknown use case ends with 2, names it, and writes nothing', () =>
    withFolder(async (folder) => {
      const [input, output] = [join(folder, 'in.jsonl'), join(folder, 'out.jsonl')];
      writeFileSync(input, `${LINES[2]}\n`);
      const files = ['--input', input, '--output', output];
      const ended = await runToEnd([MAIN, 'process', ...files, '--use-cases', 'infections,weather']);
      expect(ended).toMatchObject({ status: 2, out: '', err: expect.stringContaining('weather') });
      expect(() => readFileSync(output)).toThrow('ENOENT');
    }));
});
