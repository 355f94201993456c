import { type Resource, type ResourceType } from '@medplum/fhirtypes';
import { type Destination, type Ledger } from '../delivery/index.js';
import { isOwn, searchKeyOf } from '../fhir/index.js';
import { ok, type Result } from '../kernel/index.js';

/** Under our id, whatever the server calls it. */
export type Standing<T extends Resource = Resource> = T & { id: string };

/**
 * A Patient or an Encounter as it stands on the server, if it is there and we made it: under the id we gave, or the one
 * the server gave us; with our tag and our key. What the hospital brought is not ours, whatever results hang on it.
 */
export async function ownResource<T extends Resource>(
  type: T['resourceType'] & ResourceType,
  id: string,
  from: { readonly destination: Destination; readonly ledger: Pick<Ledger, 'known'> },
): Promise<Result<Standing<T> | undefined>> {
  const { name, target, mode } = from.destination;
  const key = `${type}/${id}`;
  const place = (await from.ledger.known(name, [key])).get(key);
  const there = place?.id ?? (mode === 'put' ? id : undefined);
  // In mode put, another id is that of the hospital's own.
  if (!there || (mode === 'put' && there !== id)) return ok(undefined);
  const read = await target.read(type, there);
  if (!read.ok) return read;
  const found = read.value;
  if (found?.resourceType !== type || !isOwn(found)) return ok(undefined);
  if (!decodeURIComponent(searchKeyOf(found) ?? '').endsWith(`|${id}`)) return ok(undefined);
  return ok({ ...(found as T), id });
}
