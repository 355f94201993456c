import { type LifeCycleFacts, MDM_EVENTS, readLifeCycle } from './life-cycle.js';

const place = { segment: 'OBX', ordinal: 1, field: 11 };
const told = (code = '') => ({ code, place });

interface Codes {
  readonly order?: string;
  readonly observations?: readonly string[];
  readonly result?: string;
  readonly completion?: string;
  readonly availability?: string;
  readonly isVolet?: boolean;
}

function read(event: LifeCycleFacts['event'], codes: Codes = {}): string {
  const life = readLifeCycle({
    ...{ event, isVolet: codes.isVolet ?? false, order: told(codes.order), result: told(codes.result) },
    observations: (codes.observations ?? []).map(told),
    ...{ completion: told(codes.completion), availability: told(codes.availability) },
  });
  if (!life.ok) return life.failure.code;
  const { action, status, availability, isWrongPatient } = life.value;
  return [action, status, availability, isWrongPatient && 'wrong patient'].filter(Boolean).join(' ');
}

describe('the event of a document message', () => {
  it.each([
    ['T01', 'status draft'],
    ['T02', 'original final'],
    ['T03', 'status draft'],
    ['T04', 'status draft'],
    ['T05', 'status draft'],
    ['T06', 'addendum final'],
    ['T07', 'status draft'],
    ['T08', 'replacement final'],
    ['T09', 'replacement final'],
    ['T10', 'replacement final'],
    ['T11', 'deletion final'],
  ] as const)('%s alone is %s', (event, expected) => {
    expect(read(event)).toBe(expected);
  });

  it.each(MDM_EVENTS)('%s never goes against a withdrawal it does not know', (event) => {
    const withdrawn = { order: 'CA', observations: ['D'] };
    const knows = ['T03', 'T04', 'T11'].includes(event);
    expect(read(event, withdrawn)).toBe(knows ? 'deletion final' : 'HL7_INCOHERENT');
  });
});

describe('codes that agree, or do not', () => {
  it.each<[LifeCycleFacts['event'], Codes, string]>([
    ['T03', { completion: 'AU' }, 'status final'],
    ['T03', { completion: 'IP' }, 'status draft'],
    ['T03', { availability: 'OB' }, 'status draft withheld'],
    ['T03', { availability: 'CA' }, 'deletion final'],
    ['T04', { observations: ['F'] }, 'status final'],
    ['T04', { observations: ['F'], isVolet: true }, 'HL7_INCOHERENT'],
    ['T04', { observations: ['D'], isVolet: true }, 'deletion final'],
    ['T02', { availability: 'UN' }, 'original final withheld'],
    ['T02', { order: 'RO' }, 'HL7_INCOHERENT'],
    ['T02', { order: 'RO', isVolet: true }, 'HL7_INCOHERENT'],
    ['T06', { order: 'NW' }, 'addendum final'],
    ['T06', { observations: ['A'], completion: 'PA' }, 'addendum draft'],
    ['T06', { observations: ['F', 'A'] }, 'HL7_INCOHERENT'],
    ['T08', { observations: ['C'], result: 'C' }, 'replacement final'],
    ['T11', { observations: ['F'] }, 'HL7_INCOHERENT'],
    ['R01', { observations: ['F', 'A'] }, 'replacement final'],
    ['R01', { observations: ['B'] }, 'addendum final'],
    ['R01', { observations: ['A', 'P'] }, 'replacement draft'],
    ['R01', { observations: ['U', 'U'] }, 'status final'],
    ['R01', { observations: ['F'], result: 'A' }, 'original draft'],
    ['R01', { observations: ['W', 'D'] }, 'deletion final wrong patient'],
    ['R01', { observations: ['W', 'F'] }, 'HL7_INCOHERENT'],
    ['R01', { availability: 'CA', observations: ['F'] }, 'HL7_INCOHERENT'],
    ['R01', { observations: ['Z'] }, 'HL7_TABLE_VALUE'],
    ['T02', { completion: 'ZZ' }, 'HL7_TABLE_VALUE'],
  ])('%s with %j is %s', (event, codes, expected) => {
    expect(read(event, codes)).toBe(expected);
  });
});
