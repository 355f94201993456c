import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { expandAlternatives, type Span } from '../../text/index.js';
import { plain } from './plain.js';

export type Kind =
  'asks' | 'heads' | 'plans' | 'criteria' | 'taught' | 'controls' | 'others' | 'scopes' | 'relatives';

const words = parse(readFileSync(new URL('./situations.yml', import.meta.url), 'utf8')) as Record<
  Kind,
  string[]
>;

/** Where a phrase of a list stands: whole words, a blank for any blanks. */
function anyOf(kind: Kind): RegExp {
  const phrases = words[kind].flatMap(expandAlternatives).map((phrase) => plain(phrase).trim());
  const longest = [...new Set(phrases)].sort((a, b) => b.length - a.length);
  const written = longest.map((phrase) => phrase.replace(/\s+/g, '\\s+').replace(/'$/, "'"));
  return new RegExp(String.raw`(?<![a-z0-9])(?:${written.join('|')})(?![a-z0-9])`, 'g');
}

/** The phrases of situations.yml, in plain text. */
export const PHRASES = Object.fromEntries(
  Object.keys(words).map((kind) => [kind, anyOf(kind as Kind)]),
) as Record<Kind, RegExp>;

const SCOPE = new RegExp(String.raw`\((?:(?:${PHRASES.scopes.source})(?:[\s,;/+&]|et(?![a-z]))*)+\)`, 'g');

/** "(mutations ponctuelles)", "(fusions, CNV)": parentheses that tell what was looked for. Offsets of the plain text. */
export const scopesIn = (plainText: string): Span[] =>
  [...plainText.matchAll(SCOPE)].map(({ index, 0: all }) => ({ start: index, end: index + all.length }));
