import { type Bundle, type Resource } from '@medplum/fhirtypes';

/** What a rule could tell from another: all but names, instants, offsets and words. */
const shapeOf = (resource: Resource): string =>
  JSON.stringify(resource, (name, value: unknown) => {
    if (FREE.has(name) && typeof value !== 'object') return typeof value;
    // One span of evidence or ten, one target or ten: the same.
    return Array.isArray(value)
      ? [...new Map(value.map((one) => [shapeOf(one as Resource), one])).values()]
      : value;
  });
const FREE = new Set([
  ...[
    'id',
    'fullUrl',
    'url',
    'ifNoneExist',
    'reference',
    'text',
    'data',
    'hash',
    'size',
    'value',
    'valueInteger',
  ],
  ...[
    'valueDecimal',
    'creation',
    'date',
    'recorded',
    'authoredOn',
    'start',
    'effectiveDateTime',
    'display',
    'code',
  ],
]);

/** One of each shape. */
export const unlike = <T extends Resource>(all: readonly T[]): T[] => [
  ...new Map(all.map((one) => [shapeOf(one), one])).values(),
];

/** What is in it, in which states. */
export const kindOf = ({ entry = [] }: Bundle): string =>
  [
    ...new Set(
      entry.map(({ resource, request }) =>
        [stateOf(resource), request?.method, request?.ifNoneExist !== undefined].join(' '),
      ),
    ),
  ]
    .sort()
    .join();
/** `Type status`. */
export const stateOf = (one: Resource | undefined): string =>
  `${one?.resourceType ?? ''} ${one && 'status' in one ? String(one.status) : ''}`.trim();
