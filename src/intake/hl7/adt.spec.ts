import { readMessage } from '../../hl7/index.js';
import {
  aHeader,
  anAdt,
  anOru,
  bytesOf,
  PATIENT,
  type Segments,
  VISIT,
} from '../../../test/support/hl7/messages.js';
import { type IntakeEvent } from '../events.js';
import { forbiddenFields } from './adt.js';
import { interpret } from './interpret.js';
import { NO_VARIATION } from './local-variation.js';

const SOURCE = { name: 'gam', defaultCharset: 'utf-8' } as const;

function messageOf(segments: Segments) {
  const read = readMessage(bytesOf(segments), 'utf-8');
  if (!read.ok) throw new Error(read.failure.code);
  return read.value;
}

function told(segments: Segments, source = {}): IntakeEvent {
  const read = interpret(messageOf(segments), { ...SOURCE, ...source });
  if (!read.ok) throw new Error(`${read.failure.code} ${read.failure.message}`);
  return read.value[0] as IntakeEvent;
}

function refusal(segments: Segments, source = {}) {
  const read = interpret(messageOf(segments), { ...SOURCE, ...source });
  return read.ok ? undefined : [read.failure.code, read.failure.message];
}

const movementOf = (segments: Segments) => {
  const event = told(segments);
  return event.kind === 'identity' ? event.movement?.reveal() : undefined;
};

const adt = (event: string, zbe?: string, visit: string | undefined = VISIT): Segments => [
  aHeader({ type: `ADT^${event}^ADT_A01`, version: '2.5^FRA^2.11' }),
  'EVN||20240306111154||||20240306100000',
  PATIENT,
  visit,
  zbe,
];
const zbe = (action: string, date = '20240306110000') =>
  `ZBE|7^GAM^2.999.3|${date}||${action}|N||Chir^^^^^^UF^^^6268|Soins^^^^^^UF^^^6269|HMS`;
const merge = (event: string, mrg?: string, patient = PATIENT): Segments => [
  aHeader({ type: `ADT^${event}^ADT_A39`, version: '2.5^FRA^2.11' }),
  'EVN||20240306111154',
  patient,
  mrg,
];
const GONE = 'MRG|0000099^^^CHU-TEST&1.2.250.1.999.1&ISO^PI';

describe('the movement an ADT event tells', () => {
  it('reads ZBE: id, date, units, nature', () => {
    expect(movementOf(adt('A01', zbe('INSERT')))).toMatchObject({
      ...{ id: '7^GAM^2.999.3', events: ['A01'], action: 'INSERT', nature: 'HMS' },
      ...{ at: '2024-03-06T11:00:00+01:00', recordedAt: '2024-03-06T11:11:54+01:00' },
      ...{ medicalUnit: '6268', careUnit: '6269', facts: { unit: 'CARDIO', patientClass: 'I' } },
    });
  });

  it('reads the action one field later, as the national example of a discharge writes it', () => {
    const shifted = 'ZBE|2^GAM|20240306110000|20240309102840||INSERT|N||Urgences^^^^^^UF^^^8782||HMS';
    expect(movementOf(adt('A03', shifted))).toMatchObject({
      ...{ action: 'INSERT', medicalUnit: '8782', nature: 'HMS', at: '2024-03-09T10:28:40+01:00' },
    });
  });

  it.each([
    ['A11', ['A01', 'A04']],
    ['A12', ['A02']],
    ['A13', ['A03']],
  ])('%s undoes', (event, events) => {
    expect(movementOf(adt(event, zbe('CANCEL')))).toMatchObject({ events, action: 'CANCEL', facts: {} });
    expect(movementOf(adt(event))).toMatchObject({
      events,
      action: 'CANCEL',
      at: '2024-03-06T10:00:00+01:00',
    });
  });

  it('takes dates from EVN where there is no ZBE, and tells no date for an update', () => {
    expect(movementOf(adt('A02'))).toMatchObject({ at: '2024-03-06T10:00:00+01:00', action: 'INSERT' });
    expect(movementOf(adt('A08'))).toMatchObject({ events: ['A08'], facts: { unit: 'CARDIO' } });
    expect(movementOf(adt('A08'))).not.toHaveProperty('at');
  });

  it('tells none for an identity message', () => {
    expect(movementOf(adt('A28', undefined, 'PV1||N'))).toBeUndefined();
    const event = told(adt('A31', undefined, 'PV1||N'));
    expect(event.kind === 'identity' && event.stay.reveal()).toEqual({ identifiers: [] });
  });

  it('refuses an action that contradicts the event, an unknown one, and a movement of no stay', () => {
    expect(refusal(adt('A13', zbe('INSERT')))?.[0]).toBe('HL7_INCOHERENT');
    expect(refusal(adt('A01', zbe('CANCEL')))?.[0]).toBe('HL7_INCOHERENT');
    expect(refusal(adt('A01', zbe('DELETE')))?.[0]).toBe('HL7_TABLE_VALUE');
    expect(refusal(adt('A02', zbe('INSERT', '20240230')))?.[0]).toBe('HL7_FIELD_FORMAT');
    expect(refusal(adt('A11', zbe('CANCEL'), 'PV1|1|I|CARDIO'))).toEqual([
      'HL7_FIELD_MISSING',
      'PV1-19: a stay identifier is required',
    ]);
  });
});

describe('merges and changes of identifier', () => {
  it.each(['A40', 'A47'])('reads ADT^%s', (trigger) => {
    const event = told(merge(trigger, GONE));
    if (event.kind !== 'merge') throw new Error('a merge was expected');
    const { survivor, prior } = event.statement.reveal();
    expect([event.trigger, survivor.identifiers[0]?.value, prior[0]?.value]).toEqual([
      trigger,
      '0000042',
      '0000099',
    ]);
  });

  it('reads several couples of one message in their order, each by itself', () => {
    const other = (segment: string, from: string, to: string) => segment.replaceAll(from, to);
    const message = [
      ...merge('A40', GONE),
      'PD1|',
      other(PATIENT, '0000042', '0000043'),
      other(GONE, '99', '98'),
    ];
    const read = interpret(messageOf(message), SOURCE);
    const told = read.ok ? read.value : [];
    expect(
      told.map((event) => {
        if (event.kind !== 'merge') throw new Error('a merge was expected');
        const { survivor, prior } = event.statement.reveal();
        return [event.ordinal, prior[0]?.value, survivor.identifiers[0]?.value];
      }),
    ).toEqual([
      [1, '0000099', '0000042'],
      [2, '0000098', '0000043'],
    ]);
  });

  it('names the place of the couple that is at fault, and takes none of the others', () => {
    const second = PATIENT.replace('0000042', '0000043');
    expect(refusal([...merge('A40', GONE), second])).toEqual([
      'HL7_SEGMENT_MISSING',
      'MRG of MRG 2: the segment of the identity that goes is missing',
    ]);
    expect(refusal([...merge('A40', GONE), second.replace('19700101', '19701301'), GONE])).toEqual([
      'HL7_FIELD_FORMAT',
      'PID-7 of PID 2: not a date of the calendar',
    ]);
    expect(refusal([...merge('A40', GONE), second, 'MRG|1^^^^PT~2^^^^U', second])?.[1]).toContain('MRG 3');
    expect(refusal([...merge('A47', GONE), second, GONE])?.[0]).toBe('HL7_CARDINALITY');
    const many = Array.from({ length: 200 }, () => [PATIENT, GONE]).flat();
    expect(refusal([...merge('A40', GONE), ...many])?.[0]).toBe('HL7_CARDINALITY');
  });

  it('refuses one without MRG, without a patient number of the site, or two at once', () => {
    expect(refusal(merge('A40'))?.[0]).toBe('HL7_SEGMENT_MISSING');
    expect(refusal(merge('A40', 'MRG|'))?.[0]).toBe('HL7_FIELD_MISSING');
    expect(refusal(merge('A40', 'MRG|199999999999999^^^&1.2.250.1.213.1.4.8&ISO^INS'))?.[0]).toBe(
      'HL7_FIELD_MISSING',
    );
    expect(refusal(merge('A40', GONE, PATIENT.replace('^PI', '^U')))?.[0]).toBe('HL7_FIELD_MISSING');
    expect(refusal([...merge('A40', GONE), GONE])?.[0]).toBe('HL7_CARDINALITY');
  });

  it('gives a number without authority the one of its source, in PID and in MRG', () => {
    const bare = PATIENT.replace('0000042^^^CHU-TEST&1.2.250.1.999.1&ISO^PI', '0000042^^^^PI');
    const variation = { ...NO_VARIATION, ippAuthority: 'CHU-B&2.999.7&ISO' };
    const event = told(merge('A40', 'MRG|0000099^^^^PI', bare), { variation });
    const statement = event.kind === 'merge' ? event.statement.reveal() : undefined;
    const authority = { name: 'CHU-B', oid: '2.999.7' };
    expect([statement?.survivor.identifiers[0], statement?.prior[0]]).toMatchObject([
      { authority },
      { authority },
    ]);
  });
});

describe('links and moves', () => {
  const SECOND = PATIENT.replace('0000042', '0000043');
  const moved = (trigger: string, ...segments: Segments) => merge(trigger, undefined).concat(segments);
  const referred = (segments: Segments) => {
    const event = told(segments);
    if (event.kind !== 'referred') throw new Error('one for a person was expected');
    const values = (identifiers: readonly { value: string }[]) => identifiers.map(({ value }) => value);
    return {
      trigger: event.trigger,
      patient: event.patient.reveal().identifiers[0]?.value,
      prior: values(event.prior.reveal()),
      stays: values(event.stays.reveal()),
    };
  };

  it.each(['A24', 'A37'])('%s names two patients, neither instead of the other', (trigger) => {
    expect(referred(moved(trigger, 'PV1||N', SECOND))).toEqual({
      ...{ trigger, patient: '0000042', prior: ['0000043'], stays: [] },
    });
    expect(refusal(moved(trigger))?.[0]).toBe('HL7_SEGMENT_MISSING');
    expect(refusal(moved(trigger, SECOND, SECOND))?.[0]).toBe('HL7_CARDINALITY');
  });

  it('A43 moves a number, A44 an account, A45 visits', () => {
    expect(referred(moved('A43', GONE))).toMatchObject({ prior: ['0000099'], stays: [] });
    expect(referred(moved('A44', `${GONE}||D-1^^^CHU-TEST^AN`))).toMatchObject({ stays: ['D-1'] });
    const visits = [`${GONE}||||V-1^^^CHU-TEST^VN`, VISIT, `${GONE}||||V-2^^^CHU-TEST^VN`, VISIT];
    expect(referred(moved('A45', ...visits))).toMatchObject({
      ...{ prior: ['0000099', '0000099'], stays: ['V-1', 'V-2', 'VN77'] },
    });
  });

  it('refuses a move of nobody, of nothing, or to nobody', () => {
    for (const trigger of ['A43', 'A44', 'A45'])
      expect(refusal(moved(trigger))?.[0]).toBe('HL7_SEGMENT_MISSING');
    expect(refusal(moved('A43', 'MRG|'))?.[1]).toBe('MRG-1 of MRG 1: a patient identifier is required');
    expect(refusal(moved('A44', GONE))?.[1]).toContain('MRG-3');
    expect(refusal(moved('A45', GONE))?.[1]).toContain('MRG-5');
    expect(refusal([...moved('A43').slice(0, 2), 'PID|1', GONE])?.[0]).toBe('HL7_FIELD_MISSING');
  });
});

describe('who never enters a store of real patients', () => {
  const production = { acceptsFictitious: false };
  const declared = Object.assign(Array<string>(33).fill(''), PATIENT.split('|'), { 32: 'FICT' }).join('|');

  it.each([
    ['a message of test', anAdt('A01', { processingId: 'T' })],
    ['a message of demonstration', anAdt('A13', { processingId: 'D' }).slice(0, 4)],
    ['PID-32 FICT', anAdt('A28').map((one) => (one === PATIENT ? declared : one))],
    [
      'an INS of test',
      anAdt('A31').map((one) => one?.replace('^PI|', '^PI~1^^^&1.2.250.1.213.1.4.10&ISO^INS|')),
    ],
    [
      'an INS of demonstration',
      anAdt('A04').map((one) => one?.replace('^PI|', '^PI~1^^^&1.2.250.1.213.1.4.11&ISO^INS|')),
    ],
  ])('%s', (_name, segments) => {
    expect(refusal(segments, production)?.[0]).toBe('HL7_FICTITIOUS');
    const event = told(segments);
    const identity = event.kind === 'identity' ? event.identity.reveal() : undefined;
    expect(identity?.status ?? ['FICT']).toContain('FICT');
  });
});

describe('a place of birth (PID-11 BDL, PID-23)', () => {
  const born = (bdl: string, free = '') => {
    const pid = Object.assign(Array<string>(24).fill(''), PATIENT.split('|'), { 11: bdl, 23: free });
    const event = told([...anAdt('A31').slice(0, 2), pid.join('|')]);
    const { birthPlace, birthPlaceCode } = event.kind === 'identity' ? event.identity.reveal() : {};
    return [birthPlace, birthPlaceCode];
  };

  it.each([
    ['^^VALMONT^^^^BDL^^99901', '', 'VALMONT', '99901'],
    ['^^^^^^BDL^^2a004', '', undefined, '2A004'],
    ['', 'VALMONT', 'VALMONT', undefined],
    ['', '99901', undefined, undefined],
    ['^^^^^^BDL^^99901', 'VALMONT', 'VALMONT', '99901'],
    ['^^^^^^BDL^^Somme', '', 'Somme', undefined],
    ['^^VALMONT^^99900^^BDL', '', 'VALMONT', undefined],
  ])('%s and %j', (bdl, free, name, code) => expect(born(bdl, free)).toEqual([name, code]));
});

describe('a death (PID-29, PID-30)', () => {
  const said = (date: string, indicator: string) => {
    const pid = Object.assign(Array<string>(31).fill(''), PATIENT.split('|'), { 29: date, 30: indicator });
    const event = told([...anAdt('A31').slice(0, 2), pid.join('|')]);
    const { deceased, deathDate } = event.kind === 'identity' ? event.identity.reveal() : {};
    return [deceased, deathDate];
  };

  it.each([
    ['', '', undefined, undefined],
    ['00000000', '', undefined, undefined],
    ['', 'Y', true, undefined],
    ['20260309', '', true, '2026-03-09'],
    ['202603', 'Y', true, '2026-03'],
    ['202603091530', 'y', true, '2026-03-09T15:30:00+01:00'],
    ['20261309', 'Y', true, undefined],
    ['20260309', 'N', false, undefined],
  ])('%j and %j', (date, indicator, deceased, deathDate) =>
    expect(said(date, indicator)).toEqual([deceased, deathDate]),
  );

  it('is not denied by a report, which carries N by default', () => {
    const withDeath = (indicator: string) => {
      const pid = Object.assign(Array<string>(31).fill(''), PATIENT.split('|'), { 30: indicator });
      const event = told(anOru({ patient: pid.join('|') }));
      return event.kind === 'report' ? event.report.identity.reveal().deceased : 'no report';
    };
    expect([withDeath('N'), withDeath('Y')]).toEqual([undefined, true]);
  });
});

describe('fields that IHE France forbids', () => {
  const filled = PATIENT.split('|');
  filled[10] = '2106-3';
  filled[17] = 'CAT';

  it('names those that are filled, never what they say', () => {
    const message = messageOf([...anAdt('A28').slice(0, 2), filled.join('|'), `NK1|1${'|'.repeat(27)}X`]);
    expect(forbiddenFields(message)).toEqual(['PID-10', 'PID-17', 'NK1-28']);
    expect(forbiddenFields(messageOf(anAdt('A28')))).toEqual([]);
    expect(
      forbiddenFields(messageOf([...anAdt('A28'), 'NK1|1|', PATIENT.replace('|F|||', '|F||""|')])),
    ).toEqual([]);
  });

  it('takes nothing of them', () => {
    const event = told([...anAdt('A28').slice(0, 2), filled.join('|')]);
    expect(JSON.stringify(event.kind === 'identity' && event.identity.reveal())).not.toMatch(/CAT|2106/);
  });
});
