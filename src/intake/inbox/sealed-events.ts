import { sensitive } from '../../kernel/index.js';
import {
  type Identifier,
  type Identity,
  type MergeStatement,
  type Movement,
  type Stay,
} from '../../patients/index.js';
import { type IntakeEvent, type MergeTrigger, type ReferredTrigger } from '../events.js';
import { draftOf, type StoredDraft, storedDraft } from '../sealed-draft.js';

/** An event as it is sealed: JSON, opened. */
type StoredEvent =
  | { readonly kind: 'report'; readonly report: StoredDraft }
  | {
      readonly kind: 'identity';
      readonly trigger: string;
      readonly identity: Identity;
      readonly stay: Stay;
      readonly movement?: Movement;
    }
  | {
      readonly kind: 'merge';
      readonly trigger: MergeTrigger;
      readonly ordinal?: number;
      readonly statement: MergeStatement;
    }
  | {
      readonly kind: 'referred';
      readonly trigger: ReferredTrigger;
      readonly patient: Identity;
      readonly prior: readonly Identifier[];
      readonly stays: readonly Identifier[];
    };

/** The events of a message as bytes to seal. */
export const eventsToBytes = (events: readonly IntakeEvent[]): Buffer =>
  Buffer.from(JSON.stringify(events.map(toStored)));

export const eventsFromBytes = (bytes: Buffer): IntakeEvent[] =>
  (JSON.parse(bytes.toString('utf8')) as StoredEvent[]).map(fromStored);

function toStored(event: IntakeEvent): StoredEvent {
  switch (event.kind) {
    case 'report':
      return { kind: 'report', report: storedDraft(event.report) };
    case 'identity': {
      const { kind, trigger, identity, stay, movement } = event;
      const told = { kind, trigger, identity: identity.reveal(), stay: stay.reveal() };
      return { ...told, ...(movement && { movement: movement.reveal() }) };
    }
    case 'merge':
      return { ...event, statement: event.statement.reveal() };
    case 'referred': {
      const { kind, trigger, patient, prior, stays } = event;
      return { kind, trigger, patient: patient.reveal(), prior: prior.reveal(), stays: stays.reveal() };
    }
  }
}

function fromStored(event: StoredEvent): IntakeEvent {
  switch (event.kind) {
    case 'report':
      return { kind: 'report', report: draftOf(event.report) };
    case 'identity': {
      const { kind, trigger, identity, stay, movement } = event;
      const told = { kind, trigger, identity: sensitive(identity), stay: sensitive(stay) };
      return { ...told, ...(movement && { movement: sensitive(movement) }) };
    }
    case 'merge':
      return { ...event, statement: sensitive(event.statement) };
    case 'referred': {
      const { kind, trigger, patient, prior, stays } = event;
      return {
        ...{ kind, trigger, patient: sensitive(patient) },
        ...{ prior: sensitive(prior), stays: sensitive(stays) },
      };
    }
  }
}
