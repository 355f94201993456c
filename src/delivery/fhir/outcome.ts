/** R4 issue-type: only these words are repeated, a server may write anything in their place. */
const ISSUE_TYPES = new Set(
  (
    'invalid structure required value invariant security login unknown expired forbidden suppressed processing ' +
    'not-supported duplicate multiple-matches not-found deleted too-long code-invalid extension too-costly ' +
    'business-rule conflict transient lock-error no-store exception timeout incomplete throttled informational'
  ).split(' '),
);
/** Elements, indexes and functions over a type; no literal, where a value could stand. */
const PATH = /^[A-Z][A-Za-z]{1,40}(\.[a-z][A-Za-z0-9]{0,40}(\[\d{1,4}\]|\([A-Z]?[A-Za-z]{0,40}\))?){0,20}$/;
const AT_MOST = 5;

/**
 * What an OperationOutcome says, without its `diagnostics`, `details` or free text: they quote the
 * content refused. `invariant at Observation.status; required`.
 */
export function describeOutcome(body: unknown): string {
  const issues = isObject(body) && body.resourceType === 'OperationOutcome' ? listOf(body.issue) : [];
  return issues
    .filter(isObject)
    .filter(({ severity }) => severity === 'error' || severity === 'fatal' || severity === undefined)
    .slice(0, AT_MOST)
    .map((issue) => {
      const code = ISSUE_TYPES.has(String(issue.code)) ? String(issue.code) : 'unknown issue';
      const paths = [...listOf(issue.expression), ...listOf(issue.location)].map(String);
      const path = paths.find((one) => PATH.test(one));
      return path ? `${code} at ${path}` : code;
    })
    .join('; ');
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
