import { type BundleEntry, type Coding, type Meta, type Resource } from '@medplum/fhirtypes';
import { type Report } from '../../intake/index.js';
import { type PseudonymizedDocument } from '../../pseudonymization/index.js';
import { type Identified, updateEntry } from './bundle.js';
import { omit } from './collections.js';
import { confidentialityOf } from './confidentiality.js';
import { type MappingSettings } from './input.js';
import { HL7, OWN } from './systems.js';

/** What we wrote ourselves carries this tag and never re-enters intake. */
export const ORIGIN_TAG: Coding = { system: OWN.origin, code: 'passerelle', display: 'Écrit par Passerelle' };

export const ARTIFICIAL_ASSERTION: Coding = {
  system: HL7.observationValue,
  code: 'AIAST',
  display: 'Artificial Intelligence asserted',
};
const FICTITIOUS: Coding = { system: HL7.actReason, code: 'HTEST', display: 'test health data' };

export const isOwn = (resource: Pick<Resource, 'meta'>): boolean =>
  resource.meta?.tag?.some((tag) => tag.system === ORIGIN_TAG.system && tag.code === ORIGIN_TAG.code) ??
  false;

type Labelled = Pick<Report, 'confidentiality' | 'fictitious'>;

/** Meta of what comes from the source itself (document, patient, stay, provenance). */
export function sourceMeta(report: Labelled, settings: MappingSettings): Meta {
  const security = [confidentialityOf(report), ...(report.fictitious ? [FICTITIOUS] : [])];
  return { security, tag: tags(settings) };
}

/** Meta of a person or a stay: its confidentiality is not one document's. */
export function personMeta(report: Pick<Report, 'fictitious'>, settings: MappingSettings): Meta {
  return { ...(report.fictitious && { security: [FICTITIOUS] }), tag: tags(settings) };
}

/** Meta of a Device: shared by all patients, so nobody's label. */
export const deviceMeta = (settings: MappingSettings): Meta => ({ tag: tags(settings) });

/** Meta of a result: asserted by a machine, and as confidential as its source. */
export function resultMeta(
  report: Labelled,
  settings: MappingSettings,
  method: PseudonymizedDocument['method'],
): Meta {
  const meta = sourceMeta(report, settings);
  const assurance = { system: OWN.assurance, code: method.assurance };
  return {
    security: [ARTIFICIAL_ASSERTION, ...(meta.security ?? [])],
    tag: [...(meta.tag ?? []), assurance],
  };
}

/** A resource read back carries the server's own meta, which is not ours to send. */
export function withoutServerMeta<T extends Resource>(resource: T): T {
  return { ...resource, meta: omit(resource.meta ?? {}, 'versionId', 'lastUpdated') };
}

/**
 * Writes back what was read, changed: the server refuses it if somebody wrote it meanwhile, where the write mode can
 * say so.
 */
export function guardedEntry(resource: Identified): BundleEntry {
  const { request, ...entry } = updateEntry(withoutServerMeta(resource));
  const versionId = resource.meta?.versionId;
  if (!request || !versionId) return { ...entry, ...(request && { request }) };
  return { ...entry, request: { ...request, ifMatch: `W/"${versionId}"` } };
}

function tags(settings: MappingSettings): Coding[] {
  return [ORIGIN_TAG, { system: OWN.pipeline, code: 'passerelle', version: settings.pipelineVersion }];
}
