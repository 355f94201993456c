import { type Hl7Message, isoDate, isoTimestamp, type Repetition, type Segment } from '../../hl7/index.js';
import { ok, type Result } from '../../kernel/index.js';
import { type Address, type Identifier, type Identity, inseeCode, type Sex } from '../../patients/index.js';
import { readContacts } from './contacts.js';
import { isOid, readIdentifiers } from './identifiers.js';
import { refuse, type Refusal } from './refusals.js';

const PATIENT_MAILBOX = /[@.]patient\.mssante\.fr$/i;

/** The patient as PID tells it. `ippAuthority` is that of an IPP which does not name its own, as CX-4 writes it. */
export function readIdentity(message: Hl7Message, ippAuthority?: string): Result<Identity, Refusal> {
  const pid = message.segment('PID');
  if (!pid) return refuse('HL7_SEGMENT_MISSING', { segment: 'PID' }, 'the patient segment is missing');
  if (message.all('PID').length > 1) {
    return refuse('HL7_CARDINALITY', { segment: 'PID', ordinal: 2 }, 'one patient a message is expected');
  }
  const identifiers = readIdentifiers([
    { repetitions: pid.repetitions(3), fallback: 'IPP' },
    { repetitions: pid.repetitions(2), fallback: 'AUTRE' },
    { repetitions: pid.repetitions(4), fallback: 'AUTRE' },
    { repetitions: pid.repetitions(19), fallback: 'NIR' },
  ]);
  if (identifiers.length === 0) {
    return refuse(
      'HL7_FIELD_MISSING',
      { segment: 'PID', ordinal: pid.ordinal, field: 3 },
      'a patient identifier is required',
    );
  }
  const birthDate = readBirthDate(pid);
  if (!birthDate.ok) return birthDate;
  const contacts = readContacts([
    ...[13, 14, 40].flatMap((field) => pid.repetitions(field)),
    ...mailboxes(message),
  ]);
  return ok({
    ...readNames(pid),
    sex: readSex(pid.value(8)),
    ...(birthDate.value && { birthDate: birthDate.value }),
    ...birthPlace(pid),
    ...deathOf(pid, message.segment('MSH')?.value(9) === 'ADT'),
    addresses: pid
      .repetitions(11)
      .filter((xad) => !isBirthPlace(xad))
      .map(readAddress)
      .filter(isGiven),
    ...contacts,
    identifiers: withAuthority(identifiers, ippAuthority),
    status: pid
      .repetitions(32)
      .map((status) => status.value().toUpperCase())
      .filter(Boolean),
  });
}

/** Two hospitals give the same number: an IPP without its authority is that of the source (`CHU-A`, `CHU-A&1.2.3&ISO`). */
export function withAuthority(identifiers: readonly Identifier[], written = ''): readonly Identifier[] {
  const [name = '', universal = ''] = written.split('&').map((part) => part.trim());
  const authority = { ...(name && { name }), ...(isOid(universal) && { oid: universal }) };
  if (Object.keys(authority).length === 0) return identifiers;
  return identifiers.map((one) => (one.kind === 'IPP' && !one.authority ? { ...one, authority } : one));
}

/** The volet carries the patient's own MSSanté mailbox in PRT-15; its local part is the INS. */
function mailboxes(message: Hl7Message): readonly Repetition[] {
  const telecoms = message.all('PRT').flatMap((prt) => prt.repetitions(15));
  return telecoms.filter((xtn) => PATIENT_MAILBOX.test(xtn.value(4) || xtn.value(1)));
}

/** A date without its day (unknown day of birth) tells no date; zeros neither. */
function readBirthDate(pid: Segment): Result<string | undefined, Refusal> {
  const written = pid.value(7);
  if (written === '' || /^0{1,24}$/.test(written) || /^\d{4}(?:\d{2})?$/.test(written)) return ok(undefined);
  if (/^\d{4}(?:00\d{2}|\d{2}00)$/.test(written)) return ok(undefined);
  const date = isoDate(written);
  if (date) return ok(date);
  return refuse(
    'HL7_FIELD_FORMAT',
    { segment: 'PID', ordinal: pid.ordinal, field: 7 },
    'not a date of the calendar',
  );
}

/**
 * PID-29 and PID-30. A date that is none of the calendar is left out: that a patient died stays said. That one did not
 * is for ADT to say: reports carry `N` by default.
 */
function deathOf(pid: Segment, isAdt: boolean): Pick<Identity, 'deceased' | 'deathDate'> {
  const said = pid.value(30).toUpperCase();
  if (said === 'N') return isAdt ? { deceased: false } : {};
  const written = pid.value(29);
  if (said !== 'Y' && (written === '' || /^0{1,24}$/.test(written))) return {};
  const deathDate = isoTimestamp(written);
  return { deceased: true, ...(deathDate && { deathDate }) };
}

const readSex = (code: string): Sex => {
  const letter = code.toUpperCase();
  return letter === 'F' || letter === 'M' ? letter : 'U';
};

type Names = Pick<Identity, 'lastName' | 'birthName' | 'firstNames' | 'otherNames'>;

const BIRTH_TYPES: readonly string[] = ['L', 'M', 'B'];
const USED_TYPES: readonly string[] = ['D', 'N', ''];

/**
 * PID-5 and PID-9. XPN-7: L (legal) is the birth name in France, D the name used; M is an older code for the birth
 * name; without a code it is the name used. Any other name (pseudonym, alias, a second one of a kind) is kept in
 * `otherNames`: it must be found in texts too.
 */
function readNames(pid: Segment): Names {
  const names = [...pid.repetitions(5), ...pid.repetitions(9)];
  const family = (types: readonly string[]) => {
    const found = pid
      .repetitions(5)
      .find((xpn) => types.includes(xpn.value(7).toUpperCase()) && xpn.value(1));
    return found?.value(1);
  };
  const birthName = family(BIRTH_TYPES);
  const lastName = family(USED_TYPES);
  const firstNames = unique(names.flatMap(givenNames));
  const others = unique(names.map((xpn) => xpn.value(1))).filter(
    (name) => name !== birthName && name !== lastName,
  );
  return {
    ...(lastName && { lastName }),
    ...(birthName && { birthName }),
    firstNames,
    ...(others.length > 0 && { otherNames: others }),
  };
}

/** XPN-2 is the first given name; XPN-3 the others, parted by blanks or commas, the first often repeated. */
function givenNames(xpn: Repetition): readonly string[] {
  const others = xpn.value(3).split(/[\s,]+/);
  return [xpn.value(2), ...others];
}

const unique = (values: readonly string[]): string[] => [...new Set(values.filter(Boolean))];

const isBirthPlace = (xad: Repetition): boolean => xad.value(7).toUpperCase() === 'BDL';

/**
 * PID-11 `BDL` (IHE France: XAD-9 is the INSEE commune code), and the name in PID-23. Five digits there are as often a
 * postal code: they are neither.
 */
function birthPlace(pid: Segment): Pick<Identity, 'birthPlace' | 'birthPlaceCode'> {
  const bdl = pid.repetitions(11).find(isBirthPlace);
  const [name, county, free] = [bdl?.value(3), bdl?.value(9), pid.value(23)];
  const code = inseeCode(county);
  const place = name || (inseeCode(free) ? '' : free) || (inseeCode(county) ? '' : county);
  return { ...(place && { birthPlace: place }), ...(code && { birthPlaceCode: code }) };
}

function readAddress(xad: Repetition): Address {
  const line = [xad.value(1), xad.value(2)].filter(Boolean).join(', ');
  const [city, postalCode, country] = [3, 5, 6].map((component) => xad.value(component));
  return {
    ...(line && { line }),
    ...(postalCode && { postalCode }),
    ...(city && { city }),
    ...(country && { country }),
  };
}

const isGiven = (address: Address): boolean => Object.keys(address).length > 0;
