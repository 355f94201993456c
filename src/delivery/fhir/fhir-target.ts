import { ClientStorage, type FetchLike, MedplumClient, MemoryStorage } from '@medplum/core';
import { type Bundle, type CapabilityStatement, type Resource, type ResourceType } from '@medplum/fhirtypes';
import { type Clock, failed, ok, type Result, systemClock } from '../../kernel/index.js';
import { deliveryFailure, raised } from '../failures.js';
import { createAuthorizer, type FhirAuth } from './authorization.js';
import { type Capabilities, readCapabilities } from './capabilities.js';
import { createHttpCall, type TlsOptions } from './http-call.js';
import { createFhirFetch } from './fhir-fetch.js';
import { readSentBundle, type SentBundle } from './sent-bundle.js';

/** A FHIR R4 server one zone is delivered to. Expected outcomes only: nothing here throws for the network. */
export interface FhirTarget {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** A transaction: everything or nothing. Once, without a retry. */
  send(bundle: Bundle): Promise<Result<SentBundle>>;
  /** undefined where it is not there (404) or was deleted (410). */
  read(type: string, id: string): Promise<Result<Resource | undefined>>;
  /** `search` is an encoded query (`identifier=system|value`), sent by POST: identifiers stay out of URLs. */
  find(type: string, search: string): Promise<Result<readonly Resource[]>>;
  capabilities(): Promise<Result<Capabilities>>;
  close(): Promise<void>;
}

export interface FhirTargetOptions {
  /** Names the server in failures: `care`, `research`. */
  readonly name: string;
  /** The FHIR base, e.g. `https://fhir.example.org/fhir`. */
  readonly baseUrl: string;
  readonly auth?: FhirAuth;
  readonly tls?: TlsOptions;
  /** From the request to the last byte of the answer. */
  readonly timeoutMs?: number;
  readonly connections?: number;
  readonly clock?: Clock;
}

const FORM = 'application/x-www-form-urlencoded';

export function createFhirTarget(options: FhirTargetOptions): FhirTarget {
  const {
    name,
    auth = { kind: 'none' },
    timeoutMs = 30_000,
    connections = 16,
    clock = systemClock,
  } = options;
  const { call, close } = createHttpCall({
    timeoutMs,
    connections,
    ...(options.tls && { tls: options.tls }),
  });
  const authorizer = createAuthorizer(auth, call, clock);
  const server = `the ${name} FHIR server`;
  const fetch = createFhirFetch({ call, authorizer, server, clock });
  const client = clientOf(options.baseUrl, fetch);

  return {
    baseUrl: options.baseUrl.replace(/\/$/, ''),
    close,
    async send(bundle) {
      const answer = await attempt(() => client.executeBatch(bundle));
      return answer.ok ? readSentBundle(bundle, answer.value, server) : answer;
    },
    async read(type, id) {
      // `fetch` lets a 404 and a 410 of a read through as an empty answer.
      const url = client.fhirUrl(type, id);
      return attempt(() => client.get<Resource | undefined>(url, { cache: 'no-store' }));
    },
    async find(type, search) {
      const url = client.fhirUrl(type, '_search');
      const answer = await attempt(() => client.post(url, search, FORM) as Promise<Bundle | undefined>);
      if (!answer.ok) return answer;
      if (answer.value?.type !== 'searchset') {
        return deliveryFailure('FHIR_UNAVAILABLE', `answer of ${server}: it is not a searchset`);
      }
      // Some servers add an OperationOutcome (search.mode outcome).
      const found = (answer.value.entry ?? []).flatMap(({ resource }) => resource ?? []);
      return ok(found.filter(({ resourceType }) => resourceType === (type as ResourceType)));
    },
    async capabilities() {
      const answer = await attempt(() => client.get<CapabilityStatement>(client.fhirUrl('metadata')));
      return answer.ok ? readCapabilities(answer.value, server) : answer;
    },
  };
}

// Retries are ours, and so are tokens. A storage of its own: the default one may be shared or on disk.
function clientOf(baseUrl: string, fetch: FetchLike): MedplumClient {
  return new MedplumClient({
    baseUrl,
    fhirUrlPath: '',
    extendedMode: false,
    cacheTime: 0,
    maxRetries: 0,
    maxRetryTime: 0,
    logLevel: 'none',
    storage: new ClientStorage(new MemoryStorage()),
    fetch,
  });
}

async function attempt<T>(exchange: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await exchange());
  } catch (error) {
    const failure = raised(error);
    if (failure) return failed(failure);
    // A bug: `fetch` turns every answer that is not a success into a failure.
    throw error;
  }
}
