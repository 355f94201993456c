import { isDeepStrictEqual } from 'node:util';
import { type Encounter, type Extension, type Patient, type Period } from '@medplum/fhirtypes';
import { type Sensitive, sensitive } from '../../kernel/index.js';
import { areTwoPeople, type Identity, NO_IDENTITY, type Stay } from '../../patients/index.js';
import { type Identified } from './bundle.js';
import { omit } from './collections.js';
import { toEncounter } from './encounter.js';
import { type MappingFrame, type MappingSettings } from './input.js';
import { toPatient } from './patient.js';
import { encounterId } from './subject.js';

const OWN_NAMES: readonly (string | undefined)[] = ['official', 'usual'];
const INS = 'urn:oid:1.2.250.1.213.1.4.';

/** The id of the Encounter we write for a stay; none without a number. */
export const encounterIdOf = (
  stay: Sensitive<Stay>,
  { ids }: Pick<MappingFrame, 'ids'>,
): string | undefined =>
  encounterId({ identity: sensitive(NO_IDENTITY), stay, lineage: '', fictitious: false }, ids);

/**
 * An Encounter we made, as it stands on the server, following the movements of its stay; `undefined` where nothing
 * differs, or where no movement is known. What the stay does not say is left as it stands: a report that says little
 * takes nothing away.
 */
export function followStay(
  standing: Identified<Encounter>,
  stay: Sensitive<Stay>,
  settings: MappingSettings,
): Identified<Encounter> | undefined {
  const { state } = stay.reveal();
  if (!state) return undefined;
  const made = toEncounter(standing.id, { stay, fictitious: false }, {}, settings);
  const isOpen = state === 'open' || state === 'planned';
  const period = periodOf(standing.period, made.period, isOpen);
  const hospitalization = { ...standing.hospitalization };
  if (isOpen) delete hospitalization.dischargeDisposition;
  const { admitSource, dischargeDisposition } = made.hospitalization ?? {};
  if (admitSource) hospitalization.admitSource = kept(standing.hospitalization?.admitSource, admitSource);
  if (dischargeDisposition)
    hospitalization.dischargeDisposition = kept(
      standing.hospitalization?.dischargeDisposition,
      dischargeDisposition,
    );
  return changed(standing, {
    ...omit(standing, 'period', 'hospitalization'),
    status: made.status,
    ...(made.class.code !== 'UNK' && { class: kept(standing.class, made.class) }),
    ...(made.serviceType && { serviceType: kept(standing.serviceType, made.serviceType) }),
    ...(made.serviceProvider && { serviceProvider: kept(standing.serviceProvider, made.serviceProvider) }),
    ...(Object.keys(period).length > 0 && { period }),
    ...(Object.keys(hospitalization).length > 0 && { hospitalization }),
    identifier: united(made.identifier ?? [], standing.identifier ?? [], identifierKey),
  });
}

/** An open stay has no end; one whose admission or discharge is not said keeps what stands, if it fits. */
function periodOf(standing: Period = {}, made: Period = {}, isOpen: boolean): Period {
  const whole = { ...standing, ...made };
  if (isOpen && !made.end) delete whole.end;
  const { start, end } = whole;
  return start && end && Date.parse(end.slice(0, 10)) < Date.parse(start.slice(0, 10)) ? made : whole;
}

/** What stands, where it says the same and perhaps more: a reference, another coding. */
const kept = <T extends object>(standing: T | undefined, made: T): T =>
  standing && saysAll(standing, made) ? standing : made;

function saysAll(standing: unknown, made: unknown): boolean {
  if (typeof made !== 'object' || made === null) return made === undefined || standing === made;
  if (typeof standing !== 'object' || standing === null) return false;
  if (Array.isArray(made))
    return Array.isArray(standing) && made.every((one) => standing.some((other) => saysAll(other, one)));
  return Object.entries(made).every(([name, value]) =>
    saysAll((standing as Readonly<Record<string, unknown>>)[name], value),
  );
}

/**
 * A Patient we made, as it stands on the server, following the identity; `undefined` where nothing differs, or where
 * they are two people. What the identity does not know stays; a number or a contact once written is never taken away.
 */
export function followPatient(
  standing: Identified<Patient>,
  identity: Sensitive<Identity>,
  settings: MappingSettings,
): Identified<Patient> | undefined {
  const who = identity.reveal();
  if (isSomebodyElse(standing, identity)) return undefined;
  const made = toPatient(standing.id, { identity, fictitious: false }, settings);
  const told = new Set(made.extension?.map(({ url }) => url));
  const others = (standing.extension ?? []).filter(({ url }) => !told.has(url));
  const extension: Extension[] = [...(made.extension ?? []), ...others];
  const names = (standing.name ?? []).filter(({ use }) => !OWN_NAMES.includes(use));
  const numbers = (standing.identifier ?? []).filter((one) => !isInsOf(who, one));
  const lists = {
    extension,
    identifier: united(made.identifier ?? [], numbers, identifierKey),
    name: made.name ? [...made.name, ...names] : (standing.name ?? []),
    telecom: united(made.telecom ?? [], standing.telecom ?? [], ({ system, value }) => [system, value]),
    address: united(made.address ?? [], standing.address ?? [], (one) => one),
  };
  const { gender, birthDate } = made;
  return changed(standing, {
    ...omit(standing, ...(Object.keys(lists) as (keyof typeof lists)[]), ...deathOf(who)),
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
    ...(gender !== 'unknown' && { gender }),
    ...(birthDate && { birthDate }),
    ...(made.deceasedBoolean && { deceasedBoolean: true }),
    ...(made.deceasedDateTime && { deceasedDateTime: made.deceasedDateTime }),
  });
}

/** The Patient and the identity are, by their traits, two people. */
export const isSomebodyElse = (standing: Patient, identity: Sensitive<Identity>): boolean =>
  areTwoPeople(traitsOf(standing), identity.reveal());

/** An INS the identity knows: written where it is qualified, and only then. */
const isInsOf = (
  { identifiers }: Identity,
  { system, value }: { system?: string; value?: string },
): boolean =>
  (system?.startsWith(INS) ?? false) &&
  identifiers.some((one) => one.kind === 'INS' && value?.startsWith(one.value.trim()));

/** Said dead or alive: what stood of it goes. */
const deathOf = ({ deceased }: Identity): ('deceasedBoolean' | 'deceasedDateTime')[] =>
  deceased === undefined ? [] : ['deceasedBoolean', 'deceasedDateTime'];

/** As far as a Patient tells who it is. */
const traitsOf = ({ birthDate, name = [] }: Patient): Identity => ({
  ...NO_IDENTITY,
  ...(birthDate && { birthDate }),
  otherNames: name.flatMap(({ family }) => family ?? []),
});

/** As JSON: a field without a value is none, whoever made the object. */
const plain = (resource: object): unknown => JSON.parse(JSON.stringify(resource));

const changed = <T extends Identified>(standing: T, followed: object): T | undefined =>
  isDeepStrictEqual(plain(standing), plain(followed)) ? undefined : (followed as T);

const identifierKey = ({ system, value }: { system?: string; value?: string }) => [system, value];

function united<T>(first: readonly T[], second: readonly T[], keyOf: (one: T) => unknown): T[] {
  const seen = new Set<string>();
  return [...first, ...second].filter((one) => {
    const key = JSON.stringify(keyOf(one));
    return !seen.has(key) && seen.add(key);
  });
}
