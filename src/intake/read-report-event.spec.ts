import { readReportEvent } from './read-report-event.js';

const event = (
  over: { document?: object; content?: object; patient?: object; [field: string]: unknown } = {},
) => ({
  eventId: 'E1',
  producer: 'DPI',
  action: 'original',
  ...over,
  patient: { identifiers: [{ kind: 'IPP', value: '90001' }], ...over.patient },
  document: { id: 'D1', assigner: 'CHU-TEST', type: '34112-3', ...over.document },
  content: over.content ?? { contentType: 'text/plain', text: 'Compte rendu.' },
});
const messageOf = (json: unknown) => {
  const read = readReportEvent(json);
  return read.ok ? undefined : read.failure.message;
};

describe('a report event', () => {
  it.each(['2026-03-12', '2026-03-12T10:00', '2026-03-12T10:00:00.5Z', '2026-03-12T10:00:00+01:00'])(
    'takes the date %s',
    (date) => expect(messageOf(event({ document: { date } }))).toBeUndefined(),
  );

  it.each(['2026', '2026-03', '2026-W10-3', '2026-02-31', '2026-13-01'])('refuses the date %s', (date) => {
    expect(messageOf(event({ document: { date } }))).toMatch(/^document\.date: /);
  });

  it('refuses a birth date that is not of the calendar', () => {
    expect(messageOf(event({ patient: { birthDate: '1961-02-30' } }))).toBe('patient.birthDate: isIso8601');
  });

  it.each(['eventId', 'producer'])('refuses a NUL character in %s, which PostgreSQL cannot keep', (field) => {
    expect(messageOf(event({ [field]: 'a\u0000b' }))).toBe(`${field}: matches`);
  });

  it.each([null, 3, { length: 4 }])('refuses a text that is no text, even beside base64: %j', (text) => {
    const content = { contentType: 'text/plain', base64: 'QQ==', text };
    expect(messageOf(event({ content }))).toBe('content.text: isString');
  });

  it('refuses a content that is neither text nor bytes, and never quotes a value', () => {
    expect(messageOf(event({ content: { contentType: 'text/plain' } }))).toBe('content.text: isString');
    expect(messageOf(event({ patient: { birthDate: 'VASSEROT' } }))).not.toContain('VASSEROT');
  });

  it.each(['replacement', 'addendum'])('refuses a %s that names no parent', (action) => {
    expect(messageOf(event({ action }))).toBe('document.parentId: required for a replacement or an addendum');
  });

  it.each(['10', '11'])('takes an INS of OID .%s for test data, though nothing else says so', (arc) => {
    const identifiers = [{ kind: 'INS', value: '1', authorityOid: `1.2.250.1.213.1.4.${arc}` }];
    const read = readReportEvent(event({ patient: { identifiers } }));
    const report = read.ok && read.value.event.kind === 'report' ? read.value.event.report : undefined;
    expect([report?.fictitious, report?.identity.reveal().status]).toEqual([true, ['FICT']]);
  });

  it('does not name a field it does not know: its name is the sender’s', () => {
    const message = messageOf(event({ document: { VASSEROT: 1, MORAND: 2 }, LEFEBVRE: 3 }));
    expect(message).toBe('*: whitelistValidation; document.*: whitelistValidation');
  });

  it.each([{ setId: 'S' }, { version: 2 }])('refuses %j alone', (document) => {
    expect(messageOf(event({ document }))).toBe(
      'document.setId, document.version: one is nothing without the other',
    );
  });

  it.each([0, -1, 1.5, '2', 1_000_001])('refuses the version %j', (version) => {
    expect(messageOf(event({ document: { setId: 'S', version } }))).toMatch(/^document\.version: /);
  });

  it('keeps the set and the version of the document, and its author before its other carers', () => {
    const [author, carer] = [{ lastName: 'AUTEUR' }, { lastName: 'MEDECIN' }];
    const read = readReportEvent(event({ document: { setId: 'S', version: 2, author }, carers: [carer] }));
    const report = read.ok && read.value.event.kind === 'report' ? read.value.event.report : undefined;
    expect(report?.series).toEqual({ id: 'S', number: 2 });
    expect(report?.carers.reveal().map(({ lastName }) => lastName)).toEqual(['AUTEUR', 'MEDECIN']);
  });

  it.each([
    [
      'the OID of an authority',
      { identifiers: [{ kind: 'IPP', value: '1', authorityOid: `1${'.1'.repeat(4_000_000)}` }] },
    ],
    ['a name beyond the first plane', { identifiers: [], lastName: '𝄞'.repeat(2_000_000) }],
  ])('refuses megabytes in place of %s', (_, patient) => {
    expect(messageOf(event({ patient }))).toBe('a text has more than 10000 characters and is no content');
  });

  it('takes megabytes of content', () => {
    const text = 'Compte rendu. '.repeat(500_000);
    expect(messageOf(event({ content: { contentType: 'text/plain', text } }))).toBeUndefined();
    const base64 = 'QUJD'.repeat(4_000_000);
    expect(messageOf(event({ content: { contentType: 'application/pdf', base64 } }))).toBeUndefined();
  });
});
