import { type Resource } from '@medplum/fhirtypes';
import { type ServerContext } from './context.js';

/** A stored version. `content` is sealed; null once deleted. */
export interface StoredVersion {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly updated: Date;
  readonly content: Buffer | null;
}

type Place = Pick<StoredVersion, 'type' | 'id' | 'version'>;

const sealContext = ({ type, id, version }: Place): string => `fhir/${type}/${id}/${String(version)}`;

/** The JSON we keep: the resource under its id, without the version and time we give it at each write. */
export function contentOf(resource: Resource, id: string): string {
  const meta = { ...resource.meta };
  delete meta.versionId;
  delete meta.lastUpdated;
  // JSON leaves out what is undefined.
  return JSON.stringify({ ...resource, id, meta: Object.keys(meta).length > 0 ? meta : undefined });
}

export function seal(json: string, place: Place, context: ServerContext): Buffer {
  return context.cipher.seal(Buffer.from(json, 'utf8'), sealContext(place));
}

export function open(row: StoredVersion, context: Pick<ServerContext, 'cipher'>): Resource {
  if (!row.content) throw new Error('A deleted version has no content.');
  const json = context.cipher.open(row.content, sealContext(row)).toString('utf8');
  return withVersion(JSON.parse(json) as Resource, row);
}

export function withVersion(
  resource: Resource,
  { version, updated }: Pick<StoredVersion, 'version' | 'updated'>,
) {
  const { resourceType, id, meta, ...rest } = resource;
  const stamped = { ...meta, versionId: String(version), lastUpdated: updated.toISOString() };
  return { resourceType, id, meta: stamped, ...rest } as Resource;
}
