import { type Resource } from '@medplum/fhirtypes';
import { withoutServerMeta } from './meta.js';
import { OWN } from './systems.js';

const WITHDRAWN = { system: OWN.lifecycle, code: 'withdrawn' };

/** We took it back ourselves: it may come again. What a person refused does not. */
export const isWithdrawn = ({ meta }: Resource): boolean =>
  meta?.tag?.some(({ system, code }) => system === WITHDRAWN.system && code === WITHDRAWN.code) ?? false;

/** A copy to be sent, marked as taken back by us. */
export function asWithdrawn<T extends Resource>(resource: T): T {
  const own = withoutServerMeta(resource);
  const tag = [...(own.meta?.tag ?? []), ...(isWithdrawn(own) ? [] : [WITHDRAWN])];
  return { ...own, meta: { ...own.meta, tag } };
}
