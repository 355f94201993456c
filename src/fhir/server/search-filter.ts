import { type DateRange, rangeOfDate } from './dates.js';
import { type Indexing, tokenWords } from './index-values.js';
import { refuse } from './refusal.js';
import { parametersOf, type SearchParameter, type StoredType } from './search-parameters.js';

/** One search parameter as asked: all filters hold, and within one any of its values. */
export type Filter =
  | { readonly kind: 'tokens'; readonly any: readonly string[]; readonly not: boolean }
  | { readonly kind: 'ids'; readonly any: readonly string[] }
  | { readonly kind: 'date'; readonly column: 'date' | 'updated'; readonly any: readonly DateTest[] };

export interface DateTest {
  readonly prefix: DatePrefix;
  readonly range: DateRange;
}

const PREFIXES = ['eq', 'ne', 'ge', 'le', 'gt', 'lt', 'sa', 'eb'] as const;
export type DatePrefix = (typeof PREFIXES)[number];

interface Asked {
  readonly name: string;
  readonly value: string;
}

/** Undefined where the type has no such parameter. Throws a `Refusal` where its value is no value of it. */
export function filterOf(type: StoredType, { name, value }: Asked, indexing: Indexing): Filter | undefined {
  const [bare = '', modifier] = name.split(':', 2);
  const values = splitValues(value);
  if (values.length === 0 || values.includes(''))
    throw refuse(400, 'value', 'A search parameter has no value.');
  if (values.length > MOST_VALUES) throw refuse(400, 'too-costly', 'A search parameter has too many values.');
  if (name === '_id') return { kind: 'ids', any: values };
  if (name === '_lastUpdated') return { kind: 'date', column: 'updated', any: dateTests(values, indexing) };
  const parameter = parametersOf(type).get(bare);
  if (!parameter) return undefined;
  if (parameter.kind === 'date') {
    if (modifier !== undefined) throw modifierRefusal();
    return { kind: 'date', column: 'date', any: dateTests(values, indexing) };
  }
  const any = values.flatMap((one) =>
    wordsFor({ name: bare, value: one }, { parameter, modifier, indexing }),
  );
  return { kind: 'tokens', any, not: modifier === 'not' };
}

export const isDateOf = (type: StoredType, name: string): boolean =>
  parametersOf(type).get(name)?.kind === 'date';

const MOST_VALUES = 500;

const modifierRefusal = () => refuse(400, 'not-supported', 'This search modifier is not supported here.');

interface Reading {
  readonly parameter: SearchParameter;
  readonly modifier: string | undefined;
  readonly indexing: Indexing;
}

function wordsFor({ name, value }: Asked, { parameter, modifier, indexing }: Reading): string[] {
  const words = tokenWords(indexing);
  if (parameter.kind === 'reference')
    return referenceWords({ name, value }, { parameter, modifier, indexing });
  if (modifier !== undefined && modifier !== 'not') throw modifierRefusal();
  const bar = value.indexOf('|');
  const [system, code] = [value.slice(0, Math.max(bar, 0)), value.slice(bar + 1)];
  if (parameter.kind === 'code') {
    if (bar >= 0) throw refuse(400, 'value', 'This search parameter takes a code without a system.');
    return [words.code(name, value)];
  }
  if (code === '') throw refuse(400, 'not-supported', 'A search by system alone is not supported here.');
  if (parameter.kind === 'identifier') {
    return [bar < 0 ? words.identifierOfAnySystem(name, code) : words.identifier(name, system, code)];
  }
  return [bar < 0 ? words.anySystem(name, code) : words.coded(name, system, code)];
}

type ReferenceReading = Omit<Reading, 'parameter'> & {
  readonly parameter: SearchParameter & { kind: 'reference' };
};

/** `Type/id`, an absolute URL, or an id alone (then of any type the parameter can point to). */
function referenceWords(
  { name, value }: Asked,
  { parameter, modifier, indexing }: ReferenceReading,
): string[] {
  const words = tokenWords(indexing);
  const stored = parameter.storedAs ?? name;
  if (modifier !== undefined && !parameter.targets.includes(modifier)) throw modifierRefusal();
  const types = modifier === undefined ? parameter.targets : [modifier];
  if (!value.includes('/')) return types.map((target) => words.reference(stored, `${target}/${value}`));
  const narrowed = modifier !== undefined || parameter.storedAs !== undefined;
  const token = words.reference(stored, value);
  const fits = types.some(
    (target) => token.startsWith(`${stored}=${target}/`) || token.includes(`/${target}/`),
  );
  // `patient=Group/1` finds nothing, rather than the group that `subject` indexes.
  return narrowed && !fits ? [words.reference(stored, 'nothing')] : [token];
}

function dateTests(values: readonly string[], { timeZone }: Indexing): DateTest[] {
  return values.map((value) => {
    const prefix = PREFIXES.find((known) => value.startsWith(known));
    // A "+" of an offset that was not escaped arrives as a space.
    const text = (prefix ? value.slice(2) : value).replace(/ (?=\d{2}:\d{2}$)/, '+');
    const range = rangeOfDate(text, timeZone);
    if (!range)
      throw refuse(
        400,
        'value',
        'A date is YYYY, YYYY-MM, YYYY-MM-DD or a dateTime, after eq, ne, ge, le, gt, lt, sa or eb.',
      );
    return { prefix: prefix ?? 'eq', range };
  });
}

/** Commas separate, `\,` is a comma. */
function splitValues(value: string): string[] {
  const values = [''];
  for (let at = 0; at < value.length; at++) {
    const escaped = value[at] === '\\' && /[\\,|$]/.test(value[at + 1] ?? '');
    if (value[at] === ',') values.push('');
    else values[values.length - 1] += escaped ? (value[++at] ?? '') : (value[at] ?? '');
  }
  return values;
}
