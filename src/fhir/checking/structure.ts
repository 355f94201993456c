import { OperationOutcomeError, validateResource } from '@medplum/core';
import { type Bundle, type OperationOutcomeIssue } from '@medplum/fhirtypes';
import { type Problem } from './problem.js';

/** The part of what `@medplum/core` says that names a rule: what follows it may quote a value. */
const SPEAKABLE =
  /^(Missing required property|Invalid additional property|Invalid \w+ format|Invalid (JSON )?type|Invalid empty|Invalid resource type|Invalid reference|Conflicting choice|Constraint [\w-]+ not met|String must contain|Expected )/;

/** Cardinality, unknown elements, primitive forms and invariants of R4; the definitions must be loaded. */
export function checkStructure(bundle: Bundle): Problem[] {
  return issuesOf(bundle).filter(counts).map(toProblem);
}

function issuesOf(bundle: Bundle): readonly OperationOutcomeIssue[] {
  try {
    return validateResource(bundle);
  } catch (error) {
    if (error instanceof OperationOutcomeError) return error.outcome.issue;
    throw error;
  }
}

/** A warning of structure (a reference to the wrong type, two values) is an error to a stricter server. */
const counts = ({ severity, code }: OperationOutcomeIssue): boolean =>
  severity === 'error' || severity === 'fatal' || code === 'structure';

function toProblem({ expression, details }: OperationOutcomeIssue): Problem {
  return {
    path: expression?.[0] ?? 'Bundle',
    rule: SPEAKABLE.exec(details?.text ?? '')?.[0] ?? 'structure of R4',
  };
}
