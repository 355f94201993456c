import { type Identity, type Stay } from '../../../patients/index.js';

/** `identity` as the batch contract writes it: the other way of `knownPatient`. */
export function contractIdentity(identity: Identity, stay: Stay): Record<string, unknown> {
  const number = (kind: string) =>
    [...identity.identifiers, ...stay.identifiers].find((one) => one.kind === kind);
  const nir = number('NIR');
  const fields = {
    lastName: identity.lastName,
    birthName: identity.birthName,
    firstNames: identity.firstNames,
    sex: identity.sex,
    birthDate: identity.birthDate,
    address: identity.addresses[0],
    phone: identity.phones[0],
    email: identity.emails[0],
    ipp: number('IPP')?.value,
    nda: number('NDA')?.value,
    nir: nir?.value,
    nirKey: nir?.key,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
