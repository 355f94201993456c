import { Message } from 'node-hl7-client';
import {
  type AcknowledgementRequest,
  buildAcknowledgement,
  NO_HEADER,
  readAcknowledgement,
} from './acknowledgement.js';
import { readHeader } from './header.js';

const MSH =
  'MSH|^~\\&|RIS|Hôpital A&1.2.3&ISO|PASSERELLE|CHU|20240306111154||MDM^T04^MDM_T02|M1|P|2.6|||AL|NE|FRA|UNICODE UTF-8';

const request = (more: Partial<AcknowledgementRequest> = {}): AcknowledgementRequest => ({
  code: 'AA',
  controlId: 'P1',
  at: new Date('2024-03-06T10:30:00Z'),
  defaultCharset: 'iso-8859-15',
  ...more,
});

function answer(msh: string, more: Partial<AcknowledgementRequest> = {}, encoding: BufferEncoding = 'utf8') {
  const header = readHeader(Buffer.from(msh, encoding), 'iso-8859-15');
  if (!header.ok) throw new Error(header.failure.message);
  return buildAcknowledgement(header.value, request(more));
}

const REFUSED: AcknowledgementRequest['error'] = {
  condition: 102,
  place: { segment: 'OBX', ordinal: 2, field: 5 },
  diagnostic: 'OBX-5 : base64 illisible | fin',
  userMessage: 'Contenu illisible, à renvoyer',
};

describe('buildAcknowledgement', () => {
  it('turns the message round and keeps its version, country and charset', () => {
    expect(answer(MSH).toString('utf8')).toBe(
      'MSH|^~\\&|PASSERELLE|CHU|RIS|Hôpital A&1.2.3&ISO|20240306113000||ACK^T04^ACK|P1|P|2.6|||||FRA|UNICODE UTF-8\r' +
        'MSA|AA|M1\r',
    );
  });

  it('says where and why, escaped', () => {
    const lines = answer(MSH, { code: 'AE', error: REFUSED }).toString('utf8').split('\r');
    expect(lines[1]).toBe('MSA|AE|M1');
    expect(lines[2]).toBe(
      'ERR||OBX^2^5|102^Data type error^HL70357|E|||OBX-5 : base64 illisible \\F\\ fin|Contenu illisible, à renvoyer',
    );
  });

  it('uses the ERR of its time for a version before 2.5', () => {
    const lines = answer(MSH.replace('2.6', '2.3.1'), { code: 'AE', error: REFUSED })
      .toString('utf8')
      .split('\r');
    expect(lines[1]).toBe('MSA|AE|M1|Contenu illisible, à renvoyer');
    expect(lines[2]).toBe('ERR|OBX^2^5^102&Data type error&HL70357');
  });

  it('is encoded as the message, or as its source where MSH-18 is absent', () => {
    const latin = MSH.replace('UNICODE UTF-8', '8859/1');
    expect(answer(latin, {}, 'latin1').includes(Buffer.from('Hôpital', 'latin1'))).toBe(true);
    expect(answer(MSH.replace('|UNICODE UTF-8', ''), {}, 'latin1').toString('latin1')).toContain('Hôpital');
  });

  it('answers in ASCII a message whose charset is not read', () => {
    const bytes = answer(MSH.replace('UTF-8', 'UTF-16'), { code: 'AE', error: REFUSED });
    expect(bytes.every((byte) => byte < 0x80)).toBe(true);
    expect(bytes.toString('latin1')).toContain('|ASCII\r');
    expect(bytes.toString('latin1')).toContain('Contenu illisible, a renvoyer');
  });

  it('keeps the separators of the sender', () => {
    const bytes = answer('MSH#:*!@#RIS#A#B#C#2024##ORU:R01#M1#P#2.5', { code: 'AE', error: REFUSED });
    expect(bytes.toString('latin1')).toContain('#ACK:R01:ACK#P1#');
    expect(bytes.toString('latin1')).toContain('ERR##OBX:2:5#102:');
  });

  it('answers a message without a header in valid HL7', () => {
    const bytes = buildAcknowledgement(NO_HEADER, request({ code: 'AR' }));
    expect(readAcknowledgement(bytes, 'ascii')).toMatchObject({
      value: { code: 'AR', messageControlId: '', controlId: 'P1' },
    });
  });

  it('reads the same with an independent parser', () => {
    const message = new Message({
      text: answer(MSH, { code: 'AE', error: REFUSED }).toString('utf8').trim(),
    });
    expect(
      ['MSH.10', 'MSH.18', 'MSA.1', 'MSA.2', 'ERR.3.1', 'ERR.7'].map((path) => `${message.get(path)}`),
    ).toEqual(['P1', 'UNICODE UTF-8', 'AE', 'M1', '102', 'OBX-5 : base64 illisible | fin']);
  });
});

describe('readAcknowledgement', () => {
  it('gives the code, whom it answers, and the errors', () => {
    expect(readAcknowledgement(answer(MSH, { code: 'AE', error: REFUSED }), 'utf-8')).toEqual({
      ok: true,
      value: {
        code: 'AE',
        messageControlId: 'M1',
        controlId: 'P1',
        text: undefined,
        errors: [
          {
            location: 'OBX^2^5',
            condition: '102',
            severity: 'E',
            diagnostic: REFUSED?.diagnostic,
            userMessage: REFUSED?.userMessage,
          },
        ],
      },
    });
  });

  it('reads the ERR of older versions', () => {
    const old = answer(MSH.replace('2.6', '2.4'), { code: 'AE', error: REFUSED });
    expect(readAcknowledgement(old, 'utf-8')).toMatchObject({
      value: { text: REFUSED?.userMessage, errors: [{ location: 'OBX^2^5', condition: '102' }] },
    });
  });

  it.each([MSH, `${MSH}\rMSA|ZZ|1`, 'HTTP/1.1 400'])('refuses what is not an acknowledgement', (text) => {
    expect(readAcknowledgement(Buffer.from(text), 'utf-8').ok).toBe(false);
  });
});
