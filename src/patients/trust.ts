import { type Identifier, type Identity } from './identity.js';

/** Table 0445 FR, PID-32. With one of these an identity is not relied on, whatever else it says (RNIV). */
const DOUBTFUL: readonly string[] = [
  ...['DOUT', 'DOUB', 'DPOT', 'DOUA', 'COLP', 'COLV'],
  ...['USUR', 'ANOM', 'DESA', 'INVA', 'CACH'],
];
export const FICTITIOUS = 'FICT';
const VALIDATED = 'VALI';

/** OIDs of the INS: NIR and NIA; those of test and demonstration; the former INS-C (.2) carries none. */
const INS_ROOT = '1.2.250.1.213.1.4';
const REAL_INS: readonly string[] = [`${INS_ROOT}.8`, `${INS_ROOT}.9`];
const FICTITIOUS_INS: readonly string[] = [`${INS_ROOT}.10`, `${INS_ROOT}.11`];

export const isDoubtful = ({ status }: Pick<Identity, 'status'>): boolean =>
  status.some((code) => DOUBTFUL.includes(code));

/** The doubts of a message: they are added to what is known, and only a validated identity takes them away. */
export const doubtsOf = (status: readonly string[]): readonly string[] =>
  status.filter((code) => DOUBTFUL.includes(code));

export const isFictitiousInsOid = (oid: string | undefined): boolean => FICTITIOUS_INS.includes(oid ?? '');

/** MSH-11 T and D are told as FICT at intake; a test or demonstration INS says it itself. */
export const isFictitiousIdentity = ({ status, identifiers }: Identity): boolean =>
  status.includes(FICTITIOUS) || identifiers.some(({ authority }) => isFictitiousInsOid(authority?.oid));

/**
 * The INS the identity may carry (RNIV): validated, without a doubt on it, under the OID of a NIR or a NIA; those of
 * test and demonstration for a fictitious identity, and only for it.
 */
export function qualifiedIns(identity: Identity): readonly Identifier[] {
  if (!identity.status.includes(VALIDATED) || isDoubtful(identity)) return [];
  const oids = isFictitiousIdentity(identity) ? FICTITIOUS_INS : REAL_INS;
  return identity.identifiers.filter(
    ({ kind, use, authority, value }) =>
      kind === 'INS' && use !== 'old' && value.trim() !== '' && oids.includes(authority?.oid ?? ''),
  );
}

/** 0 doubtful, 1 provisional or unsaid, 2 validated, 3 qualified (validated, with its INS). */
export type Trust = 0 | 1 | 2 | 3;

export function trustOf(identity: Identity): Trust {
  if (isDoubtful(identity)) return 0;
  if (!identity.status.includes(VALIDATED)) return 1;
  return qualifiedIns(identity).length > 0 ? 3 : 2;
}
