import { type Hl7Message, type Segment } from '../../hl7/index.js';
import { ok, type Result, sensitive } from '../../kernel/index.js';
import { type Identity, type Stay } from '../../patients/index.js';
import { type CdaId } from '../inbox/cda-header.js';
import { cdaHeadersOf } from '../inbox/sealed-forms.js';
import { type ConfidentialityFlag, type Payload, type ReportDraft } from '../report.js';
import { readCarers } from './carers.js';
import { readDocumentIds } from './document-ids.js';
import { readDocumentType } from './document-type.js';
import { readEmbedded } from './embedded-report.js';
import { type LifeCycle, type LifeCycleFacts, readLifeCycle, type Told } from './life-cycle.js';
import { type LocalVariation } from './local-variation.js';
import { confidentialityOf, isMetadata, type ReportObservations, selectReport } from './observations.js';
import { type HeldState } from './ports.js';
import { refuse, type Refusal } from './refusals.js';
import { type ReportGroup, reportGroups } from './report-groups.js';
import { checkPictures } from './picture-rule.js';
import { type Pointed, readPointed, refuseAwaiting } from './pointed-report.js';
import { type Pointer } from './pointers/pointer.js';
import { readTime } from './stay.js';
import { readTextReport } from './text-report.js';

export interface ReportContext {
  readonly message: Hl7Message;
  readonly event: LifeCycleFacts['event'];
  readonly controlId: string;
  readonly variation: LocalVariation;
  /** States of a document that wait; all of them where nothing is said. */
  readonly hold?: readonly HeldState[];
  readonly sender: string;
  readonly identity: Identity;
  readonly stay: Stay;
  readonly fictitious: boolean;
  readonly pointed: Pointed;
}

/** A report whose files may have to be fetched first: until then it has no payload. */
interface Read {
  readonly draft: ReportDraft;
  readonly awaits: readonly Pointer[];
}

/** The reports of an ORU^R01 or MDM, one for each document. */
export function readReports(context: ReportContext): Result<ReportDraft[], Refusal> {
  const { message, event } = context;
  if (event !== 'R01' && !message.segment('TXA')) {
    return refuse('HL7_SEGMENT_MISSING', { segment: 'TXA' }, 'the document segment is missing');
  }
  const groups = reportGroups(message);
  if (groups.length === 0) return refuse('HL7_SEGMENT_MISSING', { segment: 'OBR' }, 'no report is announced');
  const drafts: ReportDraft[] = [];
  const awaits: Pointer[] = [];
  for (const group of groups) {
    const read = readReport(group, context);
    if (!read.ok) return read;
    const { draft } = read.value;
    awaits.push(...read.value.awaits);
    const at = drafts.findIndex((other) => isSameDocument(other, draft));
    const merged = at === -1 ? ok(draft) : mergeForms(drafts[at] as ReportDraft, draft, group);
    if (!merged.ok) return merged;
    drafts.splice(at === -1 ? drafts.length : at, 1, merged.value);
  }
  return awaits.length > 0 ? refuseAwaiting(awaits) : ok(drafts);
}

const isSameDocument = (a: ReportDraft, b: ReportDraft): boolean =>
  a.documentId === b.documentId && a.assigner === b.assigner;

/** Two forms of one content (CDA level 1 and 3, CDA and PDF) are one report; two texts under one id are not. */
function mergeForms(
  a: ReportDraft,
  b: ReportDraft,
  { obr, observations: segments }: ReportGroup,
): Result<ReportDraft, Refusal> {
  const isText = (draft: ReportDraft) =>
    draft.payloads.some(({ contentType }) => /^text\/(?:plain|hl7-ft)$/.test(contentType));
  if (a.action !== b.action || a.status !== b.status || (isText(a) && isText(b))) {
    const place = { segment: 'OBR', ordinal: obr?.ordinal ?? 1, field: 3 };
    return refuse('HL7_INCOHERENT', place, 'two reports of one message have the same id');
  }
  const confidentiality = [...new Set([...a.confidentiality, ...b.confidentiality])];
  const payloads = checkPictures([...a.payloads, ...b.payloads], segments);
  return payloads.ok ? ok({ ...a, payloads: payloads.value, confidentiality }) : payloads;
}

function readReport(group: ReportGroup, context: ReportContext): Result<Read, Refusal> {
  const { message } = context;
  const isVolet = (message.segment('MSH')?.raw(21) ?? '').includes('CISIS_CDA_HL7');
  const selected = selectReport(group);
  const observations = selected.ok
    ? selected.value.observations
    : group.observations.filter((obx) => !isMetadata(obx));
  const lifeCycle = readLifeCycle(lifeCycleFacts(group, observations, { event: context.event, isVolet }));
  if (!lifeCycle.ok) return lifeCycle;
  const { action, ...states } = lifeCycle.value;
  const isBare = action === 'deletion' || (action === 'status' && !isContent(context, observations));
  const payloads =
    isBare || NOTIFICATIONS.includes(context.event)
      ? ok([])
      : selected.ok
        ? readPayloads(selected.value, group, context)
        : selected;
  // A deletion has no content of its own, but may bring the document it deletes.
  const isFileAlone = isBare && selected.ok && selected.value.kind === 'embedded';
  const said = isFileAlone ? readPayloads(selected.value, group, context) : payloads;
  const awaits = payloads.ok ? [] : (payloads.failure.awaits ?? []);
  // A file is fetched for a message in which all the rest is right.
  if (!payloads.ok && awaits.length === 0) return payloads;
  const isFile = selected.ok && selected.value.kind !== 'lines';
  const type = readDocumentType(group, observations[0], isFile, context.variation);
  if (!type) return refuse('HL7_FIELD_MISSING', typePlace(group), 'the document type is required');
  const ids = readDocumentIds({
    group,
    type,
    action,
    isVolet,
    cdaId: cdaIdOf(said),
    controlId: context.controlId,
    variation: context.variation,
    sender: context.sender,
  });
  if (!ids.ok) return ids;
  const date = readDocumentDate(group, observations[0]);
  if (!date.ok) return date;
  const draft: ReportDraft = {
    ...ids.value,
    // T09 without the version it replaces announces nothing: it is a change of status.
    action: context.event === 'T09' && !ids.value.parentDocumentId ? 'status' : action,
    ...statesOf(states, context.hold),
    type,
    ...(type.display && { title: type.display }),
    ...(date.value && { date: date.value }),
    payloads: payloads.ok ? payloads.value : [],
    identity: sensitive(context.identity),
    stay: sensitive(context.stay),
    carers: sensitive(readCarers(message, group.segments)),
    confidentiality: confidentiality(group, message),
    fictitious: context.fictitious,
  };
  return ok({ draft, awaits });
}

const cdaIdOf = (payloads: Result<Payload[], unknown>): CdaId | undefined =>
  payloads.ok ? cdaHeadersOf(payloads.value)[0]?.id : undefined;

function readPayloads(
  selected: ReportObservations,
  group: ReportGroup,
  context: ReportContext,
): Result<Payload[], Refusal> {
  const payloads = readContent(selected, context);
  return payloads.ok ? checkPictures(payloads.value, group.observations) : payloads;
}

function readContent(
  { kind, observations }: ReportObservations,
  { message, pointed }: ReportContext,
): Result<Payload[], Refusal> {
  switch (kind) {
    case 'embedded':
      return readEmbedded(observations, message);
    case 'lines':
      return readTextReport(observations, message);
    case 'pointers':
      return readPointed(observations, message, pointed);
  }
}

/** They tell of a document and come without it (table 0003). */
const NOTIFICATIONS: readonly LifeCycleFacts['event'][] = ['T01', 'T03', 'T05', 'T07', 'T09'];

/** T04 may bring the content along; ORU^R01 with OBX-11 U does not, whatever stands in OBX-5. */
const isContent = ({ event }: ReportContext, observations: readonly Segment[]): boolean =>
  event === 'T04' && observations.length > 0;

/** What the source is said not to hold walks at once, as what it is. */
function statesOf(
  { availability, ...states }: Omit<LifeCycle, 'action'>,
  hold: readonly HeldState[] = ['draft', 'unavailable'],
): Pick<ReportDraft, 'status' | 'availability' | 'isWrongPatient' | 'runsUnsigned'> {
  const isTold = availability && (availability === 'available' || hold.includes('unavailable'));
  return {
    ...states,
    ...(isTold && { availability }),
    ...(!hold.includes('draft') && { runsUnsigned: true }),
  };
}

const typePlace = ({ txa, obr }: ReportGroup) =>
  txa ? { segment: 'TXA', ordinal: 1, field: 2 } : { segment: 'OBR', ordinal: obr?.ordinal ?? 1, field: 4 };

function lifeCycleFacts(
  { orc, obr, txa }: ReportGroup,
  observations: readonly Segment[],
  told: Pick<LifeCycleFacts, 'event' | 'isVolet'>,
): LifeCycleFacts {
  const at = (segment: Segment | undefined, name: string, field: number): Told => ({
    code: segment?.value(field).toUpperCase() ?? '',
    place: { segment: name, ordinal: segment?.ordinal ?? 1, field },
  });
  return {
    ...told,
    order: at(orc, 'ORC', 1),
    observations: observations.map((obx) => at(obx, 'OBX', 11)),
    result: at(obr, 'OBR', 25),
    completion: at(txa, 'TXA', 17),
    availability: at(txa, 'TXA', 19),
  };
}

/** Of the document itself: TXA-4 or TXA-6, else OBR-22, OBR-7, OBX-14. The message's own date tells nothing of it. */
function readDocumentDate({ txa, obr }: ReportGroup, obx?: Segment): Result<string | undefined, Refusal> {
  const fields: readonly (readonly [Segment | undefined, number])[] = [
    [txa, 4],
    [txa, 6],
    [obr, 22],
    [obr, 7],
    [obx, 14],
  ];
  for (const [segment, field] of fields) {
    const time = readTime(segment, field);
    if (!time.ok || time.value) return time;
  }
  return ok(undefined);
}

/** A group without metadata of its own takes the strictest of the message. */
function confidentiality(group: ReportGroup, message: Hl7Message): readonly ConfidentialityFlag[] {
  const hasOwn = group.observations.some(isMetadata);
  return confidentialityOf(hasOwn ? group.observations : message.all('OBX'));
}
