import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Charset, readMessage, type Segment } from '../../../src/hl7/index.js';
import { ROOT } from './process.js';

export interface SampleMessage {
  readonly file: string;
  readonly controlId: string;
  readonly bytes: Buffer;
  readonly expected: { readonly acknowledgement: string; readonly state: string };
}

/** The fictitious messages of samples/, in their order. */
export function readSamples(): SampleMessage[] {
  const index = JSON.parse(readFileSync(join(ROOT, 'samples', 'samples.json'), 'utf8')) as Omit<
    SampleMessage,
    'bytes'
  >[];
  return index.map((sample) => ({ ...sample, bytes: readFileSync(join(ROOT, 'samples', sample.file)) }));
}

/** What must never be seen of the people of a message, in every shape it could be written in. */
export function identityOf(bytes: Buffer, charset: Charset = 'utf-8'): string[] {
  const read = readMessage(bytes, charset);
  if (!read.ok) return [];
  const { value: message } = read;
  const pid = message.segment('PID');
  return [
    ...(pid ? patientOf(pid) : []),
    ...['PV1', 'TXA', 'OBR'].flatMap((name) => message.all(name).flatMap(carersOf)),
    ...(message.segment('PV1')?.repetitions(19) ?? []).map((visit) => visit.value(1)),
    ...message.all('OBX').flatMap((line) => (/^(TX|FT|ST)$/.test(line.value(2)) ? fragmentsOf(line) : [])),
  ].filter((word) => word.length >= 4);
}

function patientOf(pid: Segment): string[] {
  const names = pid
    .repetitions(5)
    .flatMap((name) => [name.value(1), name.value(2), ...name.value(3).split(' ')]);
  const places = pid.repetitions(11).map((address) => address.value(1));
  const phones = pid.repetitions(13).flatMap((phone) => [phone.value(1), phone.value(12)]);
  const ids = [3, 18].flatMap((field) => pid.repetitions(field).map((id) => id.value(1)));
  const parts = names.flatMap((name) => [name, ...name.split(/[-' ]/)]);
  return [...parts, ...places, ...ids, ...phones.flatMap(phoneForms), ...dateForms(pid.value(7))];
}

/** Attending doctors, authors: PV1-7, OBR-16, TXA-9 are XCN. */
function carersOf(segment: Segment): string[] {
  return [7, 9, 16].flatMap((field) =>
    segment
      .repetitions(field)
      .flatMap((carer) => (carer.value(2) ? [carer.value(1), carer.value(2), carer.value(3)] : [])),
  );
}

const MONTHS = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(
  ' ',
);

function dateForms(digits: string): string[] {
  const [, year = '', month = '', day = ''] = /^(\d{4})(\d{2})(\d{2})/.exec(digits) ?? [];
  if (!year) return [];
  return [
    ...[`${year}${month}${day}`, `${year}-${month}-${day}`],
    ...['/', '.', '-'].map((sign) => [day, month, year].join(sign)),
    `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`,
  ];
}

function phoneForms(phone: string): string[] {
  const digits = phone.replace(/\D/g, '');
  if (digits.length < 10) return [];
  return [digits, ...[' ', '.', '-'].map((sign) => digits.match(/../g)?.join(sign) ?? '')];
}

/** The ends of each line of a text: whoever writes a line, or a quote of it, shows one of them. */
export function fragmentsOf(line: Segment | string): string[] {
  const text = typeof line === 'string' ? line : (line.repetitions(5)[0]?.text ?? '');
  return text
    .split(/\r\n|\r|\n|\\\.br\\/)
    .map((one) => one.trim())
    .filter((one) => one.length >= 24)
    .flatMap((one) => [one.slice(0, 24).replace(/\s\S*$/, ''), one.slice(-24).replace(/^\S*\s/, '')])
    .filter((one) => one.length >= 12);
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Searches a text for identities, whatever the case, the accents or the encoding (also base64 and %XX). */
export function createSearch(words: readonly string[]) {
  const wanted = [...new Set(words.map(plain))];
  const found = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${wanted.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|')})(?![\\p{L}\\p{N}])`,
    'gu',
  );
  const encoded = [...new Set(words)].filter((word) => word.length >= 8).flatMap(base64Forms);
  return (text: string): string[] => {
    const decoded = text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
      Buffer.from(run.replaceAll('%', ''), 'hex').toString(),
    );
    const inBase64 = encoded.filter((form) => text.includes(form));
    return [...new Set([...(plain(decoded).match(found) ?? []), ...inBase64])];
  };
}

/** What base64 makes of a word wherever it stands: the characters that depend on its neighbours are left out. */
function base64Forms(word: string): string[] {
  return [0, 1, 2].map((shift) => {
    const form = Buffer.concat([Buffer.alloc(shift), Buffer.from(word)]).toString('base64');
    return form.slice(Math.ceil((shift * 8) / 6), -4);
  });
}
