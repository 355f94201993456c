import { type Bundle, type DocumentReference, type Observation, type Resource } from '@medplum/fhirtypes';
import { until } from './until.js';

export interface ReportRow {
  readonly id: string;
  readonly lineage: string;
  readonly version: number;
  readonly action: string;
  readonly state: string;
  readonly controlId: string;
  readonly receivedAt: string;
  readonly attempts: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly failureCode: string | null;
  readonly failureClass: string | null;
}

export interface Journey {
  readonly report: ReportRow;
  readonly events: readonly { readonly step: string; readonly code: string | null }[];
  readonly versions: readonly { readonly version: number; readonly state: string; readonly action: string }[];
  readonly resources: readonly string[];
}

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: T;
}

export interface Asking {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Api = ReturnType<typeof createApi>;

/** The service asked over HTTP, as anyone would. */
export function createApi(base: string) {
  async function ask<T = unknown>(path: string, { method, body, headers }: Asking = {}): Promise<Answer<T>> {
    const answer = await fetch(`${base}${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = (answer.headers.get('content-type') ?? '').includes('json');
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: (isJson && text ? JSON.parse(text) : undefined) as T,
    };
  }

  /** Waits until every message acknowledged has its place. */
  const placed = () =>
    until(async () => (await ask<{ waiting: number }>('/unplaced-messages')).body.waiting === 0);

  /** What is there once everything acknowledged has its place. */
  async function get<T>(path: string): Promise<T> {
    await placed();
    const { status, body } = await ask<T>(path);
    if (status !== 200) throw new Error(`${path}: HTTP ${status}`);
    return body;
  }

  /** Every report of what was acknowledged, oldest first. */
  async function reports(query: object = {}): Promise<ReportRow[]> {
    await placed();
    const found: ReportRow[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const asked = { limit: 500, ...query, ...(after && { after }) };
      const { body } = await ask<{ reports: ReportRow[]; next: string | null }>('/reports/search', {
        body: asked,
      });
      found.push(...body.reports);
      after = body.next;
    }
    return found.reverse();
  }

  /** Everything of a type on the embedded endpoint. */
  async function resources<T extends Resource = Resource>(type: T['resourceType'], query = ''): Promise<T[]> {
    const found: T[] = [];
    for (let path: string | undefined = `/fhir/${type}?_count=500${query}`; path;) {
      const page: Bundle = await get<Bundle>(path);
      for (const { resource } of page.entry ?? [])
        if (resource?.resourceType === type) found.push(resource as T);
      const next = page.link?.find(({ relation }) => relation === 'next')?.url;
      path = next && `${new URL(next).pathname}${new URL(next).search}`;
    }
    return found;
  }

  return {
    ask,
    placed,
    get,
    reports,
    resources,
    documents: () => resources<DocumentReference>('DocumentReference'),
    observations: () => resources<Observation>('Observation'),
    journey: (id: string) => get<Journey>(`/reports/${id}`),
    /** Waits until the reports one message gave are all in `state`; gives the first. */
    inState: (controlId: string, state: string, timeoutMs?: number): Promise<ReportRow> =>
      until(async () => {
        const rows = (await reports()).filter((row) => row.controlId === controlId);
        return rows.length > 0 && rows.every((row) => row.state === state) && rows[0];
      }, timeoutMs),
    /** Waits until no report is on its way. */
    settled: (timeoutMs?: number): Promise<ReportRow[]> =>
      until(async () => {
        const rows = await reports();
        return rows.every(({ state }) => state !== 'received' && state !== 'processing') && rows;
      }, timeoutMs),
  };
}
