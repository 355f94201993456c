import { type Identifier, type IdentifierKind, type Identity, type Stay } from './identity.js';

const PATIENT_KINDS: readonly IdentifierKind[] = ['IPP', 'INS', 'NIR'];
const STAY_KINDS: readonly IdentifierKind[] = ['NDA', 'VN'];

/** An identifier as parts of a keyed hash: kind, who gave it, value. Never a key in clear. */
export const identifierParts = ({ kind, authority, value }: Identifier): string[] => [
  kind,
  authority?.oid ?? authority?.name ?? '',
  value,
];

/** The identifier a patient is known by: IPP first, else a national one. */
export function mainPatientIdentifier(identity: Identity): Identifier | undefined {
  return firstOf(identity.identifiers, PATIENT_KINDS);
}

/** The identifier a stay is known by: the administrative file first, else the visit. */
export function mainStayIdentifier(stay: Stay, identity?: Identity): Identifier | undefined {
  return firstOf([...stay.identifiers, ...(identity?.identifiers ?? [])], STAY_KINDS);
}

function firstOf(
  identifiers: readonly Identifier[],
  kinds: readonly IdentifierKind[],
): Identifier | undefined {
  for (const kind of kinds) {
    const found = identifiers.find((identifier) => identifier.kind === kind);
    if (found) return found;
  }
  return undefined;
}
