import { checkedResource } from './body.js';
import { type ServerContext, type Work } from './context.js';
import { type Headers, type Preferences } from './headers.js';
import { type Answer } from './http.js';
import { history, read, vread } from './reading.js';
import { refuse } from './refusal.js';
import { type Route } from './route.js';
import { search } from './searching.js';
import { create, remove, update } from './writing.js';

/** One interaction, from HTTP or from an entry of a batch. */
export interface Interaction {
  readonly route: Route;
  readonly query: string;
  readonly headers: Headers;
  readonly preferences: Preferences;
  /** Parsed, not checked yet. */
  readonly body?: unknown;
  /** Where it stands in a Bundle, for errors. */
  readonly place?: string;
}

export async function interact(context: ServerContext, interaction: Interaction): Promise<Answer> {
  const { route, query, headers, preferences, body, place } = interaction;
  const reading = await answerReading({ context, sql: context.dataSource as Work['sql'] }, interaction);
  if (reading) return reading;
  const checking = place === undefined ? { context } : { context, place };
  switch (route.kind) {
    case 'create':
      return create(context, {
        ...route,
        headers,
        preferences,
        resource: checkedResource(body, route.type, checking),
      });
    case 'update':
    case 'conditional-update': {
      const resource = checkedResource(body, route.type, checking);
      return update(context, {
        ...route,
        headers,
        preferences,
        resource,
        ...(route.kind === 'update' ? {} : { query }),
      });
    }
    case 'delete':
      return remove(context, { ...route, headers, preferences });
    default:
      throw refuse(400, 'not-supported', 'This interaction has no place here.', place);
  }
}

/** Read, vread, history or search; undefined where the route writes. */
export async function answerReading(work: Work, interaction: Interaction): Promise<Answer | undefined> {
  const { route, query, headers, preferences } = interaction;
  const parameters = new URLSearchParams(query);
  switch (route.kind) {
    case 'read':
      return read(work, route, headers);
    case 'vread':
      return vread(work, route, route.version);
    case 'history':
      return history(work, route, parameters);
    case 'search':
      return search(work, route.type, { parameters, strict: preferences.strict });
    default:
      return undefined;
  }
}
