import { type Identifier, type Identity, type Stay } from '../patients/index.js';

const authorityOf = ({ authority }: Identifier): string => authority?.oid ?? authority?.name ?? '';
const keyOf = (identifier: Identifier): string =>
  `${identifier.kind}|${authorityOf(identifier)}|${identifier.value.replace(/\s/g, '')}`;

/**
 * Who the surrogates are coherent for: IPP in use and its authority (of a patient whose identifier was changed, the one
 * their first documents had; a merged IPP never), else INS (or NIR), else the stay's id, else `fallback`
 * (the report's lineage). It identifies: hash it before storing.
 */
export function patientKey(identity: Identity, stay: Stay, fallback: string): string {
  const of = (kind: string) =>
    identity.identifiers.find((one) => one.kind === kind && one.use !== 'old' && one.value.trim() !== '');
  const known = identity.pseudonymAnchor ?? of('IPP') ?? of('INS') ?? of('NIR');
  if (known !== undefined) return keyOf(known);
  const episode = stay.identifiers.find(({ value }) => value.trim() !== '') ?? of('NDA') ?? of('VN');
  return episode === undefined ? `LINEAGE|${fallback}` : keyOf(episode);
}
