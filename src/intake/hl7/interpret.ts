import { type Hl7Message, isOwnResults, type Place } from '../../hl7/index.js';
import { ok, type Result } from '../../kernel/index.js';
import { FICTITIOUS, type Identity, isFictitiousIdentity } from '../../patients/index.js';
import { type IntakeEvent } from '../events.js';
import { ADT_EVENTS, readAdt, type ToldPatient } from './adt.js';
import { patientGroups } from './adt-groups.js';
import { readIdentity } from './identity.js';
import { type LifeCycleFacts, MDM_EVENTS } from './life-cycle.js';
import { NO_VARIATION, toStandardPlaces } from './local-variation.js';
import { type PointedFiles } from './pointers/pointer.js';
import { type Hl7Source } from './ports.js';
import { refuse, type Refusal } from './refusals.js';
import { readReports } from './reports.js';
import { readStay } from './stay.js';

/** Events of reports read, by message type. */
const REPORT_EVENTS: Readonly<Record<string, readonly string[]>> = {
  ORU: ['R01'],
  MDM: MDM_EVENTS,
  ZAM: ['Z01', 'Z02', 'Z03'],
};

/** TXA stands in HL7 since 2.3; what is read here did not move since. */
const VERSIONS: readonly string[] = '2.3 2.3.1 2.4 2.5 2.5.1 2.6 2.7 2.7.1 2.8 2.8.1 2.8.2'.split(' ');
const PROCESSING_IDS: readonly string[] = ['P', 'T', 'D'];

/** What became of a document at the DMP or in a mailbox (volet, Z01 to Z03): kept, and nothing else is done. */
const BUSINESS_ACKNOWLEDGEMENT = 'ZAM';

const header = (field: number, component?: number): Place => ({
  segment: 'MSH',
  ordinal: 1,
  field,
  component,
});

interface Routed {
  readonly type: string;
  readonly event: string;
}

/**
 * What a message means to the house. Pure. A refusal names the place and the rule, with the code that ERR-3 needs,
 * and never a value of the message. Files that it points to are fetched by the caller: a refusal that `awaits` says which.
 */
export function interpret(
  received: Hl7Message,
  source: Hl7Source,
  files?: PointedFiles,
): Result<IntakeEvent[], Refusal> {
  const variation = source.variation ?? NO_VARIATION;
  const routed = route(received);
  if (!routed.ok) return routed;
  const { type, event } = routed.value;
  // What we wrote ourselves never re-enters, whoever routed it back here: kept as a message, and nothing else is done.
  if (type === BUSINESS_ACKNOWLEDGEMENT || isOwnResults(received)) return ok([]);
  const patients: Told[] = [];
  for (const group of patientGroups(received, routed.value)) {
    const told = readPatient(group, source);
    if (!told.ok) return told;
    patients.push(told.value);
  }
  const { ippAuthority } = variation;
  if (type === 'ADT') return readAdt({ event, patients, ...(ippAuthority && { ippAuthority }) });
  const { message, identity, stay, fictitious } = patients[0] as Told;
  const msh = message.segment('MSH');
  const reports = readReports({
    message,
    event: event as LifeCycleFacts['event'],
    controlId: msh?.value(10) ?? '',
    variation,
    ...(source.hold && { hold: source.hold }),
    sender: msh?.value(4) || msh?.value(3) || source.name,
    identity,
    stay,
    fictitious,
    pointed: { ...(source.pointers && { allowed: source.pointers }), ...(files && { files }) },
  });
  if (!reports.ok) return reports;
  return ok(reports.value.map((report) => ({ kind: 'report', report })));
}

interface Told extends ToldPatient {
  readonly fictitious: boolean;
}

/** Who one PID is, and their stay, where the standard has them. */
function readPatient(received: Hl7Message, source: Hl7Source): Result<Told, Refusal> {
  const variation = source.variation ?? NO_VARIATION;
  const message = toStandardPlaces(received, variation);
  const read = readIdentity(message, variation.ippAuthority);
  if (!read.ok) return read;
  const fictitious = isFictitious(message, read.value);
  if (fictitious && source.acceptsFictitious === false)
    return refuse('HL7_FICTITIOUS', header(11), 'a real patient is expected');
  const stay = readStay(message);
  if (!stay.ok) return stay;
  const identity = fictitious ? asFictitious(read.value) : read.value;
  return ok({ message, identity, stay: stay.value, fictitious });
}

function route(message: Hl7Message): Result<Routed, Refusal> {
  const msh = message.segment('MSH');
  const value = (field: number, component = 1) => msh?.value(field, component).toUpperCase() ?? '';
  const missing = [9, 10, 11, 12].find((field) => value(field) === '');
  if (missing) return refuse('HL7_HEADER_FIELD', header(missing), 'a required field is empty');
  const [type, event] = [value(9), value(9, 2)];
  const events = type === 'ADT' ? ADT_EVENTS : REPORT_EVENTS[type];
  if (!events) return refuse('HL7_MESSAGE_TYPE', header(9, 1), 'this message type is not taken');
  if (!events.includes(event)) return refuse('HL7_EVENT', header(9, 2), 'this event is not taken');
  if (!VERSIONS.includes(value(12))) return refuse('HL7_VERSION', header(12), 'this version is not taken');
  if (!PROCESSING_IDS.includes(value(11)))
    return refuse('HL7_PROCESSING_ID', header(11), 'P, T or D is expected');
  return ok({ type, event });
}

/** Test and training messages, and test patients, must never reach production as real ones. */
const isFictitious = (message: Hl7Message, identity: Identity): boolean =>
  message.segment('MSH')?.value(11).toUpperCase() !== 'P' || isFictitiousIdentity(identity);

/** The identity says it itself from here on: what it tells is never mixed with a real patient's. */
const asFictitious = (identity: Identity): Identity => ({
  ...identity,
  status: [...new Set([...identity.status, FICTITIOUS])],
});
