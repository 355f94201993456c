import { type Resource } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { aDocumentReference, anEncounter, aPatient } from '../../../test/support/fhir/documents.js';
import { fuzzRuns } from '../../../test/support/fuzz.js';
import { readFhirDocument } from './read-fhir-document.js';

/** A marker no rule may repeat: a value is never told. */
const SECRET = 'ZQXJ';
const anything = fc.oneof(
  fc.jsonValue(),
  fc.string().map((text) => SECRET + text),
  fc.constantFrom('', 'urn:oid:1.2', 'http://loinc.org', '#p', '2026-02-31', '\u0000', 'é'.repeat(300)),
);

/** Puts `value` somewhere in the resource, at one of its own places. */
function broken<T extends object>(resource: T, picks: readonly number[], value: unknown): T {
  const copy = structuredClone(resource);
  let node = copy as Record<string, unknown>;
  for (const [depth, pick] of picks.entries()) {
    const names = Object.keys(node);
    const name = names[pick % Math.max(1, names.length)];
    if (name === undefined) break;
    const next = node[name];
    if (depth === picks.length - 1 || typeof next !== 'object' || next === null) {
      node[name] = value;
      break;
    }
    node = next as Record<string, unknown>;
  }
  return copy;
}

describe('any JSON sent as a DocumentReference', () => {
  it('is read or refused, with a place and a rule that hold nothing of it', () => {
    const path = fc.array(fc.nat(20), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.tuple(path, path, path), anything, (paths, value) => {
        const read = readFhirDocument({
          place: 'DocumentReference',
          document: broken(
            aDocumentReference({ context: { encounter: [{ reference: 'Encounter/1' }] } }),
            paths[0],
            value,
          ),
          patient: broken(aPatient(), paths[1], value),
          encounter: broken(anEncounter(), paths[2], value),
          ...{ carers: [], binaries: new Map<string, Resource>(), related: new Map<string, Resource>() },
        });
        if (read.ok) return;
        expect(read.failure.place.startsWith('DocumentReference')).toBe(true);
        expect(read.failure.rule.length).toBeGreaterThan(0);
        expect(JSON.stringify(read.failure)).not.toContain(SECRET);
      }),
      { numRuns: fuzzRuns() },
    );
  });
});
