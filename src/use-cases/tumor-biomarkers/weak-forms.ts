import { plain } from './plain.js';
import { type Result } from './findings.js';
import { type MentionAt } from './terms.js';

const ONCOLOGY =
  /\b(?:seins?|mammaires?|carcinom\w+|adenocarcinom\w+|cancers?|tumeurs?|tumora\w+|oncolog\w+|metasta\w+|immunohisto\w+|ihc|hormon\w+|biopsie\w*|ki-?\s?67|her-?\s?2|luminal\w*|nodules?|lesions?|anatomo\w+|clone)\b/;

/** A value that only a stain has: with it, "RE" cannot be anything else. */
const OWN_VALUE = /^(?:\d|<|>|\+)/;

const HAZARD_RATIO = /^HR\s?[=:]?\s?\d/;
/** Words a stain may have; "RP maintenue" is a partial response. */
const STAIN = /[+%-]|posit|negat|expri|allred|score|marqu|respect|\d|absen(?:t|ts|ce)\b/;

/**
 * "RE", "RP", "PR" are also other words: believed with a percentage, a score or signs, beside another biomarker, or
 * in a text that speaks of a tumour.
 */
export function believable(result: Result, text: string, found: readonly MentionAt[]): boolean {
  const { mention, outcome, distance } = result;
  if (!mention.mention.weak || !mention.mention.exact) return true;
  if (outcome.open && !found.some((other) => other !== mention && other.mention.names.length > 0))
    return false;
  if (HAZARD_RATIO.test(text.slice(mention.start, mention.end + 5))) return false;
  const bareNumber = outcome.unit === null && /^\d+$/.test(outcome.value ?? '');
  const others = found.filter((other) => other.start !== mention.start && other.mention.names.length > 0);
  const introduced = /^\s*[:=]|score/.test(plain(text.slice(mention.end, mention.end + 12)));
  if (bareNumber && (distance > 0 || (others.length === 0 && !introduced))) return false;
  if (outcome.value !== null && OWN_VALUE.test(outcome.value)) return true;
  if (!outcome.open && !STAIN.test(plain(text.slice(result.start, result.end)))) return false;
  if (found.some((other) => other.mention.names.length > 0 && !(other.mention.weak && other.mention.exact)))
    return true;
  const beside = found.some(
    (other) => other !== mention && other.mention.weak && Math.abs(other.start - mention.start) < 80,
  );
  return (
    beside ||
    ONCOLOGY.test(plain(text)) ||
    /^(?:positif|negatif|\+|-)/.test(plain(text.slice(mention.end, mention.end + 10)).trim())
  );
}
