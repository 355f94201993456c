import {
  type CodeableConcept,
  type Coding,
  type Identifier,
  type Period,
  type Reference,
  type Resource,
} from '@medplum/fhirtypes';
import { type KeyedHash } from '../../security/index.js';
import { type DateRange, rangeOf } from './dates.js';
import { isStoredType, parametersOf, type SearchParameter } from './search-parameters.js';

/** What finds a resource: `parameter=value` tokens, and the one date range of its type. */
export interface IndexValues {
  readonly tokens: readonly string[];
  readonly dates: DateRange;
}

export interface Indexing {
  readonly hash: KeyedHash;
  readonly timeZone: string;
  readonly baseUrl: string;
}

export const NO_DATE: DateRange = { from: '-infinity', to: '-infinity' };

/** Longer values are indexed by their hash: an index row has a limit. */
const LONGEST_VALUE = 200;
const HASH_LENGTH = 32;

/** How each value of a search parameter is written in the index, and looked up there. */
export function tokenWords({ hash, baseUrl }: Pick<Indexing, 'hash' | 'baseUrl'>) {
  const word = (name: string, value: string) =>
    `${name}=${value.length > LONGEST_VALUE ? `#${hash('long', value).slice(0, HASH_LENGTH)}` : value}`;
  return {
    code: (name: string, value: string) => word(name, value),
    coded: (name: string, system: string, value: string) => word(name, `${system}|${value}`),
    /** Whatever its system. */
    anySystem: (name: string, value: string) => word(name, value),
    identifier: (name: string, system: string, value: string) =>
      `${name}=${hash('identifier', system, value).slice(0, HASH_LENGTH)}`,
    identifierOfAnySystem: (name: string, value: string) =>
      `${name}=${hash('identifier of any system', value).slice(0, HASH_LENGTH)}`,
    /** Absolute references to this endpoint are the same as relative ones. */
    reference: (name: string, value: string) => word(name, localReference(value, baseUrl)),
  };
}

export function localReference(value: string, baseUrl: string): string {
  const relative = value.startsWith(`${baseUrl}/`) ? value.slice(baseUrl.length + 1) : value;
  return relative.replace(/\/_history\/[^/]+$/, '');
}

export function indexValues(resource: Resource, indexing: Indexing): IndexValues {
  if (!isStoredType(resource.resourceType)) return { tokens: [], dates: NO_DATE };
  const words = tokenWords(indexing);
  const tokens = new Set<string>();
  let dates = NO_DATE;
  for (const [name, parameter] of parametersOf(resource.resourceType)) {
    if (parameter.kind === 'date') {
      dates = dateOf(parameter, resource, indexing.timeZone);
      continue;
    }
    for (const token of tokensOf(name, parameter, { resource, words })) tokens.add(token);
  }
  return { tokens: [...tokens], dates };
}

interface Reading {
  readonly resource: Resource;
  readonly words: ReturnType<typeof tokenWords>;
}

function tokensOf(name: string, parameter: SearchParameter, { resource, words }: Reading): string[] {
  switch (parameter.kind) {
    case 'code':
      return many<string | boolean>(parameter.read(resource)).map((value) => words.code(name, String(value)));
    case 'token':
      return many<CodeableConcept | Coding>(parameter.read(resource))
        .flatMap((value) => ('coding' in value ? (value.coding ?? []) : [value as Coding]))
        .flatMap(({ system, code }) =>
          code === undefined ? [] : [words.coded(name, system ?? '', code), words.anySystem(name, code)],
        );
    case 'identifier':
      return many<Identifier>(parameter.read(resource)).flatMap(({ system, value }) =>
        value === undefined
          ? []
          : [words.identifier(name, system ?? '', value), words.identifierOfAnySystem(name, value)],
      );
    case 'reference':
      return many<Reference | string>(parameter.read?.(resource))
        .map((value) => (typeof value === 'string' ? value : value.reference))
        .filter((value) => value !== undefined)
        .map((value) => words.reference(name, value));
    case 'date':
      return [];
  }
}

function dateOf(
  parameter: SearchParameter & { kind: 'date' },
  resource: Resource,
  timeZone: string,
): DateRange {
  const [value] = many<string | Period>(parameter.read(resource));
  return (value === undefined ? undefined : rangeOf(value, timeZone)) ?? NO_DATE;
}

/** None, one or many, as a list without holes (a JSON `null` may stand for an extension). */
function many<T>(value: unknown): T[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((item) => item !== undefined && item !== null) as T[];
}
