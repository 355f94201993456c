import { FIRST_NAMES } from '../../lexicon/index.js';
import { type Candidate, type DetectionInput } from '../candidate.js';
import { type Token } from '../tokens.js';
import { isStrong } from './name-context.js';
import { isNameLike, nameCandidates, readName } from './name-reader.js';

const UNIONS = new Set(
  'marie mariee remarie remariee veuf veuve pacse pacsee divorce divorcee separe separee fiance fiancee concubinage couple'.split(
    ' ',
  ),
);
/** "depuis 1998", "en 2012", "en secondes noces", then "de", "à" or "avec", and a title or none. */
const LEAD =
  /^(?:,? (?:depuis|en|il y a) (?:\p{L}+ )?(?:\d{1,4}(?: ans)?|noces)| \(\d{4}\))? (?:de|d['’]|[àÀaA]|avec|DE|D['’]|AVEC) ?(?<title>(?:M\.?|Mr\.?|Mme|Monsieur|Madame) )?(?=\p{Lu})/u;

/** "veuve depuis 1998 de Marcel", "remarié avec Mme Josette": the spouse. */
export function afterUnion(input: DetectionInput, at: number): Candidate[] {
  const { text, tokens } = input;
  const token = tokens[at] as Token;
  if (!UNIONS.has(token.folded)) return [];
  const lead = LEAD.exec(text.slice(token.end, token.end + 60));
  if (lead === null) return [];
  const start = token.end + lead[0].length;
  let next = at + 1;
  while (next < tokens.length && (tokens[next] as Token).start < start) next += 1;
  const first = tokens[next];
  if (first?.start !== start || !isNameLike(first)) return [];
  const name = readName(input, next);
  if (name === undefined) return [];
  const single = name.to === name.from + 1;
  const titled = lead.groups?.title !== undefined;
  if (
    single ? first.shape === 'initial' || !FIRST_NAMES.has(first.folded) : !titled && !isStrong(input, name)
  )
    return [];
  if (single && titled && (first.shape !== 'capital' || input.facts.words.has(first.folded))) return [];
  return nameCandidates(input, name, {
    role: 'Other',
    explicit: true,
    alone: 'FIRST_NAME',
    score: 0.9,
  });
}
