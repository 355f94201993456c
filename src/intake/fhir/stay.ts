import { identifierOf, identifiersOf } from './identifiers.js';
import { instantOf } from './dates.js';
import { lineOf, listOf, objectOf } from './sent-document.js';

/** The `stay` of a report event, from an Encounter, or from the identifier alone of a logical reference. */
export function stayOf(encounter: unknown, reference: unknown): Record<string, unknown> | undefined {
  if (!encounter) {
    const only = identifierOf(objectOf(reference)['identifier'], 'VN');
    return only && { identifiers: [only] };
  }
  const { period, hospitalization, serviceType, serviceProvider } = objectOf(encounter);
  const { start, end } = objectOf(period);
  const { admitSource, dischargeDisposition } = objectOf(hospitalization);
  const parts = {
    admission: instantOf(start),
    discharge: instantOf(end),
    admissionMode: conceptOf(admitSource),
    dischargeMode: conceptOf(dischargeDisposition),
    unit: lineOf(objectOf(serviceProvider)['display'], 60),
    specialty: conceptOf(serviceType),
  };
  const told = Object.entries(parts).filter(([, value]) => value !== undefined);
  return { identifiers: identifiersOf(encounter, 'VN'), ...Object.fromEntries(told) };
}

/** The code of a concept; its words where it has none. */
function conceptOf(concept: unknown): string | undefined {
  const { coding, text } = objectOf(concept);
  const [first] = listOf(coding);
  return lineOf(first?.['code'], 60) ?? lineOf(text, 60) ?? lineOf(first?.['display'], 60);
}
