import { type Hl7Message, type Repetition } from '../../hl7/index.js';
import { type Carer } from '../../patients/index.js';
import { readContacts } from './contacts.js';

/** Where messages name professionals: XCN fields (PPN of TXA-22 begins like one). */
const XCN_FIELDS: Readonly<Record<string, readonly number[]>> = {
  EVN: [5],
  PV1: [7, 8, 9, 17, 52],
  ORC: [10, 11, 12],
  OBR: [10, 16, 28],
  OBX: [16],
  TXA: [5, 9, 10, 11, 22, 23],
  PRT: [5],
};

/** NDL fields: the person is the first component, its parts subcomponents. */
const NDL_FIELDS: Readonly<Record<string, readonly number[]>> = { OBR: [32, 33, 34, 35] };

const RPPS_AUTHORITY = '1.2.250.1.71.4.2.1';

/** The professionals of some segments (by default the whole message), each once. */
export function readCarers(message: Hl7Message, segments = message.segments): readonly Carer[] {
  const found = segments.flatMap((segment): (Carer | undefined)[] => {
    const people = (XCN_FIELDS[segment.name] ?? [])
      .flatMap((field) => segment.repetitions(field))
      .map(fromXcn);
    const interpreters = (NDL_FIELDS[segment.name] ?? [])
      .flatMap((field) => segment.repetitions(field))
      .map(fromNdl);
    if (segment.name !== 'PRT') return [...people, ...interpreters];
    const { phones, emails } = readContacts(segment.repetitions(15));
    return people.map((person) => person && { ...person, ...contact(phones[0], emails[0]) });
  });
  return merge(found.filter((carer) => carer !== undefined));
}

const contact = (phone?: string, email?: string) => ({ ...(phone && { phone }), ...(email && { email }) });

function fromXcn(xcn: Repetition): Carer | undefined {
  const rpps = readRpps(xcn.value(1), [xcn.value(9, 2), xcn.value(10), xcn.value(13)]);
  return carer(xcn.value(2), xcn.value(3), rpps);
}

function fromNdl(ndl: Repetition): Carer | undefined {
  const rpps = readRpps(ndl.value(1, 1), [ndl.value(1, 10)]);
  return carer(ndl.value(1, 2), ndl.value(1, 3), rpps);
}

function carer(lastName: string, firstName: string, rpps: string | undefined): Carer | undefined {
  if (lastName === '') return undefined;
  return { lastName, ...(firstName && { firstName }), ...(rpps && { rpps }) };
}

/** RPPS: 11 digits; the national id (IDNPS) is an 8 before it. */
function readRpps(id: string, told: readonly string[]): string | undefined {
  const digits = id.replace(/\s/g, '');
  if (/^8\d{11}$/.test(digits)) return digits.slice(1);
  const isRpps = told.some(
    (one) => one === 'RPPS' || one === RPPS_AUTHORITY || one.startsWith('ASIP-SANTE-PS'),
  );
  return isRpps && /^\d{11}$/.test(digits) ? digits : undefined;
}

const fold = (name: string | undefined): string =>
  (name ?? '').normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();

/** Same RPPS, or same names where one of the two has no RPPS: one person, with all that was told of them. */
function merge(carers: readonly Carer[]): readonly Carer[] {
  const people: Carer[] = [];
  const byRpps = new Map<string, number>();
  const byName = new Map<string, number>();
  const withoutRpps = new Map<string, number>();
  const remember = (index: Map<string, number>, key: string, at: number) => {
    if (!index.has(key)) index.set(key, at);
  };
  for (const one of carers) {
    const name = nameOf(one);
    const found = [
      one.rpps === undefined ? byName.get(name) : withoutRpps.get(name),
      one.rpps === undefined ? undefined : byRpps.get(one.rpps),
    ].filter((at) => at !== undefined);
    const at = found.length === 0 ? people.length : Math.min(...found);
    const before = people[at];
    const person: Carer = { ...one, ...before };
    people[at] = person;
    const own = nameOf(person);
    remember(byName, own, at);
    if (person.rpps === undefined) remember(withoutRpps, own, at);
    else remember(byRpps, person.rpps, at);
    if (before && before.rpps === undefined && person.rpps !== undefined) withoutRpps.delete(own);
  }
  return people;
}

const nameOf = ({ lastName, firstName }: Carer): string => `${fold(lastName)}|${fold(firstName)}`;
