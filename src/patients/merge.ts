import { type Address, type Identifier, type Identity, type Stay } from './identity.js';

/** What a message says, completed by what was known before: the message wins, lists are united. */
export function mergeIdentity(known: Identity | undefined, said: Identity): Identity {
  if (!known) return said;
  return {
    ...known,
    ...defined(said),
    sex: said.sex === 'U' ? known.sex : said.sex,
    firstNames: said.firstNames.length > 0 ? said.firstNames : known.firstNames,
    addresses: unite(said.addresses, known.addresses, addressKey),
    phones: unite(said.phones, known.phones, String),
    emails: unite(said.emails, known.emails, String),
    identifiers: unite(said.identifiers, known.identifiers, identifierKey),
    status: said.status.length > 0 ? said.status : known.status,
  };
}

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

function unite<T>(first: readonly T[], second: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map([...second, ...first].map((item) => [keyOf(item), item])).values()];
}

const identifierKey = ({ kind, authority, value }: Identifier): string =>
  JSON.stringify([kind, authority?.oid ?? authority?.name ?? '', value]);

const addressKey = ({ line, postalCode, city, country }: Address): string =>
  JSON.stringify([line, postalCode, city, country]);
