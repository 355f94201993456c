import { setImmediate } from 'node:timers/promises';
import { type Bundle, type Resource } from '@medplum/fhirtypes';
import { ok, type Result } from '../../kernel/index.js';
import { fhirFailure } from '../failures.js';
import { bindingChecker } from './bindings.js';
import { r4 } from './definitions.js';
import { withoutKnownExtensions } from './known-extensions.js';
import { withoutLargeData } from './large-data.js';
import { digestOf, hasPassed, remember } from './passed.js';
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
  const { value: light, problems: notBase64 } = withoutLargeData(withoutKnownExtensions(bundle), 'Bundle');
  const { unknown, digests } = withoutPassed(light);
  const own = [
    ...checkStructure(unknown),
    ...notBase64,
    ...(checkBindings?.(unknown, 'Bundle', 'Bundle') ?? []),
  ];
  if (own.length === 0) digests.forEach(remember);
  const problems = [...own, ...checkReferences(bundle, known)];
  return problems.length === 0 ? ok(bundle) : fhirFailure('BUNDLE_INVALID', describe(problems));
}

/** How many resources are checked in one piece: each takes less than a millisecond. */
const IN_ONE_PIECE = 20;

/** `checkBundle` for any size: others have their turn between two pieces of it. */
export async function checkBundleInTurns(
  bundle: Bundle,
  known: ReadonlySet<string> = new Set(),
): Promise<Result<Bundle>> {
  const { entry = [] } = bundle;
  for (let from = 0; entry.length > IN_ONE_PIECE && from < entry.length; from += IN_ONE_PIECE) {
    // What is sound is remembered, and not checked again with the whole; what is not is told by it.
    checkBundle({ ...bundle, entry: entry.slice(from, from + IN_ONE_PIECE) });
    await setImmediate();
  }
  return checkBundle(bundle, known);
}

/** The Bundle with those entries emptied whose resource was found sound before, and the digests of the others. */
function withoutPassed(bundle: Bundle): { unknown: Bundle; digests: string[] } {
  if (!Array.isArray(bundle.entry)) return { unknown: bundle, digests: [] };
  const digests: string[] = [];
  const entry = bundle.entry.map((one) => {
    if (!one.resource) return one;
    const digest = digestOf(one.resource);
    if (hasPassed(digest)) return { ...one, resource: STAND_IN };
    digests.push(digest);
    return one;
  });
  return { unknown: { ...bundle, entry }, digests };
}

/** The least there is to check. */
const STAND_IN: Resource = { resourceType: 'Basic', code: { text: '-' } };

function describe(problems: readonly Problem[]): string {
  const named = problems.slice(0, NAMED).map(({ path, rule }) => `${path}: ${rule}`);
  const more = problems.length - named.length;
  return named.join('; ') + (more > 0 ? `; and ${more} more` : '');
}
