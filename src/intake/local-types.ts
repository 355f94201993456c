import { type SourceConfig } from '../config/index.js';
import { type IntakeEvent } from './events.js';
import { mappedType } from './hl7/local-document.js';
import { sourceSettings } from './hl7/source-settings.js';
import { type Coding } from './report.js';

/** Local code of a document type to its LOINC, as the configuration has it for a source. */
export type LocalTypes = ReadonlyMap<string, Coding>;

export const localTypesOf = (source: string, sources: readonly SourceConfig[]): LocalTypes =>
  sourceSettings(source, sources).variation.types;

/** A report with the LOINC its source means, as for HL7; with the code as it was sent where none is configured. */
export function withLocalType(event: IntakeEvent, types: LocalTypes): IntakeEvent {
  if (event.kind !== 'report') return event;
  const type = mappedType([event.report.type], { types });
  return type ? { kind: 'report', report: { ...event.report, type } } : event;
}
