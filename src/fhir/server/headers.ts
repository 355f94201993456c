import { type Answer, etagOf, versionOf } from './http.js';
import { refuse } from './refusal.js';

export type Headers = Readonly<Record<string, string | undefined>>;

/** Prefer: what a write answers with, and what a search does with a parameter it does not know. */
export interface Preferences {
  readonly answer: 'representation' | 'minimal' | undefined;
  readonly strict: boolean;
}

export function preferencesOf(headers: Headers): Preferences {
  const wishes = (headers['prefer'] ?? '').split(/[,;]/).map((wish) => wish.trim().replaceAll('"', ''));
  const answer = wishes.includes('return=minimal')
    ? 'minimal'
    : wishes.includes('return=representation')
      ? 'representation'
      : undefined;
  return { answer, strict: !wishes.includes('handling=lenient') };
}

/** The version If-Match names. Throws a `Refusal` where it names none of ours. */
export function ifMatchOf(etag: string | undefined): { ifMatch?: number } {
  if (etag === undefined) return {};
  const version = versionOf(etag);
  if (version === undefined) throw refuse(412, 'conflict', 'If-Match does not name the current version.');
  return { ifMatch: version };
}

const JSON_TYPES = new Set([
  'application/fhir+json',
  'application/json',
  'text/json',
  'application/json+fhir',
]);

/** Throws a `Refusal` (406) where no JSON is accepted. */
export function mustAcceptJson(headers: Headers, format: string | null): void {
  if (format !== null) {
    if (format === 'json' || JSON_TYPES.has(mediaType(format).replace(' ', '+'))) return;
    throw refuse(406, 'not-supported', 'This endpoint answers application/fhir+json.');
  }
  const accepted = (headers['accept'] ?? '*/*')
    .split(',')
    .filter((range) => !/;\s*q=0(\.0*)?\s*$/.test(range));
  const fits = accepted.some(
    (range) => ['*/*', 'application/*', ''].includes(mediaType(range)) || isJson(range),
  );
  if (!fits) throw refuse(406, 'not-supported', 'This endpoint answers application/fhir+json.');
}

/** Throws a `Refusal` (415) where the body is said to be something else than `kind` in UTF-8. */
export function mustBe(kind: 'json' | 'form', headers: Headers): void {
  const type = headers['content-type'] ?? '';
  const charset = /;\s*charset="?([^";]+)/i.exec(type)?.[1] ?? 'utf-8';
  const encoding = headers['content-encoding'] ?? 'identity';
  const known = kind === 'json' ? isJson(type) : mediaType(type) === 'application/x-www-form-urlencoded';
  if (known && /^utf-?8$/i.test(charset) && encoding === 'identity') return;
  const wanted = kind === 'json' ? 'application/fhir+json' : 'application/x-www-form-urlencoded';
  throw refuse(415, 'not-supported', `The body must be ${wanted}, in UTF-8, not compressed.`);
}

const mediaType = (text: string): string => (text.split(';')[0] ?? '').trim().toLowerCase();
const isJson = (text: string): boolean => JSON_TYPES.has(mediaType(text));

export const versionHeaders = (version: number, updated: Date): Record<string, string> => ({
  ETag: etagOf(version),
  'Last-Modified': updated.toUTCString(),
});

/** Without its resource, where the sender asked for no more. */
export const sparing = ({ answer }: Preferences, full: Answer): Answer =>
  answer === 'minimal' ? { status: full.status, headers: full.headers ?? {} } : full;
