import { type Encounter, type Patient } from '@medplum/fhirtypes';
import { sensitive } from '../../kernel/index.js';
import { type Identity, type Stay } from '../../patients/index.js';
import { type Identified } from './bundle.js';
import { toEncounter } from './encounter.js';
import { encounterIdOf, followPatient, followStay } from './follow.js';
import { toPatient } from './patient.js';
import { anIdentity, anIdKey, aStay, someSettings } from './spec-builders.js';

const settings = someSettings();
const open = { state: 'open' as const, discharge: undefined, dischargeMode: undefined };
const anEncounter = (stay: Partial<Stay> = open, more: Partial<Encounter> = {}): Identified<Encounter> => ({
  ...toEncounter(
    'e',
    { stay: sensitive(aStay(stay)), fictitious: false },
    { reference: 'Patient/p' },
    settings,
  ),
  ...{ id: 'e', ...more },
});
const follow = (standing: Identified<Encounter>, stay: Partial<Stay>) =>
  followStay(standing, sensitive(aStay(stay)), settings);

describe('an Encounter of ours', () => {
  it('is finished, taken up again, and cancelled', () => {
    const finished = follow(anEncounter(), { state: 'closed', discharge: '2024-03-09T10:00:00+01:00' });
    expect(finished).toMatchObject({
      ...{ status: 'finished', period: { start: '2024-03-01', end: '2024-03-09T10:00:00+01:00' } },
      hospitalization: { dischargeDisposition: { text: 'Domicile' } },
    });
    const again = follow(finished as Identified<Encounter>, open);
    expect(again).toMatchObject({ status: 'in-progress', period: { start: '2024-03-01' } });
    expect(JSON.stringify(again)).not.toMatch(/2024-03-09|Domicile/);
    const cancelled = follow(again as Identified<Encounter>, { ...open, state: 'cancelled' });
    expect(cancelled?.status).toBe('cancelled');
  });

  it('changes class and place with the patient', () => {
    const moved = follow(anEncounter(), {
      ...open,
      patientClass: 'E',
      unit: 'URGENCES',
      specialty: 'Urgences',
    });
    expect(moved).toMatchObject({
      ...{ class: { code: 'EMER' }, serviceProvider: { display: 'URGENCES' } },
      serviceType: { text: 'Urgences' },
    });
  });

  it('keeps its patient, and what the hospital added to it', () => {
    const added = {
      location: [{ location: { reference: 'Location/7' } }],
      identifier: [...(anEncounter().identifier ?? []), { system: 'urn:hospital', value: 'E-7' }],
      meta: { tag: [{ code: 'theirs' }], versionId: '3' },
    };
    const next = follow(anEncounter(open, added), { state: 'closed' });
    expect(next).toMatchObject({ ...added, subject: { reference: 'Patient/p' }, status: 'finished' });
  });

  const theirs: Partial<Encounter> = {
    status: 'finished',
    class: { code: 'IMP', display: 'Hospitalisation' },
    period: { start: '2024-03-01', end: '2024-03-08' },
    serviceType: { text: 'Chirurgie', coding: [{ code: '7' }] },
    serviceProvider: { reference: 'Organization/7' },
    hospitalization: { reAdmission: { text: 'oui' }, dischargeDisposition: { text: 'SSR' } },
  };
  const little: Stay = { identifiers: aStay().identifiers };
  const followLittle = (stay: Partial<Stay>) =>
    followStay(anEncounter(open, theirs), sensitive({ ...little, ...stay }), settings);

  it('follows movements only: a stay no movement is known of takes nothing away', () => {
    expect(followLittle({})).toBeUndefined();
    expect(followLittle({ admission: '2024-03-02', unit: 'URGENCES' })).toBeUndefined();
  });

  it('keeps each element its stay does not say', () => {
    expect(followLittle({ state: 'closed' })).toBeUndefined();
    const next = followLittle({ state: 'closed', admission: '2024-03-02', patientClass: 'X' });
    expect(next).toMatchObject({ ...theirs, period: { start: '2024-03-02', end: '2024-03-08' } });
    const later = followLittle({ state: 'closed', admission: '2024-03-20' });
    expect(later?.period).toEqual({ start: '2024-03-20' });
    const reopened = followLittle({ state: 'open' });
    expect(reopened).toMatchObject({ status: 'in-progress', class: theirs.class });
    expect(reopened?.period).toEqual({ start: '2024-03-01' });
    expect(reopened?.hospitalization).toEqual({ reAdmission: { text: 'oui' } });
  });

  it('keeps what the hospital added to an element that says the same', () => {
    const { serviceProvider, serviceType } = anEncounter();
    const added = {
      class: { ...anEncounter().class, display: 'Hospitalisation' },
      serviceProvider: { ...serviceProvider, reference: 'Organization/7' },
      serviceType: { ...serviceType, coding: [...(serviceType?.coding ?? []), { code: '7' }] },
    };
    expect(follow(anEncounter(open, added), open)).toBeUndefined();
    expect(follow(anEncounter(open, added), { ...open, unit: 'URGENCES' })).toMatchObject({
      ...{ class: added.class, serviceType: added.serviceType },
      serviceProvider: { display: 'URGENCES' },
    });
  });

  it('is left alone where it says the same', () => {
    expect(follow(anEncounter(), open)).toBeUndefined();
    const reordered = Object.fromEntries(Object.entries(anEncounter()).reverse());
    expect(follow(reordered as unknown as Identified<Encounter>, open)).toBeUndefined();
  });

  it('has an id where the stay has a number', () => {
    const id = (stay: Partial<Stay>) => encounterIdOf(sensitive(aStay(stay)), { ids: anIdKey() });
    expect(id({})).toMatch(/^[0-9a-f-]{36}$/);
    expect(id({ identifiers: [] })).toBeUndefined();
  });
});

const aPatient = (identity: Partial<Identity> = {}, more: Partial<Patient> = {}): Identified<Patient> => ({
  ...toPatient('p', { identity: sensitive(anIdentity(identity)), fictitious: false }, settings),
  ...{ id: 'p', ...more },
});
const correct = (standing: Identified<Patient>, identity: Partial<Identity>) =>
  followPatient(standing, sensitive(anIdentity(identity)), settings);
const ins = (over = {}): Identity['identifiers'][number] => ({
  ...{ kind: 'INS', value: '1'.repeat(15), authority: { oid: '1.2.250.1.213.1.4.8' } },
  ...over,
});
const ipp = anIdentity().identifiers;

describe('a Patient of ours', () => {
  it('has its name, sex and birth date corrected', () => {
    const next = correct(aPatient(), { birthName: 'ESSAY', birthDate: '1961-04-03', sex: 'M' });
    expect(next).toMatchObject({
      ...{ gender: 'male', birthDate: '1961-04-03' },
      name: [
        { use: 'official', family: 'ESSAY' },
        { use: 'usual', family: 'FICTIVE' },
      ],
    });
  });

  it('dies, at a known date or not, and is alive again', () => {
    const dead = correct(aPatient(), { deceased: true });
    expect(dead?.deceasedBoolean).toBe(true);
    const dated = correct(dead as Identified<Patient>, { deceased: true, deathDate: '2024-03-09' });
    expect([dated?.deceasedBoolean, dated?.deceasedDateTime]).toEqual([undefined, '2024-03-09']);
    expect(correct(dated as Identified<Patient>, {})).toBeUndefined();
    const alive = correct(dated as Identified<Patient>, { deceased: false });
    expect(alive).not.toHaveProperty('deceasedDateTime');
    expect(alive).not.toHaveProperty('deceasedBoolean');
  });

  it('loses an INS that is no longer qualified, and no other', () => {
    const theirs = { system: 'urn:oid:1.2.250.1.213.1.4.8', value: '2'.repeat(15) };
    const standing = aPatient({ identifiers: [...ipp, ins()], status: ['VALI'] });
    const values = (patient: Patient | undefined) => patient?.identifier?.map(({ value }) => value);
    expect(values(standing)).toContain('1'.repeat(15));
    const added = { ...standing, identifier: [...(standing.identifier ?? []), theirs] };
    const next = correct(added, { identifiers: [...ipp, ins()], status: ['VALI', 'DOUT'] });
    expect(values(next)).not.toContain('1'.repeat(15));
    expect(values(next)).toContain('2'.repeat(15));
  });

  it('keeps what nobody contradicts and what the hospital added', () => {
    const added = {
      contact: [{ name: { family: 'TOURNELAC' } }],
      name: [...(aPatient().name ?? []), { use: 'nickname' as const, text: 'Cam' }],
      telecom: [...(aPatient().telecom ?? []), { system: 'phone' as const, value: '0199000099' }],
      link: [{ other: { reference: 'Patient/other' }, type: 'replaces' as const }],
      active: true,
    };
    const next = correct(aPatient({}, added), { birthDate: undefined, sex: 'U', birthName: 'ESSAY' });
    expect(next).toMatchObject({ contact: added.contact, link: added.link, telecom: added.telecom });
    expect(next).toMatchObject({ birthDate: '1961-04-02', gender: 'female' });
    expect(next?.name?.map(({ use }) => use)).toEqual(['official', 'usual', 'nickname']);
  });

  it('keeps its place of birth until another is said', () => {
    const standing = aPatient({ birthPlace: 'Valmont', status: ['PROV'] });
    expect(correct(standing, {})).toBeUndefined();
    const next = correct(standing, { birthPlace: 'Castelvieil' });
    expect(next?.extension?.map(({ valueAddress }) => valueAddress?.city)).toEqual([
      'Castelvieil',
      undefined,
    ]);
  });

  it('is left alone where it says the same, and where the number became somebody else’s', () => {
    expect(correct(aPatient(), {})).toBeUndefined();
    const other = { birthName: 'TOURNELAC', lastName: 'VERTOUILLE', birthDate: '1980-01-01' };
    expect(correct(aPatient(), other)).toBeUndefined();
  });
});
