import { type BundleEntry, type OperationOutcome, type Resource } from '@medplum/fhirtypes';
import { type Work } from './context.js';
import { type Done } from './entries.js';
import { type Preferences } from './headers.js';
import { type Answer, etagOf } from './http.js';
import { read } from './reading.js';

const STATUS: Readonly<Record<number, string>> = {
  200: '200 OK',
  201: '201 Created',
  204: '204 No Content',
  304: '304 Not Modified',
};

/** The entry that answers a write. Its resource only where the sender asked for it. */
export async function doneEntry(work: Work, done: Done, { answer }: Preferences): Promise<BundleEntry> {
  if (done.effect === 'found') return foundEntry(work, done, answer === 'representation');
  const { type, id, version, updated, effect, resource } = done;
  if (effect === 'absent') return { response: { status: '204 No Content' } };
  const stamp = { etag: etagOf(version), lastModified: updated.toISOString() };
  if (effect === 'deleted') return { response: { status: '204 No Content', ...stamp } };
  return {
    ...(answer === 'representation' && resource ? { resource } : {}),
    response: {
      status: effect === 'created' ? '201 Created' : '200 OK',
      location: `${type}/${id}/_history/${String(version)}`,
      ...stamp,
    },
  };
}

async function foundEntry(work: Work, { type, id }: Done, withResource: boolean): Promise<BundleEntry> {
  const { resource } = await read(work, { type, id }, {});
  const { versionId, lastUpdated } = (resource as Resource).meta ?? {};
  return {
    ...(withResource ? { resource: resource as Resource } : {}),
    response: {
      status: '200 OK',
      location: `${type}/${id}/_history/${versionId ?? '1'}`,
      etag: etagOf(Number(versionId)),
      ...(lastUpdated === undefined ? {} : { lastModified: lastUpdated }),
    },
  };
}

/** The entry that answers a reading, or any entry of a batch. */
export function answeredEntry({ status, headers = {}, resource }: Answer): BundleEntry {
  const { ETag, Location } = headers;
  const modified = headers['Last-Modified'];
  const refused = status >= 400;
  return {
    ...(resource && !refused ? { resource: resource as Resource } : {}),
    response: {
      status: STATUS[status] ?? String(status),
      ...(Location === undefined ? {} : { location: Location }),
      ...(ETag === undefined ? {} : { etag: ETag }),
      ...(modified === undefined ? {} : { lastModified: new Date(modified).toISOString() }),
      ...(resource && refused ? { outcome: resource as OperationOutcome } : {}),
    },
  };
}
