import {
  type DocumentReference,
  type Extension,
  type Observation,
  type Resource,
  type Specimen,
} from '@medplum/fhirtypes';
import { EXTENSION, OWN_SYSTEMS } from '../../../fhir/index.js';
import { type Coding } from '../../../intake/index.js';
import { type Sensitive, sensitive } from '../../../kernel/index.js';
import { type Identity, type Stay } from '../../../patients/index.js';
import { type DeliveredReport } from '../../announcements/announcement.js';

/** One result as it was delivered, with what it needs of the resources beside it. */
export interface KeptResult extends Pick<
  Observation,
  | 'code'
  | 'valueCodeableConcept'
  | 'valueQuantity'
  | 'valueRange'
  | 'valueBoolean'
  | 'valueDateTime'
  | 'dataAbsentReason'
  | 'interpretation'
  | 'method'
  | 'component'
  | 'effectiveDateTime'
> {
  readonly id: string;
  /** It no longer stands. */
  readonly isWithdrawn: boolean;
  /** It is of the past. */
  readonly isHistorical: boolean;
  /** 0 to 1. */
  readonly confidence?: number;
  /** The use case and its version: `tumor-biomarkers@3`. */
  readonly maker?: string;
  readonly specimen?: string;
  /** Stretches of the report. */
  readonly evidence: readonly string[];
}

/** What a message of results is made of. */
export interface Hl7Content {
  readonly document: { readonly id: string; readonly assigner: string; readonly type: Coding };
  readonly date?: string;
  readonly isFictitious: boolean;
  readonly isWrongPatient: boolean;
  readonly identity: Identity;
  readonly stay: Stay;
  readonly results: readonly KeptResult[];
}

export function contentOf({ report, resources }: DeliveredReport): Sensitive<Hl7Content> {
  const { documentId, assigner, type, date } = report;
  const text = textReader(resources);
  const makers = new Map(resources.flatMap((one) => makerOf(one)));
  const results = resources.flatMap((one) => (one.resourceType === 'Observation' ? [one] : []));
  return sensitive({
    document: { id: documentId, assigner, type },
    ...(date && { date }),
    isFictitious: report.fictitious,
    isWrongPatient: report.isWrongPatient === true,
    identity: report.identity.reveal(),
    stay: report.stay.reveal(),
    results: results.filter(saysSomething).map((one) => kept(one, { text, makers })),
  });
}

/** A panel only holds its members together: they come themselves. */
const saysSomething = (one: Observation): boolean =>
  one.valueCodeableConcept !== undefined ||
  one.valueQuantity !== undefined ||
  one.valueRange !== undefined ||
  one.valueBoolean !== undefined ||
  one.valueDateTime !== undefined ||
  one.dataAbsentReason !== undefined;

interface Beside {
  readonly text: (document: string) => readonly string[];
  readonly makers: ReadonlyMap<string, string>;
}

function kept(one: Observation, { text, makers }: Beside): KeptResult {
  const isWithdrawn = one.status === 'entered-in-error' || one.status === 'cancelled';
  const { id = '', code } = one;
  // What no longer stands is named, and nothing it said is told again.
  if (isWithdrawn) return { id, code, isWithdrawn, isHistorical: isHistorical(one), evidence: [] };
  const confidence = one.extension?.find(({ url }) => url === EXTENSION.confidence)?.valueDecimal;
  const maker = makers.get(one.device?.reference ?? '');
  const specimen = one.contained?.find(isSpecimen)?.type?.text;
  const { valueCodeableConcept, valueQuantity, valueRange, valueBoolean, valueDateTime } = one;
  const { dataAbsentReason, interpretation, method, component, effectiveDateTime } = one;
  return {
    ...{ id, code, isWithdrawn, isHistorical: isHistorical(one) },
    ...{ valueCodeableConcept, valueQuantity, valueRange, valueBoolean, valueDateTime },
    ...{ dataAbsentReason, interpretation, method, component, effectiveDateTime },
    ...(confidence !== undefined && { confidence }),
    ...(maker && { maker }),
    ...(specimen && { specimen }),
    evidence: (one.extension ?? []).flatMap((extension) => wordsOf(extension, text)),
  };
}

const isSpecimen = (one: Resource): one is Specimen => one.resourceType === 'Specimen';

const isHistorical = ({ category }: Observation): boolean =>
  (category ?? []).some(({ coding }) =>
    (coding ?? []).some(({ system, code }) => system === OWN_SYSTEMS.temporality && code === 'historical'),
  );

const MODEL = 'urn:passerelle:model';

function makerOf(resource: Resource): (readonly [string, string])[] {
  if (resource.resourceType !== 'Device' || !resource.id) return [];
  const name = resource.identifier?.find(({ system }) => system === MODEL)?.value;
  return name ? [[`Device/${resource.id}`, name]] : [];
}

/** Offsets of evidence are Unicode code points of the text that the DocumentReference carries. */
function wordsOf({ url, extension = [] }: Extension, text: Beside['text']): string[] {
  if (url !== EXTENSION.derivation) return [];
  const part = (name: string) => extension.find((one) => one.url === name);
  const reference = part('reference')?.valueReference?.reference;
  const offset = part('offset')?.valueInteger;
  const length = part('length')?.valueInteger;
  if (!reference || offset === undefined || length === undefined) return [];
  const words = text(reference)
    .slice(offset, offset + length)
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
  return words === '' ? [] : [words];
}

/** Texts by the reference of their DocumentReference, letter by letter; each is decoded once. */
function textReader(resources: readonly Resource[]): Beside['text'] {
  const documents = new Map(
    resources.flatMap((one): [string, DocumentReference][] =>
      one.resourceType === 'DocumentReference' && one.id ? [[`DocumentReference/${one.id}`, one]] : [],
    ),
  );
  const decoded = new Map<string, readonly string[]>();
  return (reference) => {
    const before = decoded.get(reference);
    if (before) return before;
    const data = documents.get(reference)?.content[0]?.attachment.data ?? '';
    const letters = [...Buffer.from(data, 'base64').toString('utf8')];
    decoded.set(reference, letters);
    return letters;
  };
}
