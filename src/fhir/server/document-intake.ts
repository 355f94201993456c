import { type Bundle, type Resource } from '@medplum/fhirtypes';
import { type FhirIntake, type SentDocument } from '../../intake/index.js';
import { isOwn } from '../mapping/meta.js';
import { checkedResource } from './body.js';
import { type ServerContext } from './context.js';
import { type Answer, type FhirHttpRequest } from './http.js';
import { mayEnter, type SentEntry, sentEntries } from './intake-entries.js';
import { resolverOf } from './intake-references.js';
import { refuse, Refusal } from './refusal.js';
import { type Route } from './route.js';
import { currentOf } from './store.js';
import { open } from './content.js';

export interface Entering {
  readonly request: FhirHttpRequest;
  readonly route: Route;
  readonly body: Record<string, unknown>;
  readonly principal: { readonly name: string; readonly mayWrite: boolean };
  readonly intake: FhirIntake | undefined;
}

/**
 * A document sent to the endpoint also enters as a report, unless we wrote it ourselves (its tag says so). The request
 * is refused before anything is written where it makes no report; it is answered once the report is kept.
 */
export async function entering(
  context: ServerContext,
  asked: Entering,
  perform: () => Promise<Answer>,
): Promise<Answer> {
  const { route, body, principal, intake } = asked;
  const entries = sentEntries(route, body);
  const documents = entries.filter(isDocument);
  if (!principal.mayWrite && !(intake && documents.length > 0 && entries.every((entry) => mayEnter(entry))))
    throw refuse(
      403,
      'forbidden',
      'This token may send documents, with their Binary, Patient, Encounter and authors.',
    );
  if (!intake || documents.length === 0) return perform();
  if (route.kind === 'bundle' && body['type'] === 'batch')
    throw refuse(422, 'not-supported', 'A document enters alone or by a transaction.', documents[0]?.place);

  for (const { resource, place } of documents)
    checkedResource(resource, 'DocumentReference', {
      context,
      ...(route.kind === 'bundle' && { place: placeOfEntry(place) }),
    });
  await refuseOurs(context, documents);
  const sent: SentDocument[] = [];
  for (const document of documents) sent.push(await resolverOf(context, entries)(document));
  const read = intake.read(sent);
  if (!read.ok) {
    throw new Refusal(
      422,
      read.failure.map(({ place, rule }) => ({ code: 'business-rule', text: rule, expression: place })),
    );
  }
  if (read.value.length === 0) return perform();
  const request = requestOf(asked);
  const before = await intake.answered(request);
  if (before) return JSON.parse(before.toString('utf8')) as Answer;
  const answer = await perform();
  if (answer.status >= 400) return answer;
  const kept = await intake.keep(request, read.value, Buffer.from(JSON.stringify(withoutContent(answer))));
  if (kept.ok) return answer;
  throw new Refusal(503, [{ code: 'transient', text: 'The report was not kept: send the request again.' }], {
    'Retry-After': '5',
  });
}

const isDocument = ({ type, resource, method }: SentEntry): boolean =>
  type === 'DocumentReference' && (method === 'POST' || method === 'PUT') && !isOwn(resource as Resource);

const placeOfEntry = (place: string): string => place.replace(/\.resource$/, '');

/** What we wrote is changed by us alone: a source sends its own document. */
async function refuseOurs(context: ServerContext, documents: readonly SentEntry[]): Promise<void> {
  for (const { id, place } of documents) {
    if (id === undefined) continue;
    const row = await currentOf(context.dataSource, { type: 'DocumentReference', id });
    if (row?.content && isOwn(open(row, context)))
      throw refuse(409, 'conflict', 'This DocumentReference was written by Passerelle.', place);
  }
}

function requestOf({ request, route, principal }: Entering) {
  const body =
    typeof request.body === 'string' ? Buffer.from(request.body) : (request.body ?? Buffer.alloc(0));
  const place = 'type' in route ? ` ${route.type}${'id' in route ? `/${route.id}` : ''}` : '';
  const query = request.query === '' ? '' : `?${request.query}`;
  return { principal: principal.name, interaction: `${route.kind}${place}${query}`, body };
}

/** What is told again to the same request: where things are, never what they say. */
function withoutContent({ status, headers, resource }: Answer): Answer {
  const answer = { status, ...(headers && { headers }) };
  if (resource?.resourceType !== 'Bundle') return answer;
  const { type, entry = [] } = resource;
  const told: Bundle = {
    resourceType: 'Bundle',
    type,
    entry: entry.map(({ response }) => ({ ...(response && { response }) })),
  };
  return { ...answer, resource: told };
}
