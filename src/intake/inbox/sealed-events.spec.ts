import { type IntakeEvent } from '../events.js';
import { sensitive } from '../../kernel/index.js';
import { NO_STAY } from '../../patients/index.js';
import { aDraft, anIdentity } from '../../../test/support/builders/report.js';
import { eventsFromBytes, eventsToBytes } from './sealed-events.js';

const identity = sensitive(anIdentity({ birthDate: '1961-04-17' }));
const prior = [{ kind: 'IPP' as const, value: '8', authority: { oid: '2.999.1' } }];

const EVENTS: readonly IntakeEvent[] = [
  {
    kind: 'report',
    report: aDraft({
      parentDocumentId: 'D-0',
      availability: 'withheld',
      confidentiality: ['MASQUE_PS'],
      payloads: [{ contentType: 'application/pdf', content: sensitive(Buffer.from([0, 255, 0x1c, 13])) }],
    }),
  },
  { kind: 'report', report: aDraft({ action: 'deletion', payloads: [], isWrongPatient: true }) },
  { kind: 'identity', trigger: 'A31', identity, stay: sensitive(NO_STAY) },
  {
    kind: 'identity',
    trigger: 'A02',
    identity,
    stay: sensitive({ ...NO_STAY, identifiers: [{ kind: 'NDA', value: 'N1' }], unit: 'UF1' }),
    movement: sensitive({ id: 'M1', action: 'INSERT', events: ['A02'], at: '2026-03-12T10:00:00' } as never),
  },
  {
    kind: 'merge',
    trigger: 'A40',
    ordinal: 2,
    statement: sensitive({ survivor: anIdentity(), prior }),
  },
  {
    kind: 'referred',
    trigger: 'A44',
    patient: identity,
    prior: sensitive(prior),
    stays: sensitive([{ kind: 'VN', value: 'V1' }]),
  },
];

/** All it holds, opened. */
const opened = (value: unknown): unknown => {
  if (Buffer.isBuffer(value)) return value.toString('hex');
  if (typeof value !== 'object' || value === null) return value;
  if ('reveal' in value) return opened((value as { reveal(): unknown }).reveal());
  if (Array.isArray(value)) return value.map(opened);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, opened(one)]));
};

describe('events kept until they are placed', () => {
  it('come back as they were, nothing open in what prints', () => {
    const back = eventsFromBytes(eventsToBytes(EVENTS));
    expect(opened(back)).toEqual(opened(EVENTS));
    expect(JSON.stringify(back)).not.toContain('VASSEROT');
    expect(new Set(EVENTS.map(({ kind }) => kind))).toEqual(
      new Set(['report', 'identity', 'merge', 'referred']),
    );
  });
});
