import { refuse, Refusal } from './refusal.js';
import { isStoredType, type StoredType } from './search-parameters.js';

/** What a method and a path ask for. */
export type Route =
  | { readonly kind: 'capabilities' }
  | { readonly kind: 'bundle' }
  | { readonly kind: 'search'; readonly type: StoredType; readonly posted: boolean }
  | { readonly kind: 'create'; readonly type: StoredType }
  | { readonly kind: 'conditional-update'; readonly type: StoredType }
  | {
      readonly kind: 'read' | 'update' | 'delete' | 'history';
      readonly type: StoredType;
      readonly id: string;
    }
  | { readonly kind: 'vread'; readonly type: StoredType; readonly id: string; readonly version: number };

type Routes = Readonly<Record<string, Route>>;

/** `path` starts after the base; a slash at the end counts for nothing. Throws a `Refusal` (404, 405). */
export function routeOf(method: string, path: string): Route {
  const segments = decoded(path)
    .split('/')
    .filter((segment) => segment !== '');
  const routes = routesAt(segments);
  const asked = method === 'HEAD' ? 'GET' : method;
  if (Object.hasOwn(routes, asked)) return routes[asked] as Route;
  const allow = Object.keys(routes).join(', ');
  throw new Refusal(405, [{ code: 'not-supported', text: `Allowed here: ${allow}.` }], { Allow: allow });
}

function routesAt(segments: readonly string[]): Routes {
  const [type, id, history, version, ...more] = segments;
  if (type === undefined) return { POST: { kind: 'bundle' } };
  if (type === 'metadata' && id === undefined) return { GET: { kind: 'capabilities' } };
  if (!isStoredType(type)) throw refuse(404, 'not-supported', 'This endpoint has no such resource type.');
  if (id === undefined) {
    return {
      GET: { kind: 'search', type, posted: false },
      POST: { kind: 'create', type },
      PUT: { kind: 'conditional-update', type },
    };
  }
  if (id === '_search' && history === undefined) return { POST: { kind: 'search', type, posted: true } };
  if (!isId(id))
    throw refuse(404, 'not-found', 'This is no resource id: 1 to 64 letters, digits, "-" and ".".');
  if (history === undefined) {
    return {
      GET: { kind: 'read', type, id },
      PUT: { kind: 'update', type, id },
      DELETE: { kind: 'delete', type, id },
    };
  }
  if (history === '_history' && more.length === 0) {
    if (version === undefined) return { GET: { kind: 'history', type, id } };
    if (/^\d{1,9}$/.test(version)) return { GET: { kind: 'vread', type, id, version: Number(version) } };
  }
  throw refuse(404, 'not-found', 'There is nothing at this address.');
}

export const isId = (id: unknown): id is string => typeof id === 'string' && /^[A-Za-z0-9.-]{1,64}$/.test(id);

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw refuse(400, 'invalid', 'The path is not well encoded.');
  }
}
