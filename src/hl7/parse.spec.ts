import fc from 'fast-check';
import { readHeader } from './header.js';
import { type Hl7Message } from './message.js';
import { parseMessage, readMessage } from './parse.js';
import { growsLinearly } from '../../test/support/growth.js';

const MSH =
  'MSH|^~\\&|LABO|SITE|PASSERELLE|CHU|20240306111154||ORU^R01^ORU_R01|M1|P|2.5|||||FRA|UNICODE UTF-8';

function parse(...lines: string[]): Hl7Message {
  const message = parseMessage(lines.join('\r'), 'utf-8');
  if (!message.ok) throw new Error(message.failure.message);
  return message.value;
}

describe('parseMessage', () => {
  it('counts MSH as the standard does', () => {
    const msh = parse(MSH).segment('MSH');
    expect([1, 2, 3, 10, 12, 18, 19].map((n) => msh?.value(n))).toEqual([
      '|',
      '^~\\&',
      'LABO',
      'M1',
      '2.5',
      'UNICODE UTF-8',
      '',
    ]);
    expect(msh?.value(9, 2)).toBe('R01');
  });

  it.each(['\r', '\n', '\r\n'])('takes %j between segments, and blank lines', (end) => {
    const text = ['', MSH, 'PID|1||42^^^CHU&1.2.3&ISO^PI', '', 'ZBE|7', ''].join(end);
    const message = parseMessage(text, 'utf-8');
    expect(message).toMatchObject({ ok: true });
    const segments = message.ok ? message.value.segments : [];
    expect(segments.map(({ name }) => name)).toEqual(['MSH', 'PID', 'ZBE']);
    expect(segments[1]?.value(3, 4, 2)).toBe('1.2.3');
  });

  it('joins a wrapped line to its segment, blank lines of a text included', () => {
    const message = parse(MSH, 'OBX|1|TX|C||premier\n\ndeuxième|||||F', 'OBX|2|TX|C||x');
    expect(message.all('OBX').map((obx) => obx.repetitions(5)[0]?.text)).toEqual([
      'premier\n\ndeuxième',
      'x',
    ]);
    expect(message.all('OBX').map(({ ordinal }) => ordinal)).toEqual([1, 2]);
  });

  it('reads repetitions, components and subcomponents from 1, trimmed and unescaped', () => {
    const pid = parse(MSH, 'PID|||1^^^A~2 ^^^B&1.2&ISO||O\\T\\K^ L \\S\\ ^').segment('PID');
    expect(pid?.repetitions(3).map((id) => [id.value(1), id.value(4, 1), id.value(4, 2)])).toEqual([
      ['1', 'A', ''],
      ['2', 'B', '1.2'],
    ]);
    expect([pid?.value(1), pid?.value(5), pid?.value(5, 2), pid?.value(5, 3), pid?.value(99)]).toEqual([
      '',
      'O&K',
      'L ^',
      '',
      '',
    ]);
    expect(pid?.repetitions(8)).toEqual([]);
  });

  it('reads the HL7 null as empty', () => {
    expect(parse(MSH, 'PV1|1|""').segment('PV1')?.value(2)).toBe('');
  });

  it('takes other separators, a byte order mark, and a tilde that is not one', () => {
    const other = parse('\ufeffMSH!$%#@!A!B', 'PID!!!1$$$X%2$$$Y');
    expect(other.segment('PID')?.repetitions(3).at(1)?.value(4)).toBe('Y');
    const small = parse(MSH.replace('~', '\u02dc'), 'PID|||1\u02dc2');
    expect(small.segment('PID')?.repetitions(3)).toHaveLength(2);
  });

  it.each(['', 'PID|1', 'MSH', 'MSH|', 'MSH|||', 'MSHA^~\\&', 'MSH|^^\\&|', 'MSH|\0|', 'MSH|^~é&|', 'hello'])(
    'refuses %j',
    (text) => {
      expect(parseMessage(text, 'utf-8')).toMatchObject({ failure: { code: 'HL7_NO_HEADER' } });
    },
  );

  it('refuses two messages that ran into one another', () => {
    expect(parseMessage(`${MSH}\rOBX|1|TX|C||coupé\u000b${MSH}`, 'utf-8')).toMatchObject({
      failure: { code: 'HL7_BROKEN_FRAME' },
    });
  });

  it('never crashes, and keeps every segment it is given', () => {
    const line = fc.string({ unit: 'grapheme-ascii' }).map((text) => `ZZZ|${text}`);
    fc.assert(
      fc.property(fc.array(fc.oneof(line, fc.string({ unit: 'binary' })), { maxLength: 8 }), (lines) => {
        const message = parseMessage([MSH, ...lines].join('\r'), 'utf-8');
        if (!message.ok) return;
        for (const segment of message.value.segments) {
          segment.repetitions(5).map((one) => [one.text, one.value(2, 2)]);
        }
        expect(message.value.segments[0]?.value(10)).toBe('M1');
        expect(message.value.all('ZZZ').length).toBeGreaterThanOrEqual(
          lines.filter((text) => text.startsWith('ZZZ|')).length,
        );
      }),
    );
  });

  it('reads a field of 10 MB, in linear time', async () => {
    const read = (size: number) => {
      const base64 = 'QUJD'.repeat(size / 4);
      const obx = parse(MSH, `OBX|1|ED|C||^TEXT^XML^Base64^${base64}||||||F`).segment('OBX');
      expect(obx?.repetitions(5)[0]?.rawComponent(5)).toHaveLength(size);
    };
    expect(await growsLinearly(read, { upTo: 10_000_000 })).toBe(true);
  });
});

describe('readMessage', () => {
  const bytes = (msh18: string, name: Buffer) =>
    Buffer.concat([Buffer.from(MSH.replace('UNICODE UTF-8', msh18)), Buffer.from('\rPID|||1||'), name]);

  it('reads by MSH-18, else by the charset of the source', () => {
    const read = (msh18: string, name: number[]) => {
      const message = readMessage(bytes(msh18, Buffer.from(name)), 'iso-8859-15');
      return message.ok ? message.value.segment('PID')?.value(5) : message.failure.code;
    };
    expect(read('UNICODE UTF-8', [0xc3, 0xa9])).toBe('é');
    expect(read('8859/1', [0xe9])).toBe('é');
    expect(read('', [0xa4])).toBe('€');
    expect(read('UNICODE', [0x41])).toBe('HL7_CHARSET_UNKNOWN');
    expect(read('UNICODE UTF-8', [0xe9])).toBe('HL7_CHARSET_BYTES');
  });
});

it('an answer can echo every field of the header: no control character is left in it', () => {
  const header = readHeader(
    Buffer.from('MSH|^~\\&|A\0B|C\u000bD|E\u001cF|G|2024||ORU^R01|M\t1|P|2.5'),
    'utf-8',
  );
  expect(header).toMatchObject({
    value: {
      sendingApplication: 'A?B',
      sendingFacility: 'C?D',
      receivingApplication: 'E?F',
      controlId: 'M?1',
    },
  });
});
