import { type CodeableConcept, type Coding } from '@medplum/fhirtypes';
import { type Coding as SourceCoding } from '../../intake/index.js';
import { type MappingSettings } from './input.js';
import { siteSystem, slug } from './ids.js';
import { HL7 } from './systems.js';

const OID = /^[0-2](\.\d+)+$/;
const URI = /^[a-z][a-z0-9+.-]*:\S+$/i;
const LOINC_CODE = /^\d{1,7}-\d$/;

/** A concept with a local coding, a standard one where known, and the words a person reads. */
export function concept(text: string, ...codings: readonly (Coding | undefined)[]): CodeableConcept {
  const coding = codings.filter((one) => one !== undefined);
  return { ...(coding.length > 0 && { coding: [...coding] }), text: clean(text) };
}

export const coding = (system: string, code: string, display?: string): Coding => ({
  system,
  code,
  ...(display && { display }),
});

/** One line without control characters: R4 refuses them in a string, PDF and HL7 texts hold them. */
export const clean = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').trim();

/** A local code is the canonical name itself, blanks made single (the FHIR code type). */
export const localCode = (name: string): string => clean(name.normalize('NFC'));

/** The kind of document, as its source codes it. */
export const documentType = (type: SourceCoding, settings: MappingSettings): CodeableConcept =>
  concept(type.display?.trim() || type.code.trim() || 'Compte rendu', sourceCoding(type, settings));

/** Coding of a source: HL7 v2 system names, OIDs and URIs become FHIR systems; the rest is the site's. */
export function sourceCoding(source: SourceCoding, settings: MappingSettings): Coding | undefined {
  if (!source.code.trim()) return undefined;
  return coding(
    codeSystem(source, settings),
    localCode(source.code),
    source.display && clean(source.display),
  );
}

function codeSystem({ system, code }: SourceCoding, settings: MappingSettings): string {
  if (system === 'LN' || (!system && LOINC_CODE.test(code))) return HL7.loinc;
  if (!system) return siteSystem(settings, 'codes');
  if (OID.test(system)) return `urn:oid:${system}`;
  return URI.test(system) ? system : siteSystem(settings, 'codes', slug(system) || 'unnamed');
}

export { OID };
