import { type Bundle, type Extension, type Resource } from '@medplum/fhirtypes';
import { EXTENSION } from '../mapping/systems.js';

/**
 * The Bundle without the extensions whose exact form is ours and is held here: evidence and confidence are
 * half the cost of a general validation. A resource with any other extension, or a malformed one, is left whole.
 */
export function withoutKnownExtensions(bundle: Bundle): Bundle {
  if (!bundle.entry?.some(({ resource }) => resource && isLightened(resource))) return bundle;
  const entry = bundle.entry.map((one) =>
    one.resource && isLightened(one.resource) ? { ...one, resource: lighten(one.resource) } : one,
  );
  return { ...bundle, entry };
}

function isLightened(resource: Resource): boolean {
  const extensions = extensionsOf(resource);
  return Array.isArray(extensions) && extensions.length > 0 && extensions.every(isKnown);
}

const extensionsOf = (resource: Resource): Extension[] | undefined =>
  'extension' in resource ? resource.extension : undefined;

function lighten(resource: Resource): Resource {
  const light = { ...resource } as Resource & { extension?: Extension[] };
  delete light.extension;
  return light;
}

const isKnown = (extension: Extension): boolean => isConfidence(extension) || isDerivation(extension);

function isConfidence(extension: Extension): boolean {
  const { url, valueDecimal } = extension;
  const inRange = typeof valueDecimal === 'number' && valueDecimal >= 0 && valueDecimal <= 1;
  return url === EXTENSION.confidence && inRange && hasOnly(extension, 'url', 'valueDecimal');
}

function isDerivation(extension: Extension): boolean {
  const parts = extension.extension;
  if (extension.url !== EXTENSION.derivation || !Array.isArray(parts) || parts.length !== 4) return false;
  const [reference, path, offset, length] = parts as [Extension, Extension, Extension, Extension];
  return (
    hasOnly(extension, 'url', 'extension') &&
    isPart(reference, 'reference', 'valueReference') &&
    isReference(reference.valueReference) &&
    isPart(path, 'path', 'valueString') &&
    typeof path.valueString === 'string' &&
    /\S/.test(path.valueString) &&
    isPart(offset, 'offset', 'valueInteger') &&
    isPart(length, 'length', 'valueInteger') &&
    isCount(offset.valueInteger) &&
    isCount(length.valueInteger)
  );
}

const isPart = (extension: Extension, url: string, value: string): boolean =>
  extension?.url === url && hasOnly(extension, 'url', value);

const isReference = (value: Extension['valueReference']): boolean =>
  typeof value?.reference === 'string' &&
  /^DocumentReference\/[A-Za-z0-9\-.]{1,64}$/.test(value.reference) &&
  hasOnly(value, 'reference');

const isCount = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;

const hasOnly = (value: object, ...keys: readonly string[]): boolean =>
  Object.keys(value).length === keys.length && keys.every((key) => key in value);
