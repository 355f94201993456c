import { type Bundle, type BundleEntry } from '@medplum/fhirtypes';
import { ok, type Result } from '../../kernel/index.js';
import { deliveryFailure } from '../failures.js';

/** One entry of a transaction as the server answered it, in the order of the Bundle sent. */
export interface SentResource {
  readonly type: string;
  /** The server's id. */
  readonly id: string;
  /** Of the ETag: what an If-Match takes. */
  readonly versionId?: string;
  /** 200 where it was there, 201 where it was made. */
  readonly status: number;
}

export interface SentBundle {
  readonly resources: readonly SentResource[];
}

/** Reads the answer to a transaction. Anything else is ambiguous: the server may have applied it. */
export function readSentBundle(sent: Bundle, answer: unknown, place: string): Result<SentBundle> {
  const response = answer as Partial<Bundle> | undefined;
  const entries = Array.isArray(response?.entry) ? response.entry : [];
  if (response?.resourceType !== 'Bundle' || response.type !== 'transaction-response') {
    return unreadable(place, 'it is not a transaction-response');
  }
  if (entries.length !== (sent.entry?.length ?? 0)) return unreadable(place, 'entries are missing');
  const resources = entries.map((entry, index) => readEntry(entry, sent.entry?.[index]?.request?.url ?? ''));
  const bad = resources.findIndex((one) => one === undefined);
  if (bad >= 0) return unreadable(place, `entry ${bad} has no success or no id`);
  return ok({ resources: resources.filter((one) => one !== undefined) });
}

const unreadable = (place: string, why: string): Result<never> =>
  deliveryFailure('FHIR_ANSWER_UNREADABLE', `answer of ${place}: ${why}`);

// `200`, `200 OK`, `201 Created`; location `[base]/Type/id/_history/3`, absolute or relative.
const LOCATION = /(?:^|\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/([A-Za-z0-9\-.]{1,64}))?$/;

function readEntry(entry: BundleEntry, url: string): SentResource | undefined {
  const status = Number.parseInt(entry.response?.status ?? '', 10);
  if (!(status >= 200 && status < 300)) return undefined;
  const { resource } = entry;
  const [, type, id, version] =
    LOCATION.exec(entry.response?.location ?? '') ??
    LOCATION.exec(resource?.id ? `${resource.resourceType}/${resource.id}` : '') ??
    LOCATION.exec(url) ??
    [];
  if (!type || !id) return undefined;
  const versionId = etagVersion(entry.response?.etag) ?? version ?? resource?.meta?.versionId;
  return { type, id, status, ...(versionId !== undefined && { versionId }) };
}

/** `W/"3"` → `3`. */
export const etagVersion = (etag: string | undefined): string | undefined =>
  /^(?:W\/)?"?([A-Za-z0-9\-.]{1,64})"?$/.exec(etag?.trim() ?? '')?.[1];
