import { type Resource } from '@medplum/fhirtypes';
import { failed, ok, type Result } from '../../kernel/index.js';
import { instantOf } from './dates.js';
import { type FhirProblem, lineOf, listOf, objectOf, oidOf, type SentDocument } from './sent-document.js';

const LOINC = 'http://loinc.org';
const URI = 'urn:ietf:rfc:3986';
const VISIBILITY = 'urn:passerelle:codes:meta-dmp-mss';
const LEVELS = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';
const FLAGS = [
  'MASQUE_PS',
  'INVISIBLE_PATIENT',
  'INVISIBLE_REP_LEGAUX',
  'CONNEXION_SECRETE',
  'MODIF_CONF_CODE',
];
/** A level without its reason: the flag that keeps the level, never a lower one. */
const FLAG_BY_LEVEL: Readonly<Record<string, string>> = { V: 'MASQUE_PS', R: 'MODIF_CONF_CODE' };

export interface DocumentKey {
  readonly id: string;
  readonly assigner: string;
}

/** `masterIdentifier`, else the first `identifier` that is no key of ours. */
export function keyOf(document: unknown): DocumentKey | undefined {
  const { masterIdentifier, identifier } = objectOf(document);
  for (const one of [objectOf(masterIdentifier), ...listOf(identifier)]) {
    const key = keyOfIdentifier(one);
    if (key) return key;
  }
  return undefined;
}

/** An OID under `urn:ietf:rfc:3986` is a CDA root without extension: the id alone, as HL7 v2 brings it. */
export function keyOfIdentifier({
  system,
  value,
}: Readonly<Record<string, unknown>>): DocumentKey | undefined {
  const id = lineOf(value);
  if (!id || (typeof system === 'string' && system.startsWith('urn:passerelle:'))) return undefined;
  if (system === URI || system === undefined)
    return { id: oidOf(id) ?? id, assigner: system === undefined ? 'fhir' : URI };
  return { id, assigner: oidOf(system) ?? lineOf(system) ?? 'fhir' };
}

type Course = {
  readonly action: 'original' | 'replacement' | 'addendum' | 'deletion';
  readonly parentId?: string;
};

/** What a DocumentReference says of its document: new, in place of another, added to it, withdrawn. */
export function courseOf({ document, place, related }: SentDocument): Result<Course, FhirProblem> {
  const { status, docStatus, relatesTo } = objectOf(document);
  if (status === 'entered-in-error' || docStatus === 'entered-in-error') return ok({ action: 'deletion' });
  const links = listOf(relatesTo);
  const at = links.findIndex(({ code }) => code === 'replaces' || code === 'appends');
  const link = links[at];
  if (!link) return ok({ action: 'original' });
  const target = objectOf(link['target']);
  const { reference, identifier } = target;
  const parent =
    (typeof reference === 'string' ? keyOf(related.get(reference)) : undefined) ??
    keyOfIdentifier(objectOf(identifier));
  if (!parent) {
    return failed({
      place: `${place}.relatesTo[${String(at)}].target`,
      rule: 'a DocumentReference of this server or of the same transaction, or the identifier of the document',
    });
  }
  return ok({ action: link['code'] === 'replaces' ? 'replacement' : 'addendum', parentId: parent.id });
}

/** The fields of a report event's `document` that ask nothing of other resources. */
export function documentFields(document: Resource): Record<string, unknown> {
  const { type, docStatus, description, content, context, date } = objectOf(document);
  const codings = listOf(objectOf(type)['coding']);
  const coding = codings.find(({ system }) => system === LOINC) ?? codings.find(({ code }) => lineOf(code));
  const [attachment] = listOf(content).map((one) => objectOf(one['attachment']));
  const title = lineOf(attachment?.['title']) ?? lineOf(description);
  const day =
    instantOf(objectOf(objectOf(context)['period'])['start']) ??
    instantOf(attachment?.['creation']) ??
    instantOf(date);
  const system = lineOf(coding?.['system']);
  const display = lineOf(coding?.['display']) ?? lineOf(objectOf(type)['text']);
  return {
    type: lineOf(coding?.['code'], 40),
    ...(system && { typeSystem: system }),
    ...(display && { typeDisplay: display }),
    ...(title && { title }),
    ...(day && { date: day }),
    status: docStatus === 'preliminary' ? 'draft' : 'final',
    confidentiality: confidentialityOf(document),
  };
}

function confidentialityOf(document: Resource): string[] {
  const labels = listOf(objectOf(document)['securityLabel']).flatMap(({ coding }) => listOf(coding));
  const meta = listOf(objectOf(objectOf(document)['meta'])['security']);
  const flags = labels.flatMap(({ system, code }) => (system === VISIBILITY ? [String(code)] : []));
  const known = flags.filter((flag) => FLAGS.includes(flag));
  if (known.length > 0) return [...new Set(known)];
  const levels = [...labels, ...meta].flatMap(({ system, code }) =>
    system === LEVELS ? [String(code)] : [],
  );
  return [...new Set(levels.flatMap((level) => FLAG_BY_LEVEL[level] ?? []))];
}
