import { type Bundle, type BundleEntry, type Resource } from '@medplum/fhirtypes';
import { checkedResource } from './body.js';
import { type RawBundle, readEntry, type RequestEntry } from './bundle-request.js';
import { answeredEntry, doneEntry } from './bundle-response.js';
import { conditionOf } from './conditions.js';
import { type ServerContext, type Work } from './context.js';
import { type Entry, writeEntries } from './entries.js';
import { ifMatchOf, type Preferences } from './headers.js';
import { answerReading } from './interact.js';
import { type Issue, Refusal, refusalAt, refuse } from './refusal.js';
import { transact } from './transact.js';
import { type WriteMode } from './write-mode.js';
import { criteriaOf } from './writing.js';

interface Asked {
  readonly request: RequestEntry;
  readonly place: string;
  readonly resource?: Resource;
}

/**
 * A transaction Bundle: deletions, creations and updates together in one SQL transaction, then the readings.
 * All or nothing: any refusal undoes everything, and names the entry.
 */
export async function transaction(
  context: ServerContext,
  { entries }: RawBundle,
  preferences: Preferences,
): Promise<Bundle> {
  const asked = askedOf(context, entries);
  const light = asked.every((one) => isWrite(one) && !isConditional(one));
  const run = async (work: Work, mode: WriteMode): Promise<Bundle> => {
    const writes = asked.filter(isWrite);
    const done = await writeEntries(
      work,
      writes.map((one) => entryOf(work, one)),
      mode,
    );
    const answers = new Map<Asked, BundleEntry>();
    for (const [index, one] of writes.entries()) {
      const result = done[index];
      if (result) answers.set(one, await doneEntry(work, result, preferences));
    }
    for (const one of asked) if (!isWrite(one)) answers.set(one, await readingEntry(work, one, preferences));
    return {
      resourceType: 'Bundle',
      type: 'transaction-response',
      entry: asked.map((one) => answers.get(one) ?? {}),
    };
  };
  return transact(context, run, { light });
}

const isWrite = ({ request: { route } }: Asked): boolean =>
  ['create', 'update', 'conditional-update', 'delete'].includes(route.kind);

/** Is there a condition to hold until the commit? */
const isConditional = ({ request: { route, headers } }: Asked): boolean =>
  route.kind === 'conditional-update' || headers['if-none-exist'] !== undefined;

/** Reads and checks every entry before anything is written, and tells all that is wrong at once. */
function askedOf(context: ServerContext, entries: readonly unknown[]): Asked[] {
  const issues: Issue[] = [];
  let status = 0;
  const asked = entries.flatMap((entry, index): Asked[] => {
    const place = `Bundle.entry[${String(index)}]`;
    try {
      return [ask(context, entry, place)];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      status ||= error.status === 422 ? 422 : 400;
      issues.push(...refusalAt(error, place).issues);
      return [];
    }
  });
  if (issues.length > 0) throw new Refusal(status, issues);
  return asked;
}

function ask(context: ServerContext, entry: unknown, place: string): Asked {
  const request = readEntry(entry, place, context);
  const { route, body } = request;
  if (route.kind === 'capabilities' || route.kind === 'bundle' || (route.kind === 'search' && route.posted)) {
    throw refuse(400, 'not-supported', 'This interaction has no place in a transaction.', place);
  }
  if (route.kind !== 'create' && route.kind !== 'update' && route.kind !== 'conditional-update') {
    return { request, place };
  }
  const resource = checkedResource(body, route.type, { context, place });
  if (route.kind === 'update' && resource.id !== undefined && resource.id !== route.id) {
    throw refuse(400, 'invalid', 'The resource has another id than its url.', `${place}.resource.id`);
  }
  return { request, place, resource };
}

const METHODS = { create: 'POST', update: 'PUT', 'conditional-update': 'PUT', delete: 'DELETE' } as const;

function entryOf(work: Work, { request, place, resource }: Asked): Entry {
  const { route, headers, query, fullUrl } = request;
  if (!Object.hasOwn(METHODS, route.kind)) throw new Error('This entry writes nothing.');
  const { kind, type } = route as Extract<typeof route, { kind: keyof typeof METHODS }>;
  const criteria =
    kind === 'create' ? headers['if-none-exist'] : kind === 'conditional-update' ? query : undefined;
  return {
    method: METHODS[kind],
    type,
    place,
    ...('id' in route ? { id: route.id } : {}),
    ...(resource ? { resource } : {}),
    ...(fullUrl === undefined ? {} : { fullUrl }),
    ...ifMatchOf(headers['if-match']),
    ...(criteria === undefined ? {} : { condition: conditionOf(type, criteriaOf(criteria, type), work) }),
  };
}

async function readingEntry(
  work: Work,
  { request, place }: Asked,
  preferences: Preferences,
): Promise<BundleEntry> {
  try {
    const answer = await answerReading(work, { ...request, preferences, place });
    return answeredEntry(answer ?? { status: 200 });
  } catch (error) {
    throw error instanceof Refusal ? refusalAt(error, place) : error;
  }
}
