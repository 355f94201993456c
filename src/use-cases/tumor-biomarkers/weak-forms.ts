import { plain } from './plain.js';
import { type Result } from './findings.js';
import { type MentionAt } from './terms.js';

const ONCOLOGY =
  /\b(?:seins?|mammaires?|carcinom\w+|adenocarcinom\w+|cancers?|tumeurs?|tumora\w+|oncolog\w+|metasta\w+|immunohisto\w+|ihc|hormon\w+|biopsie\w*|ki-?\s?67|her-?\s?2|luminal\w*|nodules?|lesions?|anatomo\w+|clone)\b/;

/** A value that only a stain has: with it, "RE" cannot be anything else. */
const OWN_VALUE = /^(?:\d|<|>|\+)/;

/**
 * "RE", "RP", "PR" are also other words: believed with a percentage, a score or signs, beside another biomarker, or
 * in a text that speaks of a tumour.
 */
export function believable({ mention, outcome, distance }: Result, text: string, found: readonly MentionAt[]): boolean {
  if (!mention.mention.weak || !mention.mention.exact) return true;
  if (outcome.open && !found.some((other) => other !== mention && other.mention.names.length > 0)) return false;
  const bareNumber = outcome.unit === null && /^\d+$/.test(outcome.value ?? '');
  const others = found.filter((other) => other.start !== mention.start && other.mention.names.length > 0);
  if (bareNumber && (distance > 0 || others.length === 0)) return false;
  if (outcome.value !== null && OWN_VALUE.test(outcome.value)) return true;
  if (found.some((other) => other.mention.names.length > 0 && !(other.mention.weak && other.mention.exact))) return true;
  const beside = found.some((other) => other !== mention && other.mention.weak && Math.abs(other.start - mention.start) < 80);
  return beside || ONCOLOGY.test(plain(text)) || /^(?:positif|negatif|\+|-)/.test(plain(text.slice(mention.end, mention.end + 10)).trim());
}
