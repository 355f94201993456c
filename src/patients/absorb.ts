import { type Identifier, type Identity, NO_IDENTITY } from './identity.js';
import { currentIpps, identifierKey } from './keys.js';
import { asOld, mergeIdentity, unitePeople } from './merge.js';
import { without } from './objects.js';

/** What the hospital says when two identities are one: A40 (merge) or A47 (change of identifier). */
export interface MergeStatement {
  /** PID: the identity that stays. */
  readonly survivor: Identity;
  /** MRG-1: what named the other one. */
  readonly prior: readonly Identifier[];
}

/**
 * The identity that stays, with what was known of the one that goes: its patient numbers and INS are old, its names
 * still searched in texts, its traits no trait. `known` and `absorbed` are the two rows before.
 */
export function absorb(
  { survivor: said, prior }: MergeStatement,
  known: Identity | undefined,
  absorbed: Identity = NO_IDENTITY,
): Identity {
  const survivor = mergeIdentity(known, said);
  const old = new Set([...absorbed.identifiers, ...prior].filter(isNumber).map(identifierKey));
  const inUse = survivor.identifiers.filter((one) => one.use !== 'old' && !old.has(identifierKey(one)));
  const used = new Set(inUse.map(identifierKey));
  const retire = (one: Identifier): Identifier =>
    old.has(identifierKey(one)) || (one.kind === 'INS' && !used.has(identifierKey(one))) ? asOld(one) : one;
  const united = unitePeople(
    { ...survivor, identifiers: survivor.identifiers.map(retire) },
    { ...absorbed, identifiers: [...absorbed.identifiers, ...prior].map(retire) },
    true,
  );
  const pseudonymAnchor = survivor.pseudonymAnchor ?? (known ? undefined : anchorOf(absorbed));
  return {
    ...without(united, 'pseudonymAnchor'),
    status: survivor.status,
    ...(pseudonymAnchor && { pseudonymAnchor }),
  };
}

const isNumber = ({ kind }: Identifier): boolean => kind === 'IPP';

/** Nobody had spoken of the identity that stays: the patient's surrogates go on under the one they had. */
const anchorOf = (absorbed: Identity): Identifier | undefined =>
  absorbed.pseudonymAnchor ?? currentIpps(absorbed)[0];
