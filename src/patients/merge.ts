import { type Address, type Identifier, type Identity, type Stay } from './identity.js';

/**
 * What a message says, completed by what was known before: the message wins, lists are united, and no name is
 * forgotten (texts hold former names). Two people who share a number (no authority stated) are not mixed.
 */
export function mergeIdentity(known: Identity | undefined, said: Identity): Identity {
  if (!known || !isSamePerson(known, said)) return said;
  const { otherNames, ...merged } = { ...known, ...defined(said) };
  const former = formerNames([...(otherNames ?? []), ...familyNames(known)], merged);
  return {
    ...merged,
    ...(former.length > 0 && { otherNames: former }),
    sex: said.sex === 'U' ? known.sex : said.sex,
    firstNames: unite(said.firstNames, known.firstNames, fold),
    addresses: unite(said.addresses, known.addresses, addressKey),
    phones: unite(said.phones, known.phones, String),
    emails: unite(said.emails, known.emails, String),
    identifiers: unite(said.identifiers, known.identifiers, identifierKey),
    status: said.status.length > 0 ? said.status : known.status,
  };
}

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

export function mergeStay(known: Stay | undefined, said: Stay): Stay {
  if (!known) return said;
  return {
    ...known,
    ...defined(said),
    identifiers: unite(said.identifiers, known.identifiers, identifierKey),
  };
}

function defined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Partial<T>;
}

/** What the message says comes first, and stays as it says it. */
function unite<T>(said: readonly T[], known: readonly T[], keyOf: (item: T) => string): T[] {
  const seen = new Set<string>();
  return [...said, ...known].filter((item) => {
    const key = keyOf(item);
    return !seen.has(key) && seen.add(key);
  });
}

const identifierKey = ({ kind, authority, value }: Identifier): string =>
  JSON.stringify([kind, authority?.oid ?? authority?.name ?? '', value]);

const addressKey = ({ line, postalCode, city, country }: Address): string =>
  JSON.stringify([line, postalCode, city, country]);
