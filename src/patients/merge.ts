import { agreeing } from './birth-place.js';
import { type Address, type Identifier, type Identity, type Stay } from './identity.js';
import { identifierKey } from './keys.js';
import { defined, without } from './objects.js';
import { doubtsOf, isDoubtful, trustOf } from './trust.js';

/**
 * What a message says, completed by what was known before. The more reliable identity (PID-32) gives the traits, the
 * message among equals: a provisional identity never overrides a validated one. Lists are united, and no name is
 * forgotten (texts hold former names). Two people who share a number are not mixed: the message alone is given.
 */
export function mergeIdentity(known: Identity | undefined, said: Identity): Identity {
  if (!known) return said;
  // Said of an identity merged into this one: the same person by the hospital's word, whatever the traits.
  const absorbed = isAbsorbed(known, said);
  if (!absorbed && !isSamePerson(known, said)) return said;
  const [before, now] = [trustOf(known), trustOf(said)];
  const [winner, loser] = absorbed || now < before ? [known, said] : [said, known];
  const united = unitePeople(winner, loser, absorbed || now !== before);
  return { ...united, status: absorbed ? known.status : statusOf(winner, known, said) };
}

/** What is kept of a patient once a message spoke: of two people with one number, the more reliable, else the last. */
export function rememberIdentity(known: Identity | undefined, said: Identity): Identity {
  if (!known || isAbsorbed(known, said) || isSamePerson(known, said)) return mergeIdentity(known, said);
  return trustOf(said) < trustOf(known) ? known : said;
}

/** One person out of two statements, the first one's traits winning. `strict`: the other's first names are no traits. */
export function unitePeople(winner: Identity, loser: Identity, strict: boolean): Identity {
  const merged = without(
    { ...living(agreeing(loser, winner), winner), ...defined(winner) },
    'otherNames',
    'otherFirstNames',
  );
  const former = formerNames(
    [
      ...(winner.otherNames ?? []),
      ...(loser.otherNames ?? []),
      ...familyNames(winner),
      ...familyNames(loser),
    ],
    merged,
  );
  const given = [...winner.firstNames, ...loser.firstNames];
  const firstNames = unite(strict && winner.firstNames.length > 0 ? winner.firstNames : given, [], fold);
  const listed = firstNames.map(fold);
  const otherGiven = unite(
    [...given, ...(winner.otherFirstNames ?? []), ...(loser.otherFirstNames ?? [])],
    [],
    fold,
  ).filter((name) => !listed.includes(fold(name)));
  return {
    ...merged,
    ...(former.length > 0 && { otherNames: former }),
    ...(otherGiven.length > 0 && { otherFirstNames: otherGiven }),
    sex: winner.sex === 'U' ? loser.sex : winner.sex,
    firstNames,
    addresses: unite(winner.addresses, loser.addresses, addressKey),
    phones: unite(winner.phones, loser.phones, String),
    emails: unite(winner.emails, loser.emails, String),
    identifiers: uniteIdentifiers(winner, loser),
  };
}

/** Who is said not to have died has no date of death. */
const living = (loser: Identity, { deceased }: Identity): Identity =>
  deceased === false ? without(loser, 'deathDate') : loser;

/** A doubt is added to what is known; only a validated identity without doubt takes it away. */
function statusOf(winner: Identity, known: Identity, said: Identity): readonly string[] {
  const stated = winner.status.length > 0 ? winner.status : [...known.status, ...said.status];
  const cleared = said.status.includes('VALI') && !isDoubtful(said);
  if (cleared) return unite(stated, [], String).filter((code) => doubtsOf([code]).length === 0);
  return unite(stated, [...doubtsOf(known.status), ...doubtsOf(said.status)], String);
}

const isIpp = ({ kind }: Identifier): boolean => kind === 'IPP';

/** Every patient number of the message was merged into this identity. */
function isAbsorbed(known: Identity, said: Identity): boolean {
  const old = new Set(known.identifiers.filter((one) => isIpp(one) && one.use === 'old').map(identifierKey));
  const numbers = said.identifiers.filter(isIpp);
  return numbers.length > 0 && numbers.every((one) => old.has(identifierKey(one)));
}

/**
 * An IPP merged once stays old, whoever writes it. An INS is as reliable as the identity that carried it: that of a
 * less reliable one, or another number of the same kind, is only searched in texts from here on.
 */
function uniteIdentifiers(winner: Identity, loser: Identity): readonly Identifier[] {
  const all = [...winner.identifiers, ...loser.identifiers];
  const old = new Set(all.filter((one) => isIpp(one) && one.use === 'old').map(identifierKey));
  const sameTrust = trustOf(winner) === trustOf(loser);
  const has = (oid: string | undefined) =>
    winner.identifiers.some(({ kind, use, authority }) => kind === 'INS' && !use && authority?.oid === oid);
  const lesser = loser.identifiers.map((one) =>
    one.kind === 'INS' && (!sameTrust || has(one.authority?.oid)) ? asOld(one) : one,
  );
  return unite(winner.identifiers, lesser, identifierKey).map((one) =>
    old.has(identifierKey(one)) ? asOld(one) : one,
  );
}

export const asOld = (identifier: Identifier): Identifier => ({ ...identifier, use: 'old' });

/** By their traits, somebody else: two people under one number, or a number given again. */
export const areTwoPeople = (one: Identity, other: Identity): boolean => !isSamePerson(one, other);

/** False only where the birth date and every family name differ: each is corrected alone, both never are. */
function isSamePerson(known: Identity, said: Identity): boolean {
  if (!known.birthDate || !said.birthDate || known.birthDate === said.birthDate) return true;
  const [before, now] = [familyNames(known), familyNames(said)].map((names) => names.map(fold));
  if (!before?.length || !now?.length) return true;
  return now.some((name) => before.includes(name));
}

const familyNames = ({ lastName, birthName, otherNames = [] }: Identity): string[] =>
  [lastName, birthName, ...otherNames].filter((name) => name !== undefined && name !== '') as string[];

function formerNames(names: readonly string[], { lastName, birthName }: Partial<Identity>): string[] {
  const inUse = [lastName, birthName].map((name) => name && fold(name));
  return unite(names, [], fold).filter((name) => !inUse.includes(fold(name)));
}

const fold = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[\s'’-]+/g, ' ')
    .trim()
    .toUpperCase();

/** What movements settled (`state`) is not undone by what a report says of the stay in passing. */
export function mergeStay(known: Stay | undefined, said: Stay): Stay {
  if (!known) return said;
  const told = known.state ? { ...said, ...defined(known) } : { ...known, ...defined(said) };
  const isOpen = known.state !== undefined && known.state !== 'closed';
  const stay = isOpen ? without(told, 'discharge', 'dischargeMode') : told;
  return { ...stay, identifiers: unite(said.identifiers, known.identifiers, identifierKey) };
}

/** What comes first stays as it is said there. */
function unite<T>(first: readonly T[], second: readonly T[], keyOf: (item: T) => string): T[] {
  const seen = new Set<string>();
  return [...first, ...second].filter((item) => {
    const key = keyOf(item);
    return !seen.has(key) && seen.add(key);
  });
}

const addressKey = ({ line, postalCode, city, country }: Address): string =>
  JSON.stringify([line, postalCode, city, country]);
