import { randomUUID } from 'node:crypto';
import { type Resource } from '@medplum/fhirtypes';
import { type FhirIntake } from '../../intake/index.js';
import { type Clock, systemClock } from '../../kernel/index.js';
import { batch, type OnError } from './batch.js';
import { parseBody } from './body.js';
import { readBundle } from './bundle-request.js';
import { capabilityStatement } from './capabilities.js';
import { type CheckResource, checkResource } from './checked.js';
import { LIMITS, type Limits, type ServerContext } from './context.js';
import { entering } from './document-intake.js';
import { answerOfError } from './errors.js';
import { mustAcceptJson, mustBe, preferencesOf } from './headers.js';
import { type Answer, type FhirHandler, type FhirHttpRequest, toHttp } from './http.js';
import { interact } from './interact.js';
import { refuse, Refusal } from './refusal.js';
import { type Route, routeOf } from './route.js';
import { transaction } from './transaction.js';

/** Who asks, and what for. */
export interface Principal {
  readonly name: string;
  readonly mayWrite: boolean;
  /** Reading and searching: true where absent. */
  readonly mayRead?: boolean;
  /** Sending documents, without `mayWrite`. */
  readonly mayEnter?: boolean;
}

export type Authorize = (request: FhirHttpRequest) => Promise<Principal | 401 | 403>;

/** One access, for the audit trail. It names what was asked, never what was found in it. */
export interface Access {
  readonly principal: string;
  readonly interaction: Route['kind'];
  readonly type?: string;
  readonly id?: string;
  readonly status: number;
}

export interface FhirServerDependencies extends Pick<
  ServerContext,
  'dataSource' | 'cipher' | 'hash' | 'baseUrl'
> {
  readonly authorize: Authorize;
  /** The R4 check of this room, unless another is given. */
  readonly check?: CheckResource;
  readonly clock?: Clock;
  readonly newId?: () => string;
  /** Of dates without an offset. */
  readonly timeZone?: string;
  readonly limits?: Partial<Limits>;
  readonly version?: string;
  /** Where documents sent here enter as reports; without it they are only stored. */
  readonly intake?: FhirIntake;
  /** What failed without being refused (a bug, the database). The client is told nothing of it. */
  readonly onError?: OnError;
  readonly onAccess?: (access: Access) => void;
}

/** The endpoint, free of any framework. `baseUrl`: its public address, without a slash at the end. */
export function createFhirHandler(dependencies: FhirServerDependencies): FhirHandler {
  const { clock = systemClock, onError = () => undefined, version = '0' } = dependencies;
  const context: ServerContext = {
    dataSource: dependencies.dataSource,
    cipher: dependencies.cipher,
    hash: dependencies.hash,
    baseUrl: dependencies.baseUrl.replace(/\/+$/, ''),
    check: dependencies.check ?? checkResource,
    clock,
    newId: dependencies.newId ?? randomUUID,
    timeZone: dependencies.timeZone ?? 'Europe/Paris',
    limits: { ...LIMITS, ...dependencies.limits },
  };
  const capabilities = capabilityStatement({
    ...{ ...context, version, date: clock.now().toISOString() },
    takesDocuments: dependencies.intake !== undefined,
  });

  const answer = async (request: FhirHttpRequest): Promise<Answer> => {
    const route = routeOf(request.method, request.path);
    mustAcceptJson(request.headers, new URLSearchParams(request.query).get('_format'));
    if (route.kind === 'capabilities') return { status: 200, resource: capabilities };
    const principal = await admitted(dependencies.authorize, request, route);
    const outcome = await perform(context, {
      request,
      route,
      onError,
      principal,
      intake: dependencies.intake,
    }).catch((error: unknown) => answerOfError(error, { onError }));
    const place = {
      ...('type' in route ? { type: route.type } : {}),
      ...('id' in route ? { id: route.id } : {}),
    };
    dependencies.onAccess?.({
      principal: principal.name,
      interaction: route.kind,
      status: outcome.status,
      ...place,
    });
    return outcome;
  };
  return async (request) =>
    toHttp(await answer(request).catch((error: unknown) => answerOfError(error, { onError })));
}

async function admitted(authorize: Authorize, request: FhirHttpRequest, route: Route): Promise<Principal> {
  const principal = await authorize(request);
  if (principal === 401) {
    throw new Refusal(401, [{ code: 'login', text: 'A bearer token is needed.' }], {
      'WWW-Authenticate': 'Bearer realm="fhir"',
    });
  }
  const reads = ['read', 'vread', 'history', 'search'].includes(route.kind);
  const isAllowed =
    principal !== 403 &&
    (reads ? principal.mayRead !== false : principal.mayWrite || (principal.mayEnter && entersBy(route)));
  if (!isAllowed) {
    throw refuse(403, 'forbidden', 'This token does not allow it.');
  }
  return principal;
}

/** Ways a document comes in. Whether the request holds one, and nothing else, is looked at in its body. */
const entersBy = (route: Route): boolean =>
  route.kind === 'bundle' ||
  (['create', 'update', 'conditional-update'].includes(route.kind) &&
    'type' in route &&
    route.type === 'DocumentReference');

interface Performing {
  readonly request: FhirHttpRequest;
  readonly route: Route;
  readonly onError: OnError;
  readonly principal: Principal;
  readonly intake: FhirIntake | undefined;
}

async function perform(context: ServerContext, performing: Performing): Promise<Answer> {
  const { request, route, onError } = performing;
  const { headers, body } = request;
  const preferences = preferencesOf(headers);
  if (route.kind === 'search' && route.posted) {
    mustBe('form', headers);
    const query = [request.query, body?.toString() ?? ''].filter((part) => part !== '').join('&');
    return interact(context, { route, query, headers, preferences });
  }
  const hasBody = ['bundle', 'create', 'update', 'conditional-update'].includes(route.kind);
  if (!hasBody) return interact(context, { route, query: request.query, headers, preferences });
  mustBe('json', headers);
  const json = parseBody(body, context);
  if (route.kind !== 'bundle') {
    return entering(context, { ...performing, body: json }, () =>
      interact(context, { route, query: request.query, headers, preferences, body: json }),
    );
  }
  const bundle = readBundle(json, context);
  return entering(context, { ...performing, body: json }, async () => {
    const resource: Resource =
      bundle.type === 'transaction'
        ? await transaction(context, bundle, preferences)
        : await batch(context, bundle, { preferences, onError });
    return { status: 200, resource };
  });
}
