import { type Extension, type Resource } from '@medplum/fhirtypes';
import { type Report } from '../../../intake/index.js';
import { type PseudonymizedDocument } from '../../../pseudonymization/index.js';
import { type Finding } from '../../../use-cases/index.js';
import { makeId } from '../ids.js';
import { type IdKey, type MappingSettings } from '../input.js';
import { type Subject } from '../subject.js';

/** What every result of one run shares. */
export interface ResultContext {
  readonly report: Report;
  readonly settings: MappingSettings;
  readonly method: PseudonymizedDocument['method'];
  readonly subject: Subject;
  /** `DocumentReference/<id>` of this version. */
  readonly source: string;
  /** `Device/<id>` of a Finding's use case. */
  readonly deviceOf: (finding: Finding) => string;
  readonly nextId: ResultIds;
}

/** A Finding whose value was read and whose evidence was placed. */
export interface PlacedFinding<V> {
  readonly finding: Finding;
  readonly value: V;
  readonly evidence: readonly Extension[];
}

export type ResultIds = (type: Resource['resourceType'], useCase: string, key: readonly string[]) => string;

/**
 * Ids of results: lineage, use case and what the result is about, never its value, version or model, so that
 * a replacement updates in place. Results about the same thing are told apart by their order in the text.
 */
export function resultIds(ids: IdKey, lineage: string): ResultIds {
  const seen = new Map<string, number>();
  return (type, useCase, parts) => {
    const key = [type, lineage, useCase, ...parts.map(normalized)];
    const place = JSON.stringify(key);
    const ordinal = (seen.get(place) ?? 0) + 1;
    seen.set(place, ordinal);
    return makeId(ids, ...key, String(ordinal));
  };
}

export const normalized = (part: string): string =>
  part.normalize('NFC').toLowerCase().trim().replace(/\s+/g, ' ');
