import { sensitive } from '../../kernel/index.js';
import {
  type Address,
  type Carer,
  type Identifier,
  type IdentifierKind,
  type Identity,
  NO_IDENTITY,
  NO_STAY,
  type Stay,
} from '../../patients/index.js';
import { type KnownPatient } from './annotated.js';
import { type Fields, filled, isFields, listOf, textOf, textsOf } from './fields.js';

const SEXES: readonly unknown[] = ['F', 'M'];

/** `identity` and `stay` in the shape of the batch contract, and `carers` beside them. */
export function knownPatient(parts: {
  readonly identity?: unknown;
  readonly stay?: unknown;
  readonly carers?: unknown;
}): KnownPatient | undefined {
  const { identity, stay, carers } = parts;
  if (!isFields(identity) && !isFields(stay) && !Array.isArray(carers)) return undefined;
  const given = isFields(identity) ? identity : {};
  return {
    identity: sensitive(toIdentity(given)),
    stay: sensitive(toStay(given, isFields(stay) ? stay : {})),
    carers: sensitive(listOf(carers).flatMap(toCarer)),
  };
}

function toIdentity(given: Fields): Identity {
  const { address } = given;
  const place: Address = isFields(address)
    ? filled({
        line: textOf(address.line),
        postalCode: textOf(address.postalCode),
        city: textOf(address.city),
      })
    : {};
  return {
    ...NO_IDENTITY,
    ...filled({
      lastName: textOf(given.lastName),
      birthName: textOf(given.birthName),
      birthDate: textOf(given.birthDate),
    }),
    firstNames: textsOf(given.firstNames),
    sex: SEXES.includes(given.sex) ? (given.sex as 'F' | 'M') : 'U',
    addresses: Object.keys(place).length > 0 ? [place] : [],
    phones: textsOf([given.phone]),
    emails: textsOf([given.email]),
    identifiers: [...numbered('IPP', given.ipp), ...numbered('NIR', given.nir, textOf(given.nirKey))],
  };
}

const numbered = (kind: IdentifierKind, value: unknown, key?: string): Identifier[] =>
  textsOf([value]).map((found) => ({ kind, value: found, ...(key !== undefined && { key }) }));

const toStay = (identity: Fields, stay: Fields): Stay => ({
  ...NO_STAY,
  identifiers: numbered('NDA', identity.nda),
  ...filled({ admission: textOf(stay.admission), discharge: textOf(stay.discharge) }),
});

function toCarer(given: unknown): Carer[] {
  if (!isFields(given)) return [];
  const lastName = textOf(given.lastName);
  if (lastName === undefined) return [];
  return [{ lastName, ...filled({ firstName: textOf(given.firstName), rpps: textOf(given.rpps) }) }];
}
