import { OperationOutcomeError, validateResource } from '@medplum/core';
import { type Bundle, type OperationOutcomeIssue, type Resource } from '@medplum/fhirtypes';
import { bindingChecker } from '../checking/bindings.js';
import { r4 } from '../checking/definitions.js';
import { withoutLargeData } from '../checking/large-data.js';
import { withoutKnownExtensions } from '../checking/known-extensions.js';
import { digestOf, hasPassed } from '../checking/passed.js';
import { type Issue } from './refusal.js';

/** What is wrong with a resource sent: places and rules. Empty when nothing is. */
export type CheckResource = (resource: Resource) => readonly Issue[];

/** The part of what `@medplum/core` says that names a rule: the rest may quote a value. */
const SPEAKABLE =
  /^(Missing required property|Invalid additional property|Invalid \w+ format|Invalid (JSON )?type|Invalid empty|Constraint [\w-]+ not met|Expected \w+)/;

let checkBindings: ReturnType<typeof bindingChecker> | undefined;

/** R4: structure, cardinality, formats, invariants, and the codes of required bindings. */
export const checkResource: CheckResource = (resource) => {
  checkBindings ??= bindingChecker(r4());
  const { resourceType } = resource;
  const light = withoutLargeData(resource, resourceType);
  if (light.problems.length > 0)
    return light.problems.map(({ path, rule }): Issue => ({
      code: 'structure',
      text: rule,
      expression: path,
    }));
  const digest = digestOf(extensionsKnown(light.value));
  if (hasPassed(digest)) return [];
  const structure = structureOf(light.value)
    .filter(({ severity }) => severity === 'error' || severity === 'fatal')
    .map(({ details, expression }): Issue => ({
      code: 'structure',
      text: SPEAKABLE.exec(details?.text ?? '')?.[0] ?? 'Not the structure of R4',
      expression: expression?.[0] ?? resourceType,
    }));
  if (structure.length > 0) return structure;
  return checkBindings(light.value, resourceType, resourceType).map(({ path, rule }): Issue => ({
    code: 'code-invalid',
    text: rule,
    expression: path,
  }));
};

/** Warnings (a reference by `urn:uuid` or by condition has no type to see) are not counted here. */
function structureOf(resource: Resource): readonly OperationOutcomeIssue[] {
  try {
    return validateResource(extensionsKnown(resource));
  } catch (error) {
    if (error instanceof OperationOutcomeError) return error.outcome.issue;
    throw error;
  }
}

function extensionsKnown(resource: Resource): Resource {
  const bundle: Bundle = { resourceType: 'Bundle', type: 'collection', entry: [{ resource }] };
  return withoutKnownExtensions(bundle).entry?.[0]?.resource ?? resource;
}
