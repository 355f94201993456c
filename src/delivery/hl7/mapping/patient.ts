import { type FieldContent, type NewSegment, repeated } from '../../../hl7/index.js';
import {
  currentIpps,
  type Identifier,
  type Identity,
  qualifiedIns,
  type Stay,
} from '../../../patients/index.js';
import { hl7Date } from './dates.js';

/** The patient as now known: the receiver is in the care zone. No NIR that is not a qualified INS. */
export function pid(identity: Identity, stay: Stay): NewSegment {
  const ipps = currentIpps(identity).map((one) => cx(one, 'PI'));
  const ins = qualifiedIns(identity).map((one) => cx({ ...one, value: withKey(one) }, 'INS'));
  return {
    name: 'PID',
    fields: {
      1: '1',
      3: repeated([...ipps, ...ins]),
      5: repeated(namesOf(identity)),
      7: hl7Date(identity.birthDate),
      8: identity.sex,
      18: cxOf(stay, 'NDA', 'AN'),
      32: repeated(identity.status),
    },
  };
}

/** The visit, where something of it is known. Table 0004: U is unknown. */
export function pv1(stay: Stay): NewSegment[] {
  const visit = cxOf(stay, 'VN', 'VN');
  if (!visit && !stay.patientClass && !stay.unit && !cxOf(stay, 'NDA', 'AN')) return [];
  return [{ name: 'PV1', fields: { 1: '1', 2: stay.patientClass || 'U', 3: stay.unit, 19: visit } }];
}

function cxOf({ identifiers }: Stay, kind: Identifier['kind'], type: string): FieldContent | undefined {
  const found = identifiers.find((one) => one.kind === kind && one.value.trim() !== '');
  return found && cx(found, type);
}

function cx({ value, authority }: Identifier, type: string): FieldContent {
  const { name = '', oid } = authority ?? {};
  return [value.trim(), '', '', oid ? [name, oid, 'ISO'] : name, type];
}

const withKey = ({ value, key }: Identifier): string =>
  value.trim().length === 13 ? `${value.trim()}${key ?? ''}` : value.trim();

/** Birth name (L), then the used one (D) where it differs. */
function namesOf({ lastName = '', birthName, firstNames }: Identity): FieldContent[] {
  const [first = '', ...others] = firstNames;
  const name = (family: string, type: string): FieldContent => [
    family,
    first,
    others.join(' '),
    '',
    '',
    '',
    type,
  ];
  const birth = birthName || lastName;
  const names = birth || first ? [name(birth, 'L')] : [];
  return lastName && lastName !== birth ? [...names, name(lastName, 'D')] : names;
}
