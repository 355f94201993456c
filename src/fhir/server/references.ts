/** Elements of type Reference, uri and url that may point inside a Bundle. */
const POINTERS = new Set(['reference', 'url', 'valueUri', 'valueUrl']);

/** Pointers of a resource, each with: is it a Reference somewhere (an uri may name anything). */
export type Pointers = ReadonlyMap<string, boolean>;

/** Every pointer of a resource, once. A Bundle's own entries keep theirs. */
export function pointersOf(resource: unknown): Pointers {
  const found = new Map<string, boolean>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== 'object' || node === null || isBundle(node)) return;
    for (const [name, value] of Object.entries(node)) {
      if (typeof value === 'object') walk(value);
      else if (typeof value === 'string' && POINTERS.has(name)) {
        found.set(value, name === 'reference' || found.get(value) === true);
      }
    }
  };
  walk(resource);
  return found;
}

/** The resource with its pointers replaced: what does not change is shared, nothing is written in place. */
export function repoint<T>(node: T, targets: ReadonlyMap<string, string>): T {
  if (Array.isArray(node)) {
    const list = node.map((item: unknown) => repoint(item, targets));
    return list.every((item, index) => item === node[index]) ? node : (list as T);
  }
  if (typeof node !== 'object' || node === null || isBundle(node)) return node;
  let changed = false;
  const entries = Object.entries(node).map(([name, value]): [string, unknown] => {
    const now: unknown =
      typeof value === 'string'
        ? POINTERS.has(name)
          ? (targets.get(value) ?? value)
          : value
        : repoint(value, targets);
    changed ||= now !== value;
    return [name, now];
  });
  return changed ? (Object.fromEntries(entries) as T) : node;
}

const isBundle = (node: object): boolean => (node as { resourceType?: unknown }).resourceType === 'Bundle';
