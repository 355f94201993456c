import { anOru, base64, message, type Segments } from '../../../test/support/hl7/index.js';
import { growsLinearly } from '../../../test/support/growth.js';
import { parseMessage } from '../../hl7/index.js';
import { type ReportDraft } from '../report.js';
import { decodeBase64 } from './embedded-data.js';
import { interpret } from './interpret.js';

const CODE = "60568-3^CR d'anatomie pathologique^LN";

function outcome(observations: Segments): ReportDraft | string {
  const parsed = parseMessage(message(anOru({ observations })), 'utf-8');
  if (!parsed.ok) throw new Error(parsed.failure.message);
  const read = interpret(parsed.value, { name: 'test', defaultCharset: 'utf-8' });
  if (!read.ok) return `${read.failure.code} ${read.failure.message}`;
  const [event] = read.value;
  if (event?.kind !== 'report') throw new Error('a report was expected');
  return event.report;
}

function forms(observations: Segments) {
  const draft = outcome(observations);
  if (typeof draft === 'string') return draft;
  return draft.payloads.map(({ contentType, content }) => [contentType, content.reveal().toString('utf8')]);
}

const obx = (content: string, number: number | '' = 1, subId: number | '' = '', code = CODE) =>
  `OBX|${number}|ED|${code}|${subId}|${content}||||||F`;
const PDF = '%PDF-1.7 un fichier assez long pour être coupé en plusieurs morceaux';
const CUT = base64(PDF);
const pieces = [CUT.slice(0, 21), CUT.slice(21, 50), CUT.slice(50)];

describe('a file cut by its sender', () => {
  const whole = [['application/pdf', PDF]];

  it.each<[string, Segments]>([
    ['over lines', [obx(`^AP^PDF^Base64^${pieces.join('\r')}`)]],
    ['over lines ended by CR LF', [obx(`^AP^PDF^Base64^${pieces.join('\r\n')}`)]],
    ['by formatting escapes', [obx(`^application^pdf^Base64^${pieces.join('\\.br\\')}`)]],
    ['over repetitions that are data alone', [obx(`^AP^PDF^Base64^${pieces.join('~')}`)]],
    [
      'over repetitions that are files each',
      [obx(pieces.map((piece) => `^AP^PDF^Base64^${piece}`).join('~'))],
    ],
    [
      'over observations numbered by OBX-1',
      [2, 0, 1].map((at) => obx(`^AP^PDF^Base64^${pieces[at]}`, at + 1)),
    ],
    [
      'over observations numbered by OBX-4',
      [2, 0, 1].map((at) => obx(`^AP^PDF^Base64^${pieces[at]}`, '', at + 1)),
    ],
    [
      'over observations whose type is told once',
      [
        obx(`^AP^PDF^Base64^${pieces[0]}`),
        obx(`^^^Base64^${pieces[1]}`, 2),
        obx(`^^^Base64^${pieces[2]}`, 3),
      ],
    ],
    [
      'over observations of data alone',
      [obx(`^AP^PDF^Base64^${pieces[0]}`), obx(pieces[1]!, 2), obx(pieces[2]!, 3)],
    ],
  ])('%s is joined', (_, observations) => {
    expect(forms(observations)).toEqual(whole);
  });

  it('is joined without its padding', () => {
    expect(forms([obx(`^AP^PDF^Base64^${CUT.replace(/=+$/, '')}`)])).toEqual(whole);
  });

  it('is not joined with a file under another code', () => {
    const other = [
      obx(`^TEXT^plain^Base64^${base64('a')}`),
      obx(`^TEXT^plain^Base64^${base64('b')}`, 2, '', 'X'),
    ];
    const unordered = other.map((line) => line.replace('60568-3', 'Y'));
    expect(forms(unordered)).toEqual([
      ['text/plain', 'a'],
      ['text/plain', 'b'],
    ]);
  });

  it('joins a page of HTML that bears no mark', () => {
    const cut = ['<p>Conclusion</p>', '<p>Suite</p>'].map((part, at) =>
      obx(`^TEXT^HTML^Base64^${base64(part)}`, at + 1),
    );
    expect(forms(cut)).toEqual([['text/html', '<p>Conclusion</p><p>Suite</p>']]);
  });
});

describe('legacy forms of a file', () => {
  it.each([
    ['^application^pdf^Base64^', PDF, 'application/pdf'],
    ['^AP^PDF^Base64^', PDF, 'application/pdf'],
    ['LABO^APPLICATION^Octet-stream^BASE64^', PDF, 'application/pdf'],
    ['^TEXT^RTF^Base64^', '{\\rtf1 a}', 'text/rtf'],
    ['^application^rtf^base64^', '{\\rtf1 a}', 'text/rtf'],
    ['^text/html^^Base64^', '<html>a</html>', 'text/html'],
    ['^TEXT^HTML^Base64^', '<p>a</p>', 'text/html'],
    ['^text^x-hl7-cda-level-one^Base64^', '<ClinicalDocument/>', 'application/xml'],
  ])('%s', (start, content, contentType) => {
    expect(forms([obx(`${start}${base64(content)}`)])).toEqual([[contentType, content]]);
  });
});

describe('base64 that is none', () => {
  it.each([
    ['letters of the URL alphabet', 'QUJ-_w', 'the URL alphabet of base64 is not taken'],
    ['other letters', 'QUJ*', 'base64 unreadable'],
    ['a letter beyond ASCII', 'QUJĀ', 'base64 unreadable'],
    ['one letter too many', 'QUJDQ', 'base64 unreadable'],
    ['padding alone', '====', 'base64 unreadable'],
  ])('%s', (_, data, rule) => {
    expect(forms([obx(`^TEXT^plain^Base64^${data}`)])).toBe(`HL7_FIELD_FORMAT OBX-5.5 of OBX 1: ${rule}`);
  });

  it('is told in a time that grows as its length', async () => {
    const decode = (size: number) => [
      decodeBase64('AAAA\r\n'.repeat(size)),
      decodeBase64('QQ=='.repeat(size)),
      decodeBase64(`${'A'.repeat(size)}*`),
    ];
    expect(await growsLinearly(decode, { upTo: 1_000_000 })).toBe(true);
  });
});

describe('lines of text', () => {
  const line = (number: number | '', subId: number | string, text: string, type = 'TX') =>
    `OBX|${number}|${type}|${CODE}|${subId}|${text}||||||F`;

  it('follow OBX-4 where OBX-1 does not number them', () => {
    expect(forms([line(1, 2, 'deux'), line(1, 1, 'un'), line(1, 3, '')])).toEqual([
      ['text/plain', 'un\ndeux\n'],
    ]);
  });

  it.each([
    ['levels parted by dots', ['2', '1.10', '1.2', '1.1', '1'], ['1', '1.1', '1.2', '1.10', '2']],
    ['one of them is no number', ['2', '1.b', '1'], ['2', '1.b', '1']],
    ['two are the same', ['2', '1.1', '01.1'], ['2', '1.1', '01.1']],
    ['a level is too long to be a number', ['2', `1.${'0'.repeat(10)}`], ['2', `1.${'0'.repeat(10)}`]],
    ['a dot stands at an end', ['2.', '1'], ['2.', '1']],
    [
      'more levels than anybody writes',
      ['2', Array(11).fill(1).join('.')],
      ['2', Array(11).fill(1).join('.')],
    ],
  ])('follow OBX-4: %s', (_name, came, read) => {
    expect(forms(came.map((subId) => line(1, subId, subId)))).toEqual([['text/plain', read.join('\n')]]);
  });

  it('stay as they came where nothing numbers them', () => {
    expect(forms([line('', '', 'un'), line('', '', 'deux', 'ST')])).toEqual([['text/plain', 'un\ndeux']]);
  });

  it('keep the line that the sender wrapped', () => {
    expect(forms([line(1, '', 'Conclusion :\nsuite de la ligne')])).toEqual([
      ['text/plain', 'Conclusion :\nsuite de la ligne'],
    ]);
  });
});
