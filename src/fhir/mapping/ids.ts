import { type Identifier, type ResourceType } from '@medplum/fhirtypes';
import { type IdKey, type MappingSettings } from './input.js';

/** An opaque resource id in the form of a version 8 UUID, from the key's 64 hex characters. */
export function makeId(ids: IdKey, ...parts: string[]): string {
  const hex = ids(...parts);
  if (!/^[0-9a-f]{64}$/.test(hex)) throw new Error('IdKey must return 64 lowercase hex characters.');
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** Ids of the research zone never equal those of the care zone, even were their keys the same by mistake. */
export const researchIds =
  (ids: IdKey): IdKey =>
  (...parts) =>
    ids('research', ...parts);

/** The key under which any server finds the resource again, whatever id it gave it. */
export function keyIdentifier(settings: MappingSettings, type: ResourceType, id: string): Identifier {
  return { system: siteSystem(settings, `key:${type.toLowerCase()}`), value: id };
}

export function siteSystem(settings: Pick<MappingSettings, 'site'>, ...parts: string[]): string {
  return ['urn:passerelle', settings.site, ...parts].join(':');
}

/** A URI-safe piece of a name: `CHU X` → `chu-x`. */
export function slug(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}
