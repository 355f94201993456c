import { type Bundle, type BundleEntry, type Resource } from '@medplum/fhirtypes';
import { type Problem } from './problem.js';

const ID = /^[A-Za-z0-9\-.]{1,64}$/;
const LITERAL = /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/;
const CONDITIONAL = /^[A-Z][A-Za-z]+\?\S+$/;

/** Each entry is where its request says, once; each reference leads somewhere. */
export function checkReferences({ entry = [] }: Bundle, known: ReadonlySet<string>): Problem[] {
  const inside = new Map<string, number>();
  for (const { resource } of entry) {
    const place = placeOf(resource);
    if (place) inside.set(place, (inside.get(place) ?? 0) + 1);
  }
  const resolves = (reference: string) => inside.has(reference) || known.has(reference);
  return entry.flatMap((one, index) => {
    const path = `Bundle.entry[${index}]`;
    return [...checkEntry(one, path, inside), ...checkInside(one.resource, `${path}.resource`, resolves)];
  });
}

function checkEntry(
  { resource, request }: BundleEntry,
  path: string,
  inside: Map<string, number>,
): Problem[] {
  const place = placeOf(resource);
  const rules: [boolean, string, string][] = [
    [resource !== undefined, '.resource', 'an entry holds a resource'],
    [!resource || ID.test(resource.id ?? ''), '.resource.id', 'an id of letters, digits, - and .'],
    [request?.method === 'PUT', '.request.method', 'PUT in the neutral form'],
    [request?.url === place, '.request.url', 'Type/id of its resource'],
    [!place || inside.get(place) === 1, '.resource.id', 'one entry per resource'],
  ];
  return rules.filter(([holds]) => !holds).map(([, at, rule]) => ({ path: path + at, rule }));
}

type Resolves = (reference: string) => boolean;

function checkInside(resource: Resource | undefined, path: string, resolves: Resolves): Problem[] {
  if (!resource) return [];
  const contained = ('contained' in resource && resource.contained) || [];
  const ids = new Set(contained.map(({ id }) => id ?? ''));
  const used = new Set<string>();
  const problems = walk(resource, path, (reference, at) => {
    used.add(reference);
    if (reference.startsWith('#'))
      return ids.has(reference.slice(1)) ? undefined : { path: at, rule: 'a contained resource' };
    if (CONDITIONAL.test(reference)) return undefined;
    if (!LITERAL.test(reference)) return { path: at, rule: 'Type/id, Type?search or #contained' };
    return resolves(reference)
      ? undefined
      : { path: at, rule: 'a resource of the Bundle or already delivered' };
  });
  const unused = [...ids].filter((id) => !used.has(`#${id}`));
  return [
    ...problems,
    ...unused.map(() => ({ path: `${path}.contained`, rule: 'dom-3: contained is used' })),
  ];
}

type Visit = (reference: string, path: string) => Problem | undefined;

function walk(value: object, path: string, visit: Visit): Problem[] {
  const problems: Problem[] = [];
  for (const [name, held] of Object.entries(value)) {
    const at = Array.isArray(value) ? `${path}[${name}]` : `${path}.${name}`;
    if (name === 'reference' && typeof held === 'string') {
      const problem = visit(held, at);
      if (problem) problems.push(problem);
    } else if (typeof held === 'object' && held !== null) problems.push(...walk(held, at, visit));
  }
  return problems;
}

const placeOf = (resource: Resource | undefined): string =>
  resource?.id ? `${resource.resourceType}/${resource.id}` : '';
