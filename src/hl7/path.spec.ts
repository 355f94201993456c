import { type Hl7Message, HL7_PATH, parseMessage, parsePath, repetitionAt, valueAt } from './index.js';

function read(...lines: string[]): Hl7Message {
  const message = parseMessage(['MSH|^~\\&|A|B', ...lines].join('\r'), 'utf-8');
  if (!message.ok) throw new Error(message.failure.message);
  return message.value;
}

const message = read(
  'PID|1|55^3|77^^^CHU&1.2.3&ISO^PI~88^^^^INS',
  'ZPI|1|un\\T\\deux',
  'ZPI|2|trois',
  'OBX|1|ST|DOCID||D-1',
  'OBX|2|ST|TEXTE^Un texte||mot',
);
const at = (path: string) => valueAt(message.segments, parsePath(path));

it.each([
  ['PID-2', '55'],
  ['PID-2.2', '3'],
  ['PID-3[5=PI].1', '77'],
  ['PID-3[5=INS]', '88'],
  ['PID-3[2].1', '88'],
  ['PID-3[4.2=1.2.3].4.1', 'CHU'],
  ['PID-3.4.2', '1.2.3'],
  ['PID-3[5=VN].1', ''],
  ['ZPI-2', 'un&deux'],
  ['ZPI[2]-2', 'trois'],
  ['ZPI[1=2]-2', 'trois'],
  ['ZPI[3]-2', ''],
  ['OBX[3=DOCID]-5.1', 'D-1'],
  ['OBX[3.2=Un texte]-5', 'mot'],
  ['ZZZ-1', ''],
  ['MSH-4', 'B'],
])('%s leads to %j', (path, value) => {
  expect(at(path)).toBe(value);
});

it('gives the whole repetition', () => {
  expect(repetitionAt(message.segments, parsePath('PID-3[5=PI]'))?.raw).toBe('77^^^CHU&1.2.3&ISO^PI');
});

it.each([
  'PID',
  'pid-3',
  'PID-0',
  'PID-3[]',
  'PID-3[5=].1',
  'PID-3.1.2.3',
  'PID-3[5=[]].1',
  'PID-3 .1',
  'PID-3[0=x]',
])('%j is no path', (path) => {
  expect(HL7_PATH.test(path)).toBe(false);
  expect(() => parsePath(path)).toThrow('not a path');
});
