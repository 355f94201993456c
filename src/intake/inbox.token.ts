/** What Nest hands the inbox by. */
export const INBOX = Symbol('inbox');
/** Intake by the FHIR endpoint, where this process has the role `intake`. */
export const FHIR_INTAKE = Symbol('fhir intake');
