import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStays } from './open-stays.js';

describe('coded stays', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stays-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const open = (name: string, content: string) => {
    const file = join(folder, name);
    writeFileSync(file, content);
    const opened = openStays(file);
    if (!opened.ok) throw new Error(opened.failure.code);
    return opened.value;
  };
  const document = { docId: 'D1', type: 'CRH', date: '2026-03-02', text: 'OAP.' };

  it('of ours are read with what is known of them', () => {
    const yaml = `- id: S1
  specialty: cardiologie
  stay: { age: 78, sex: F, lengthOfStayDays: 6, admissionMode: urgences, dischargeMode: domicile }
  documents:
    - { docId: D1, type: CRH, date: 2026-03-02, text: OAP. }
  codes:
    - { role: DP, code: I50.19, also: [I5010], why: reason }
    - { role: CCAM, code: DEQP003 }
`;
    const { stays, problems } = open('ours.yml', yaml);
    expect(problems).toEqual([]);
    expect(stays).toMatchObject([
      {
        ...{ id: 'S1', specialty: 'cardiologie', age: 78, sex: 'F', lengthOfStayDays: 6 },
        documents: [{ id: 'D1', type: 'CRH', date: '2026-03-02' }],
        codes: [
          { role: 'DP', code: 'I50.19', also: ['I50.10'] },
          { role: 'CCAM', code: 'DEQP003', also: [] },
        ],
      },
    ]);
    expect(stays[0]?.documents[0]?.text.reveal()).toBe('OAP.');
  });

  it('of PARHAF are read as lists and as dicts of lists, from the abstract or the scenario', () => {
    const scenario = {
      age: { value: 79 },
      sex: 'F',
      primary_diagnosis: { code: ['M6534'], description: ['x'] },
    };
    const documents = { type: ['CRO', 'CRH'], header: ['a', 'b'], text: ['Doigt à ressaut.', 'Opéré.'] };
    const one = { id: 'P1', specialty: 'CHIR ORTHO', suggested_scenario: scenario, documents };
    const abstract = {
      primary_diagnosis: [{ code: 'M65.34' }],
      associated_diagnosis: { code: ['I10', 'E1198'] },
      procedures: ['MJMA003'],
    };
    const { stays, problems } = open(
      'p.json',
      JSON.stringify([one, { ...one, structured_abstract: abstract }]),
    );
    expect(problems).toEqual([]);
    expect(stays[0]).toMatchObject({ age: 79, sex: 'F', codes: [{ role: 'DP', code: 'M65.34' }] });
    expect(stays[0]?.documents.map(({ id, type }) => [id, type])).toEqual([
      ['P1-1', 'CRO'],
      ['P1-2', 'CRH'],
    ]);
    expect(stays[1]?.codes.map(({ role, code }) => `${role} ${code}`)).toEqual([
      'DP M65.34',
      'DAS I10',
      'DAS E11.98',
      'CCAM MJMA003',
    ]);
  });

  it('of PARTAGES CU2 are read from a table, a reason of its own first', () => {
    const csv = `note_id,note_text,dp,das,mdp
N1,"OAP, HTA.",I5019,"['I10', 'E1198']",Z769
N2,Cure 3.,C509,,Z511
N3,,I10,,Z769
`;
    const { stays, problems } = open('cu2.csv', csv);
    const told = stays.map(({ id, codes }) => [id, ...codes.map(({ role, code }) => `${role} ${code}`)]);
    expect(told).toEqual([
      ['N1', 'DP I50.19', 'DAS I10', 'DAS E11.98'],
      ['N2', 'DP Z51.1', 'DR C50.9'],
    ]);
    expect(problems).toEqual(['cu2.csv, stay 3: no document with a text']);
  });

  it('tell by place what cannot be read, and keep the rest', () => {
    const lines = [
      JSON.stringify({ id: 'A', documents: [document], codes: [{ role: 'DP', code: 'I10' }] }),
      '{',
      JSON.stringify({ id: 'B', documents: [], codes: [{ role: 'DP', code: 'I10' }] }),
      JSON.stringify({ id: 'C', documents: [document], codes: [{ role: 'DX', code: 'I10' }] }),
      JSON.stringify({ id: 'D', documents: [document], codes: [{ role: 'DP', code: 'I1' }] }),
      JSON.stringify({ id: 'E', documents: [document] }),
    ];
    const { stays, problems } = open('all.jsonl', lines.join('\n'));
    expect(stays.map(({ id }) => id)).toEqual(['A']);
    expect(problems).toEqual([
      'all.jsonl, stay 2: not JSON',
      'all.jsonl, stay 3: no document with a text',
      'all.jsonl, stay 4: a role is none of DP, DR, DAS, CCAM',
      'all.jsonl, stay 5: a code of DP has not the shape of one',
      'all.jsonl, stay 6: no principal diagnosis',
    ]);
  });

  it('are none in a file that is broken, or not there', () => {
    expect(open('x.yml', '- [')).toMatchObject({
      stays: [],
      problems: ['x.yml, stay 1: not readable as its name says'],
    });
    expect(openStays(join(folder, 'no'))).toMatchObject({ failure: { code: 'CORPUS_NOT_FOUND' } });
  });
});
