import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { ok, type Result, sensitive } from '../kernel/index.js';
import { type Identifier, isFictitiousInsOid } from '../patients/index.js';
import { rulesOf } from '../validation/index.js';
import { type IntakeEvent } from './events.js';
import { intakeFailure } from './failures.js';
import { type EventIdentifier, ReportEvent } from './report-event.js';
import { type Payload, type ReportDraft } from './report.js';

const LOINC = 'http://loinc.org';
/** Levels of the event: `patient.identifiers[0].kind` is on the fourth. */
const DEEPEST = 8;
const LONGEST_TEXT = 10_000;
/** Fields of a content that are as long as a document. */
const CONTENT: readonly string[] = ['text', 'base64'];

export interface ReadReportEvent {
  readonly eventId: string;
  readonly producer: string;
  readonly event: IntakeEvent;
}

/**
 * Checks a report event (parsed JSON) and turns it into an intake event. A refusal names each path and its
 * rule, never a value.
 */
export function readReportEvent(json: unknown): Result<ReadReportEvent> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return intakeFailure('EVENT_INVALID', 'the event is not a JSON object');
  }
  const oddity = oddityOf(json);
  if (oddity) return intakeFailure('EVENT_INVALID', oddity);
  const event = plainToInstance(ReportEvent, json);
  const errors = validateSync(event, { whitelist: true, forbidNonWhitelisted: true });
  if (errors.length > 0) return intakeFailure('EVENT_INVALID', problemsOf(errors).join('; '));
  const isAboutAnother = event.action === 'replacement' || event.action === 'addendum';
  if (isAboutAnother && !event.document.parentId) {
    return intakeFailure('EVENT_INVALID', 'document.parentId: required for a replacement or an addendum');
  }
  if (isAbsent(event.document.setId) !== isAbsent(event.document.version)) {
    return intakeFailure(
      'EVENT_INVALID',
      'document.setId, document.version: one is nothing without the other',
    );
  }
  return ok({
    eventId: event.eventId,
    producer: event.producer,
    event: { kind: 'report', report: toDraft(event) },
  });
}

/** Null is as good as nothing where a field is optional. */
const isAbsent = (value: unknown): boolean => value === undefined || value === null;

const withoutNulls = <T extends object>(some: T): T =>
  Object.fromEntries(Object.entries(some).filter(([, value]) => value !== null)) as T;

const UNKNOWN = 'whitelistValidation';
const MOST_PROBLEMS = 20;

/** Each place and its rule. A field we do not know is not named: its name is the sender's, and may be anything. */
const problemsOf = (errors: readonly ValidationError[]): string[] =>
  [...new Set(rulesOf(withoutUnknownNames(errors)))].slice(0, MOST_PROBLEMS);

const withoutUnknownNames = (errors: readonly ValidationError[]): ValidationError[] =>
  errors.map((error) => ({
    ...error,
    property: error.constraints?.[UNKNOWN] ? '*' : error.property,
    ...(error.children && { children: withoutUnknownNames(error.children) }),
  }));

/**
 * What the rules of the class do not see, or not in time: a list in place of an object in a list, whose items are none; a
 * depth that fills the stack; a text so long that to measure it takes seconds. Level by level: no depth a sender may
 * choose fills the stack here.
 */
function oddityOf(json: unknown): string | undefined {
  let level: (readonly [string, unknown])[] = [['', json]];
  for (let depth = 0; depth <= DEEPEST; depth += 1) {
    for (const [name, node] of level) {
      if (Array.isArray(node) && node.some(Array.isArray)) return 'a list stands directly in a list';
      if (typeof node === 'string' && node.length > LONGEST_TEXT && !CONTENT.includes(name)) {
        return `a text has more than ${LONGEST_TEXT} characters and is no content`;
      }
    }
    level = level.flatMap(([, node]) =>
      typeof node === 'object' && node !== null ? Object.entries(node) : [],
    );
    if (level.length === 0) return undefined;
  }
  return 'the event is nested too deeply';
}

function toDraft(event: ReportEvent): ReportDraft {
  const { document, patient, stay } = event;
  // A test or demonstration INS says it itself.
  const fictitious =
    (patient.fictitious ?? false) ||
    patient.identifiers.some(({ authorityOid }) => isFictitiousInsOid(authorityOid));
  return {
    action: event.action,
    documentId: document.id,
    assigner: document.assigner,
    ...(document.parentId && { parentDocumentId: document.parentId }),
    ...(document.setId && document.version && { series: { id: document.setId, number: document.version } }),
    type: {
      system: document.typeSystem ?? LOINC,
      code: document.type,
      ...(document.typeDisplay && { display: document.typeDisplay }),
    },
    ...(document.title && { title: document.title }),
    ...(document.date && { date: document.date }),
    status: document.status ?? 'final',
    payloads: toPayloads(event),
    identity: sensitive({
      ...(patient.lastName && { lastName: patient.lastName }),
      ...(patient.birthName && { birthName: patient.birthName }),
      ...(patient.otherNames && { otherNames: patient.otherNames }),
      firstNames: patient.firstNames ?? [],
      sex: patient.sex ?? 'U',
      ...(patient.birthDate && { birthDate: patient.birthDate }),
      ...(patient.birthPlace && { birthPlace: patient.birthPlace }),
      ...(patient.birthPlaceCode && { birthPlaceCode: patient.birthPlaceCode }),
      addresses: (patient.addresses ?? []).map(withoutNulls),
      phones: patient.phones ?? [],
      emails: patient.emails ?? [],
      identifiers: patient.identifiers.map(toIdentifier),
      status: fictitious ? ['FICT'] : [],
    }),
    stay: sensitive({
      ...withoutNulls(stay ?? {}),
      identifiers: (stay?.identifiers ?? []).map(toIdentifier),
    }),
    carers: sensitive(
      [...(document.author ? [document.author] : []), ...(event.carers ?? [])].map(withoutNulls),
    ),
    confidentiality: document.confidentiality ?? [],
    fictitious,
  };
}

function toIdentifier({ kind, value, authority, authorityOid }: EventIdentifier): Identifier {
  const named = { ...(authority && { name: authority }), ...(authorityOid && { oid: authorityOid }) };
  return { kind, value, ...((authority ?? authorityOid) && { authority: named }) };
}

function toPayloads({ action, content }: ReportEvent): Payload[] {
  if (action === 'deletion' || !content) return [];
  const bytes =
    content.text === undefined
      ? Buffer.from(content.base64 ?? '', 'base64')
      : Buffer.from(content.text, 'utf8');
  return [{ contentType: content.contentType, content: sensitive(bytes) }];
}
