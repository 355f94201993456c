import { sensitive } from '../../kernel/index.js';
import { type Stay } from '../../patients/index.js';
import { isCreateOnly, isEmptyBundle } from './bundle.js';
import { toCareBundle } from './care-bundle.js';
import { type StayInput } from './input.js';
import {
  aCareInput,
  allOf,
  anIdentity,
  anIdKey,
  aReport,
  aStay,
  onlyOf,
  someSettings,
} from './spec-builders.js';
import { toStayBundle } from './stay-bundle.js';

const input = (stay: Partial<Stay> = {}, more: Partial<StayInput> = {}): StayInput => ({
  report: aReport({ stay: sensitive(aStay(stay)) }),
  settings: someSettings(),
  ids: anIdKey(),
  now: new Date('2024-03-10T09:30:00Z'),
  ...more,
});
const encounter = (stay: Partial<Stay> = {}) => onlyOf(toStayBundle(input(stay)), 'Encounter');

describe('a stay', () => {
  it('has its class, period, modes and identifiers', () => {
    const made = encounter();
    expect(made.status).toBe('finished');
    expect(made.class.code).toBe('IMP');
    expect(made.period).toEqual({ start: '2024-03-01', end: '2024-03-09' });
    expect(made.hospitalization?.admitSource?.text).toBe('Urgences');
    expect(made.hospitalization?.dischargeDisposition?.text).toBe('Domicile');
    expect(made.identifier?.[1]?.value).toBe('N-77');
  });

  it('is the same resource as the one a document brings', () => {
    const care = toCareBundle(aCareInput());
    expect(care.ok && onlyOf(care.value, 'Encounter').id).toBe(encounter().id);
  });

  it.each([
    ['E', 'EMER'],
    ['O', 'AMB'],
    ['P', 'PRENC'],
    ['?', 'UNK'],
    [undefined, 'UNK'],
  ])('of class %s is %s', (patientClass, code) => {
    expect(encounter(patientClass ? { patientClass } : { patientClass: '' }).class.code).toBe(code);
  });

  it('without discharge is in progress; without dates, of unknown status', () => {
    expect(encounter({ discharge: '' }).status).toBe('in-progress');
    const undated = encounter({ admission: '', discharge: '' });
    expect([undated.status, undated.period]).toEqual(['unknown', undefined]);
  });

  it('keeps the admission alone where the discharge comes before it', () => {
    expect(encounter({ discharge: '2024-02-01' }).period).toEqual({ start: '2024-03-01' });
  });

  it('without a number has no Encounter', () => {
    expect(allOf(toStayBundle(input({ identifiers: [] })), 'Encounter')).toEqual([]);
  });

  it('is created only, or follows ADT where the store is ours', () => {
    const flags = (update: boolean) => toStayBundle(input({}, { update })).entry?.map(isCreateOnly);
    expect(flags(false)).toEqual([true, true]);
    expect(flags(true)).toEqual([false, false]);
  });

  it('has nothing to write where the server holds patients', () => {
    const settings = someSettings({ patientMode: 'reference' });
    const bundle = toStayBundle(input({}, { settings }));
    expect(isEmptyBundle(bundle)).toBe(true);
    expect('entry' in bundle).toBe(false);
  });

  it('gives a person without IPP the identity of the stay', () => {
    const nobody = sensitive(anIdentity({ identifiers: [] }));
    const report = { ...aReport(), identity: nobody };
    const ids = (lineage: string, stay = aStay()) =>
      onlyOf(toStayBundle(input({}, { report: { ...report, lineage, stay: sensitive(stay) } })), 'Patient')
        .id;
    expect(ids('a')).toBe(ids('b'));
    expect(ids('a', aStay({ identifiers: [] }))).not.toBe(ids('b', aStay({ identifiers: [] })));
  });
});
