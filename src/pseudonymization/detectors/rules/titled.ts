import { REPORT_WORDS } from '../../lexicon/index.js';
import { type SpanRole } from '../../pseudonymized-document.js';
import { type Candidate, type DetectionInput } from '../candidate.js';
import { isCommon } from '../known-facts.js';
import { type Token } from '../tokens.js';
import * as words from '../titles.js';
import { civilRole, gap, listAfter, sexOfTitle } from './name-context.js';
import { isNameLike, nameCandidates, type NameContext, type ReadName, readName } from './name-reader.js';

const TITLE_GAP = /^(?:\.? ?(?:[:,] ?)?| {2,3}|\.? \(?|\. ?\n| ?: ?)$/;

/** "Dr A. MARTIN", "Madame DUPONT Marie": the names after a title. */
export function titled(input: DetectionInput, at: number): Candidate[] {
  const { text, tokens } = input;
  const token = tokens[at] as Token;
  const isCarer = words.CARER_TITLES.has(token.folded);
  const isCivil = !isCarer && words.CIVIL_TITLES.has(token.folded);
  if (
    (!isCarer && !isCivil) ||
    token.raw === 'm' ||
    (token.folded === 'me' && !/^ \p{Lu}\p{L}{2}/u.test(text.slice(token.end, token.end + 5))) ||
    ((token.raw === 'pr' || token.raw === 'dr') && text[token.end] !== '.' && text[token.end] !== ' ')
  )
    return [];
  if (token.raw === 'PR' && !/^\.? \p{Lu}/u.test(text.slice(token.end, token.end + 3))) return [];
  const next = at + 1;
  const after = tokens[next];
  if (after === undefined) return [];
  const between = gap(input, at, next);
  const bound = /^\.? ?\n/.test(between) && token.end > 0 && isNameLike(after) && after.shape !== 'initial';
  if (!TITLE_GAP.test(between) && !bound && between !== '') return [];
  if (token.folded === 'm' && !/^\. ?\n?$|^ $|^$/.test(between)) return [];
  if (isCivil && words.CARER_TITLES.has(after.folded)) return [];
  if (between.includes(':') && isCivil) return [];
  const skip = after.folded === 'le' || after.folded === 'la';
  if (skip && words.CARER_TITLES.has(tokens[next + 1]?.folded ?? '')) return [];
  let name = readName(input, next, true);
  // The message's own name may be a word that no rule would take for one.
  if (name === undefined && after.shape !== 'lower' && input.facts.words.has(after.folded))
    name = { from: next, to: next + 1 };
  if (name === undefined && after.shape === 'lower' && !bound && between !== '')
    name = lowerName(input, next);
  if (name === undefined) return [];
  const { role, explicit } = isCarer
    ? { role: 'Carer' as SpanRole, explicit: true }
    : civilRole(input, at, name);
  const sex = isCivil ? sexOfTitle(token.folded) : undefined;
  const context: NameContext = {
    role,
    explicit,
    alone: 'LAST_NAME',
    ...(isCivil ? { sex, claim: 'civil' as const } : {}),
  };
  const plural = words.PLURAL_TITLES.has(token.folded);
  return [name, ...listAfter(input, name, plural)].flatMap((one) => nameCandidates(input, one, context));
}

/** "mme dupont": a lower-case name after a title, where the message or the text knows it, or a verb or an age follows. */
function lowerName({ text, tokens, facts }: DetectionInput, at: number): ReadName | undefined {
  const token = tokens[at] as Token;
  const name = { from: at, to: at + 1 };
  if (facts.words.has(token.folded)) return name;
  if (
    !/^(?:mme|mr|mlle|dr|pr|me)$/i.test(tokens[at - 1]?.raw ?? '') ||
    token.raw.length < 4 ||
    tokens[at - 1]?.raw === 'pr' ||
    isCommon(token.folded) ||
    REPORT_WORDS.has(token.folded) ||
    words.PERSON_VERBS.has(token.folded) ||
    words.CARER_FUNCTIONS.has(token.folded) ||
    /(?:ement|ait|aient)$/.test(token.folded)
  )
    return undefined;
  const verb = words.PERSON_VERBS.has(tokens[at + 1]?.folded ?? '');
  const follows = /^(?:,? \(?\d{1,3} ?ans|,? n[ée]e?\b|[,)]? ?$|[ ,]*\n)/.test(
    text.slice(token.end, token.end + 14),
  );
  return verb || follows || /^(?:dr|pr)$/i.test(tokens[at - 1]?.raw ?? '') ? name : undefined;
}
