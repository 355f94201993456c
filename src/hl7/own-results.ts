import { type FieldContent } from './build.js';
import { type Hl7Message } from './message.js';

/** Stands in MSH-21 of what we send: an EAI may rewrite MSH-3 to MSH-6 on the way, profiles stay. */
export const OWN_RESULTS_PROFILE: FieldContent = ['PASSERELLE_RESULTS', 'PASSERELLE'];

/** Results that we sent ourselves and that came back: never a report to read. */
export const isOwnResults = (message: Hl7Message): boolean =>
  message
    .segment('MSH')
    ?.repetitions(21)
    .some((profile) => profile.value(1).toUpperCase() === OWN_RESULTS_PROFILE[0]) ?? false;
