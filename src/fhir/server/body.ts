import { type Resource } from '@medplum/fhirtypes';
import { type ServerContext } from './context.js';
import { type Issue, refuse, Refusal } from './refusal.js';
import { type StoredType } from './search-parameters.js';

/** The JSON of a body. Throws a `Refusal`: no JSON, no object, too large, too deep, a NUL character. */
export function parseBody(
  body: Buffer | string | undefined,
  { limits }: ServerContext,
): Record<string, unknown> {
  const size = typeof body === 'string' ? Buffer.byteLength(body) : (body?.length ?? 0);
  if (size > limits.body) throw refuse(413, 'too-long', 'The body is too large.');
  const text = typeof body === 'string' ? body : utf8(body ?? Buffer.alloc(0));
  if (tooDeep(text, limits.depth))
    throw refuse(400, 'too-costly', 'The JSON of the body is nested too deep.');
  // FHIR strings hold no NUL, and PostgreSQL stores none.
  if (text.includes('\\u0000')) throw refuse(400, 'value', 'The body holds a NUL character.');
  const json = parseJson(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  if (typeof json === 'object' && json !== null && !Array.isArray(json))
    return json as Record<string, unknown>;
  throw refuse(400, 'structure', 'The body is no JSON object.');
}

const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function utf8(body: Buffer): string {
  try {
    return DECODER.decode(body);
  } catch {
    throw refuse(400, 'structure', 'The body is not UTF-8.');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body.
    throw refuse(400, 'structure', 'The body is not JSON.');
  }
}

/** Counts brackets outside strings, before anything recursive reads them. */
function tooDeep(text: string, limit: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') at = endOfString(text, at);
    else if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') depth--;
    if (depth > limit) return true;
  }
  return false;
}

/** Where the string that starts at `start` ends: a quote after an odd number of backslashes is inside it. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

/** The resource of a body or of an entry, checked. Throws a `Refusal` with every place that is wrong. */
export function checkedResource(
  json: unknown,
  type: StoredType,
  { context, place }: { context: ServerContext; place?: string },
): Resource {
  const resource = json as Resource | undefined;
  if (typeof resource !== 'object' || resource === null || Array.isArray(resource)) {
    throw refuse(400, 'structure', 'A resource is missing.', place);
  }
  if (resource.resourceType !== type) {
    throw refuse(400, 'invalid', 'The type of the resource is not that of the address.', place);
  }
  if (hasForeignName(resource))
    throw refuse(422, 'structure', 'A property has a name that no resource has.', place);
  const issues = context.check(resource);
  if (issues.length === 0) return resource;
  throw new Refusal(422, place === undefined ? issues : issues.map((issue) => within(issue, type, place)));
}

/** Names that JavaScript gives a meaning, and that the structure check lets through. */
const FOREIGN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

function hasForeignName(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if (Array.isArray(node)) return node.some(hasForeignName);
  return Object.entries(node).some(([name, value]) => FOREIGN_NAMES.has(name) || hasForeignName(value));
}

/** `Observation.status` → `Bundle.entry[3].resource.status`. */
function within(issue: Issue, type: string, place: string): Issue {
  const path = issue.expression?.startsWith(type) ? issue.expression.slice(type.length) : '';
  return { ...issue, expression: `${place}.resource${path}` };
}
