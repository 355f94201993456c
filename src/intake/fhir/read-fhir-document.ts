import { createHash } from 'node:crypto';
import { failed, ok, type Result } from '../../kernel/index.js';
import { readReportEvent } from '../read-report-event.js';
import { type IntakeEvent } from '../events.js';
import { contentOf } from './content.js';
import { courseOf, documentFields, keyOf } from './document.js';
import { carersOf, isTestData, patientOf } from './people.js';
import { type FhirProblem, listOf, objectOf, type SentDocument } from './sent-document.js';
import { stayOf } from './stay.js';

export type ReadFhirDocument = Result<IntakeEvent | undefined, FhirProblem>;

/**
 * What a DocumentReference sent to us means: a report event, checked like one of `POST /reports`. `undefined` for one
 * that is `superseded`: the document that replaces it says so itself.
 */
export function readFhirDocument(sent: SentDocument): ReadFhirDocument {
  const { document, place } = sent;
  const { status, subject, context } = objectOf(document);
  if (status === 'superseded') return ok(undefined);
  const key = keyOf(document);
  if (!key)
    return failed({ place: `${place}.masterIdentifier`, rule: 'required: the document is known by it' });
  const person = personOf(sent);
  if (!person.ok) return person;
  const course = courseOf(sent);
  if (!course.ok) return course;
  const { action, parentId } = course.value;
  const fields = documentFields(document);
  if (!fields['type']) return failed({ place: `${place}.type`, rule: 'required: a LOINC or local code' });
  const content = action === 'deletion' ? undefined : contentOf(sent);
  if (content && !content.ok) return content;
  const stay = stayOf(sent.encounter, listOf(objectOf(context)['encounter'])[0]);
  const { author, authenticator } = objectOf(document);
  const event = {
    eventId: eventIdOf(document),
    producer: 'fhir',
    action,
    patient: {
      ...patientOf(sent.patient, subject),
      ...((isTestData(document) || person.value) && { fictitious: true }),
    },
    ...(stay && { stay }),
    document: { ...fields, id: key.id, assigner: key.assigner, ...(parentId && { parentId }) },
    carers: carersOf(sent.carers, [...listOf(author), objectOf(authenticator)]),
    ...(content && { content: content.value }),
  };
  const read = readReportEvent(event);
  // The event is ours: its paths are told as places of the resource sent.
  return read.ok
    ? ok(read.value.event)
    : failed({ place: placeOf(read.failure.message, place), rule: read.failure.message });
}

/** The subject must be a person we can name; says whether it is a test identity. */
function personOf({ document, place, patient }: SentDocument): Result<boolean, FhirProblem> {
  const { subject } = objectOf(document);
  const { reference, identifier } = objectOf(subject);
  if (patient && objectOf(patient)['resourceType'] === 'Patient') return ok(isTestData(patient));
  if (!patient && reference === undefined && objectOf(identifier)['value'] !== undefined) return ok(false);
  const rule = 'a Patient contained, of the same transaction or of this server, or the identifier of one';
  return failed({ place: `${place}.subject`, rule });
}

const PLACES: readonly (readonly [string, string])[] = [
  ['document.type', 'type'],
  ['document.date', 'date'],
  ['document.', 'masterIdentifier'],
  ['patient.', 'subject'],
  ['stay.', 'context.encounter[0]'],
  ['carers', 'author'],
  ['content', 'content[0].attachment'],
];

function placeOf(message: string, place: string): string {
  const found = PLACES.find(([path]) => message.startsWith(path));
  return found ? `${place}.${found[1]}` : place;
}

const eventIdOf = (document: unknown): string =>
  createHash('sha256').update(JSON.stringify(document)).digest('hex');
