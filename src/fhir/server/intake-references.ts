import { type DocumentReference, type Resource } from '@medplum/fhirtypes';
import { type Sql } from '../../database/index.js';
import { type SentDocument } from '../../intake/index.js';
import { conditionalReference, resolve } from './conditions.js';
import { open } from './content.js';
import { type ServerContext } from './context.js';
import { type SentEntry } from './intake-entries.js';
import { isId } from './route.js';
import { isStoredType } from './search-parameters.js';
import { currentOf } from './store.js';

/**
 * What a document points at: contained in it, of the same request, or on this server. Nothing is ever fetched from
 * elsewhere.
 */
export function resolverOf(context: ServerContext, entries: readonly SentEntry[]) {
  const { baseUrl } = context;
  const sent = new Map<string, Resource>();
  for (const { type, id, fullUrl, resource } of entries) {
    if (fullUrl !== undefined) sent.set(fullUrl, resource as Resource);
    if (id !== undefined) sent.set(`${type}/${id}`, resource as Resource);
    const [, named] = /^https?:.*\/([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64})$/.exec(fullUrl ?? '') ?? [];
    if (named !== undefined) sent.set(named, resource as Resource);
  }

  async function find(
    reference: string | undefined,
    contained: readonly Resource[],
  ): Promise<Resource | undefined> {
    if (reference === undefined) return undefined;
    if (reference.startsWith('#')) return contained.find(({ id }) => id === reference.slice(1));
    const relative = reference.startsWith(`${baseUrl}/`) ? reference.slice(baseUrl.length + 1) : reference;
    const own = sent.get(reference) ?? sent.get(relative);
    if (own) return own;
    const [type = '', id = '', history] = relative.split('/');
    const sql = context.dataSource as Sql;
    if (relative.includes('?')) {
      const condition = conditionalReference(relative, { context, sql });
      const found = condition && (await resolve({ context, sql }, condition));
      return condition && found !== undefined ? stored(condition.type, found) : undefined;
    }
    if (!isStoredType(type) || !isId(id) || (history !== undefined && history !== '_history'))
      return undefined;
    return stored(type, id);
  }

  async function stored(type: string, id: string): Promise<Resource | undefined> {
    const row = await currentOf(context.dataSource as Sql, { type, id });
    return row?.content ? open(row, context) : undefined;
  }

  return async ({ resource, place }: SentEntry): Promise<SentDocument> => {
    const document = resource as DocumentReference;
    const {
      subject,
      context: around,
      author = [],
      authenticator,
      content,
      relatesTo = [],
      contained = [],
    } = document;
    const all = async (references: readonly (string | undefined)[]) => {
      const found = new Map<string, Resource>();
      for (const reference of references) {
        const target = await find(reference, contained);
        if (reference !== undefined && target) found.set(reference, target);
      }
      return found;
    };
    const patient = await find(subject?.reference, contained);
    const encounter = await find(around?.encounter?.[0]?.reference, contained);
    const carers = await all([...author, authenticator].map((one) => one?.reference));
    const binaries = await all(content.map(({ attachment }) => attachment.url));
    return {
      ...{ place, document, carers: [...carers.values()] },
      ...(patient && { patient }),
      ...(encounter && { encounter }),
      binaries: new Map([...binaries].filter(([, { resourceType }]) => resourceType === 'Binary')),
      related: await all(relatesTo.map(({ target }) => target.reference)),
    };
  };
}
