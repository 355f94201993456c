import { type Bundle } from '@medplum/fhirtypes';
import { transaction } from './bundle.js';
import { type StayInput } from './input.js';
import { subjectOf } from './subject.js';

/** Patient and Encounter of a stay, the last Bundle of the batch contract. No entry in `reference` mode. */
export function toStayBundle(input: StayInput): Bundle {
  return transaction(subjectOf(input.report, input).entries);
}
