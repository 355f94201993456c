import { type Bundle } from '@medplum/fhirtypes';
import { ok, type Result } from '../../kernel/index.js';
import { fhirFailure } from '../failures.js';
import { bindingChecker } from './bindings.js';
import { r4 } from './definitions.js';
import { type Problem } from './problem.js';
import { checkReferences } from './references.js';
import { checkStructure } from './structure.js';

/** Problems named in a message; the rest is counted. */
const NAMED = 5;

let checkBindings: ReturnType<typeof bindingChecker> | undefined;

/** Loads the R4 definitions (about one second, once): call it at start, or the first check pays for it. */
export function loadDefinitions(): void {
  checkBindings ??= bindingChecker(r4());
}

/**
 * Refuses a Bundle that breaks R4 before any server sees it: structure, required bindings, references.
 * `known` holds the `Type/id` already delivered that it may point at (see `referencesOf`).
 */
export function checkBundle(bundle: Bundle, known: ReadonlySet<string> = new Set()): Result<Bundle> {
  loadDefinitions();
  const problems = [
    ...checkStructure(bundle),
    ...(checkBindings?.(bundle, 'Bundle', 'Bundle') ?? []),
    ...checkReferences(bundle, known),
  ];
  return problems.length === 0 ? ok(bundle) : fhirFailure('BUNDLE_INVALID', describe(problems));
}

function describe(problems: readonly Problem[]): string {
  const named = problems.slice(0, NAMED).map(({ path, rule }) => `${path}: ${rule}`);
  const more = problems.length - named.length;
  return named.join('; ') + (more > 0 ? `; and ${more} more` : '');
}
