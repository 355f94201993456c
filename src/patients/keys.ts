import { type Identifier, type IdentifierKind, type Identity, type Stay } from './identity.js';
import { qualifiedIns } from './trust.js';

const STAY_KINDS: readonly IdentifierKind[] = ['NDA', 'VN'];

export const authorityOf = ({ authority }: Identifier): string => authority?.oid ?? authority?.name ?? '';

/** An identifier as parts of a keyed hash: kind, who gave it, value. Never a key in clear. */
export const identifierParts = (identifier: Identifier): string[] => [
  identifier.kind,
  authorityOf(identifier),
  identifier.value,
];

/** The IPPs in use, first the one the patient is known by. */
export const currentIpps = ({ identifiers }: Pick<Identity, 'identifiers'>): readonly Identifier[] =>
  identifiers.filter(({ kind, value, use }) => kind === 'IPP' && use !== 'old' && value.trim() !== '');

/**
 * The identifier a patient is known by: IPP first, else the INS of a qualified identity. Never a NIR: a child is
 * declared under a parent's.
 */
export const mainPatientIdentifier = (identity: Identity): Identifier | undefined =>
  currentIpps(identity)[0] ?? qualifiedIns(identity)[0];

/** The identifier a stay is known by: the administrative file first, else the visit. */
export function mainStayIdentifier(stay: Stay, identity?: Identity): Identifier | undefined {
  const all = [...stay.identifiers, ...(identity?.identifiers ?? [])];
  for (const kind of STAY_KINDS) {
    const found = all.find((identifier) => identifier.kind === kind && identifier.value.trim() !== '');
    if (found) return found;
  }
  return undefined;
}

/** One identifier, however often it is written. */
export const identifierKey = (identifier: Identifier): string => JSON.stringify(identifierParts(identifier));
