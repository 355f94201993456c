import fc from 'fast-check';
import { fuzzRuns } from '../../test/support/fuzz.js';
import { readRecord } from './kafka/read-record.js';
import { readReportEvent } from './read-report-event.js';

/** A marker no refusal may repeat: neither a value nor the name of a field is told. */
const SECRET = 'ZQXJ';

const whole = {
  eventId: 'E1',
  producer: 'dpi',
  action: 'original',
  patient: {
    lastName: 'EXEMPLE',
    otherNames: ['AUTRE'],
    firstNames: ['Zoé'],
    sex: 'F',
    birthDate: '1961-04-12',
    birthPlaceCode: '63220',
    addresses: [{ line: '1 rue de la Gare', postalCode: '63000', city: 'EXEMPLE' }],
    phones: ['0600000000'],
    emails: ['a@b.example'],
    identifiers: [{ kind: 'IPP', value: '1', authority: 'CH', authorityOid: '1.2.3' }],
    fictitious: true,
  },
  stay: { identifiers: [{ kind: 'NDA', value: '2' }], admission: '2026-03-02', unit: 'UF' },
  document: {
    ...{ id: 'D1', assigner: 'dpi', type: '34112-3', date: '2026-03-02T10:00:00Z', status: 'final' },
    ...{ setId: 'S', version: 1, author: { lastName: 'MEDECIN' }, confidentiality: ['MASQUE_PS'] },
  },
  carers: [{ lastName: 'MEDECIN', firstName: 'Luc', rpps: '1' }],
  content: { contentType: 'text/plain', text: 'Compte rendu.' },
};

const secret = fc.string().map((text) => SECRET + text);
const anything = fc.oneof(
  fc.jsonValue(),
  secret,
  fc.dictionary(secret, fc.jsonValue(), { maxKeys: 3 }),
  fc.array(secret, { maxLength: 30 }),
  fc.constantFrom<unknown>(
    null,
    '',
    -1,
    Number.POSITIVE_INFINITY,
    '2026-02-31',
    '\u0000',
    '\ud800',
    'é'.repeat(300),
    [[]],
    {},
  ),
);

/** Puts `value` at one of the event's own places, or beside it under a name of the sender's. */
function broken(picks: readonly number[], value: unknown, name?: string): unknown {
  const copy = structuredClone(whole);
  let node = copy as unknown as Record<string, unknown>;
  for (const [depth, pick] of picks.entries()) {
    const names = Object.keys(node);
    const at = names[pick % Math.max(1, names.length)];
    if (at === undefined) break;
    const next = node[at];
    if (depth === picks.length - 1 || typeof next !== 'object' || next === null) {
      node[name ?? at] = value;
      break;
    }
    node = next as Record<string, unknown>;
  }
  return copy;
}

const picks = fc.array(fc.nat(20), { minLength: 1, maxLength: 5 });

function expectReadOrRefused(read: ReturnType<typeof readReportEvent>): void {
  if (read.ok) {
    expect(read.value.event.kind).toBe('report');
    return;
  }
  expect(read.failure.code).toMatch(/^(EVENT|RECORD)_[A-Z_]+$/);
  expect(read.failure.class).toBe('permanent');
  expect(read.failure.message.length).toBeGreaterThan(0);
  expect(JSON.stringify(read.failure)).not.toContain(SECRET);
}

describe('whatever is sent as a report event', () => {
  it('is read, or refused by places and rules: an event with something else in one of its places', () => {
    fc.assert(
      fc.property(picks, anything, fc.option(secret, { nil: undefined }), (path, value, name) =>
        expectReadOrRefused(readReportEvent(broken(path, value, name))),
      ),
      { numRuns: fuzzRuns() },
    );
  });

  it('is read, or refused by places and rules: any JSON', () => {
    fc.assert(
      fc.property(anything, (json) => expectReadOrRefused(readReportEvent(json))),
      { numRuns: fuzzRuns() },
    );
  });

  it('is read, or refused by places and rules: any bytes of a record, cut or damaged ones too', () => {
    const options = { maxBytes: 1_500, acceptsFictitious: true };
    const sound = Buffer.from(JSON.stringify(whole));
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 2_000 }).map((some) => Buffer.from(some)),
      secret.map((text) => Buffer.from(text)),
      fc.nat(sound.length).map((end) => sound.subarray(0, end)),
      fc.tuple(fc.nat(sound.length - 1), fc.nat(255)).map(([at, byte]) => {
        const damaged = Buffer.from(sound);
        damaged[at] = byte;
        return damaged;
      }),
      fc.constant(null),
    );
    fc.assert(
      fc.property(bytes, (value) => expectReadOrRefused(readRecord({ value }, options))),
      { numRuns: fuzzRuns() },
    );
  });

  it('is read where nothing is broken', () => {
    expect(readReportEvent(whole).ok).toBe(true);
  });

  it.each([
    ['arrays', (depth: number) => '['.repeat(depth) + ']'.repeat(depth)],
    ['objects', (depth: number) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)],
  ])('is refused where %s are nested a hundred thousand deep', (_, nested) => {
    const text = JSON.stringify({ ...whole, patient: 0 }).replace(
      '"patient":0',
      `"patient":${nested(100_000)}`,
    );
    const options = { maxBytes: 10_000_000, acceptsFictitious: true };
    expect(readRecord({ value: Buffer.from(text) }, options)).toMatchObject({
      ok: false,
      failure: { code: expect.stringMatching(/^(EVENT_INVALID|RECORD_UNREADABLE)$/) as string },
    });
  });

  it.each(['__proto__', 'constructor', 'prototype', 'hasOwnProperty'])(
    'gives no power to a field %s',
    (name) => {
      const text = JSON.stringify(whole).replace('"lastName":"EXEMPLE"', `"${name}":{"status":"${SECRET}"}`);
      expectReadOrRefused(
        readRecord({ value: Buffer.from(text) }, { maxBytes: 10_000, acceptsFictitious: true }),
      );
      expect(({} as Record<string, unknown>)['status']).toBeUndefined();
    },
  );
});
