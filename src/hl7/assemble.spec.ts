import { assembleMessage, type NewSegment } from './assemble.js';
import { joinSegments, repeated, writeSegment } from './build.js';
import { parseMessage } from './parse.js';

const HEADER: NewSegment['fields'] = {
  3: 'PASSERELLE',
  9: ['ORU', 'R01', 'ORU_R01'],
  10: 'PA1',
  11: 'P',
  12: '2.5',
  17: 'FRA',
  18: 'UNICODE UTF-8',
};
const HARD = 'œdème | 3+ ^ « A&B » ~ \\H\\ \\X0D\\\nligne';
const SEGMENTS: readonly NewSegment[] = [
  {
    name: 'PID',
    fields: {
      3: repeated([
        ['800', '', '', ['CHU', '1.2.3', 'ISO'], 'PI'],
        ['801', '', '', '', 'INS'],
      ]),
      5: ['DUPONT'],
    },
  },
  { name: 'OBX', fields: { 1: '1', 2: 'CE', 5: ['', HARD] } },
  { name: 'OBX', fields: { 1: '2', 2: 'NM', 5: '90', 6: undefined, 11: 'P' } },
  { name: 'NTE', fields: { 1: '1', 3: HARD } },
];

describe('assembleMessage', () => {
  it('gives what our own writer gives: two programs agree on every separator', async () => {
    const own = joinSegments([
      writeSegment('MSH', HEADER),
      ...SEGMENTS.map(({ name, fields }) => writeSegment(name, fields)),
    ]);
    expect(await assembleMessage(HEADER, SEGMENTS)).toBe(own);
  });

  it('gives back every letter to a reader', async () => {
    const message = parseMessage(await assembleMessage(HEADER, SEGMENTS), 'utf-8');
    if (!message.ok) throw new Error(message.failure.message);
    const [first] = message.value.all('OBX');
    expect(first?.value(5, 2)).toBe(HARD);
    expect(message.value.segment('NTE')?.repetitions(3)[0]?.text).toBe(HARD);
    expect(message.value.segment('PID')?.repetitions(3)[1]?.value(5)).toBe('INS');
    expect(message.value.segment('MSH')?.value(18)).toBe('UNICODE UTF-8');
  });
});
