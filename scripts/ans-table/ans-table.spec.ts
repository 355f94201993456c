import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { closeReaders } from '../../src/document/index.js';
import { readExpected } from './expected.js';
import { ansTable, printed } from './table.js';

const FOLDER = resolve('../shared/data/interop');
const expected = readExpected('scripts/ans-table/expected.yml');

afterAll(closeReaders);

/** A folder with one message and one document of our own. */
function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ans-table-'));
  mkdirSync(join(folder, 'ans-hl7v2'));
  mkdirSync(join(folder, 'ans-cda'));
  writeFileSync(
    join(folder, 'ans-hl7v2/ack.hl7'),
    'MSH|^~\\&|A|B|C|D|2024||ACK^R01^ACK|1|P|2.5\nMSA|AA|015\n',
  );
  writeFileSync(join(folder, 'ans-hl7v2/autre.hl7'), 'MSH|^~\\&|A|B|C|D|2024||ORM^O01|2|P|2.5\n');
  writeFileSync(join(folder, 'ans-cda/vide.xml'), '<ClinicalDocument xmlns="urn:hl7-org:v3"/>');
  writeFileSync(join(folder, 'ans-cda/README.md'), '# lisez-moi');
  return folder;
}

it('knows each file of the volet, the admissions and the CDA corpus', () => {
  const names = [...expected.keys()];
  expect(names.filter((name) => name.startsWith('ans-cda/'))).toHaveLength(48);
  expect(names.filter((name) => name.includes('/SGL/'))).toHaveLength(2);
  expect(names.filter((name) => name.includes('/TRANS_DOC_CDA_HL7V2/'))).toHaveLength(47);
});

it('tells right from wrong, and what is missing, without the examples', async () => {
  const folder = ownFolder();
  const rows = await ansTable(
    folder,
    new Map([
      ['ans-hl7v2/ack.hl7', 'acknowledgement'],
      ['ans-hl7v2/autre.hl7', 'refused : AR HL7_MESSAGE_TYPE'],
      ['ans-cda/absent.xml', 'read'],
    ]),
  );
  rmSync(folder, { recursive: true });
  expect(rows.map(({ file, isRight, outcome }) => [file, isRight, outcome])).toEqual([
    ['ans-cda/vide.xml', false, 'not read'],
    ['ans-hl7v2/ack.hl7', true, 'acknowledgement'],
    ['ans-hl7v2/autre.hl7', true, 'refused'],
    ['ans-cda/absent.xml', false, 'the file is missing'],
  ]);
  expect(printed(rows)).toContain('4 files, 2 wrong');
});

if (existsSync(FOLDER)) {
  it('every message and document of the folder gives what it must', async () => {
    const rows = await ansTable(FOLDER, expected);
    expect(rows.filter(({ isRight }) => !isRight)).toEqual([]);
    expect(rows).toHaveLength(97);
  });
} else {
  console.log(`ans-table: ${FOLDER} is absent, the national examples are not read`);
}
