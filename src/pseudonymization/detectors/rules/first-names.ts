import { EPONYMS, FIRST_NAMES, MEDICAL_WORDS, NOT_NAMES, TOWN_KEYS } from '../../lexicon/index.js';
import { type SpanRole } from '../../pseudonymized-document.js';
import { type Candidate, type DetectionInput, PRIORITY } from '../candidate.js';
import { inEponym } from '../identity/context.js';
import { isCommon } from '../known-facts.js';
import { opensSentence, type Token } from '../tokens.js';
import { CARER_AFTER } from './name-context.js';

const BY = /(?<!\p{L})par (?:l['’](?:ide|interne|externe|infirmi[eè]re?) |la |le )?$/iu;
const WRITTEN =
  /(?<!\p{L})(?:vue?|examin[eé]e?|pr[eé]lev[eé]e?|r[eé]dig[eé]e?|saisie?|tap[eé]e?|valid[eé]e?|dict[eé]e?|sign[eé]e?|relue?|r[eé]alis[eé]e?s?|faite?s?|pos[eé]e?s?|supervis[eé]e?s?|encadr[eé]e?s?|[eé]valuations?|bilans?|accueillie?|pris en charge|appel[eé]e?|re[cç]ue?|suivie?|adress[eé]e?|transmis|contr[oô]l[eé]e?)(?!\p{L})[^.;\n]*$/iu;
const INITIAL_AFTER = /^ (\p{Lu}\.)(?= ?[:,;)\n]| \p{Ll}| {2}|$)/u;
const AFTER_TIME = /(?:^|\n)[^\n]{0,20}\d{1,2} ?[h:] ?\d{0,2} ?[-–:]? ?$/;
const NAMED =
  /(?<!\p{L})(?:pr[eé]nomm[eé]e?s?|appel[eé]e?s?|surnomm[eé]e?|s['’]appelle|s['’]appelait|nomm[eé]e?) $/iu;
const GREETING = /(?:^|[\n.] ?)(?:re)?(?:bonjour|bonsoir|salut|ch[eè]re?s?) $/iu;
const THING_BEFORE =
  /(?:h[oô]pital|clinique|rue|avenue|boulevard|place|centre|institut|lyc[eé]e|[eé]cole|ehpad|r[eé]sidence|coll[eè]ge|b[aâ]timent|pavillon|pôle|[eé]tude|essai|protocole|saint|sainte|st|ste|san|santa|mac|mc|virus|souche|masque|attelle|[eé]chelle|syndrome|signe|maladie|lac|mont|salle|unit[eé]|service|station|tour|aile)(?:[ -](?:de|du|des|la|le|d['’]))*[ -]$/iu;

interface Single {
  readonly token: Token;
  readonly role: SpanRole;
  readonly score: number;
}

function single({ text, tokens, facts }: DetectionInput, at: number): Single | undefined {
  const token = tokens[at] as Token;
  const before = text.slice(Math.max(0, token.start - 80), token.start);
  const after = text.slice(token.end, token.end + 40);
  if (NAMED.test(before)) return { token, role: 'Other', score: 0.85 };
  if (GREETING.test(before)) return { token, role: 'Carer', score: 0.75 };
  if (CARER_AFTER.test(after)) return { token, role: 'Carer', score: 0.8 };
  if (BY.test(before) && WRITTEN.test(before)) return { token, role: 'Carer', score: 0.8 };
  if (isCommon(token.folded) || token.shape !== 'capital' || opensSentence(text, token.start))
    return undefined;
  if (TOWN_KEYS.has(token.folded) || !/^[ ,.;:)\n]/.test(after) || !/[\p{Ll},:(] $|\($/u.test(before))
    return undefined;
  return { token, role: facts.hasPatientName ? 'Other' : 'Patient', score: 0.6 };
}

/** First names of the lexicon that stand alone: "vue par Gaspard", "Mélissa T. :", "Sophie, IDE", "prénommé Timéo". */
export function lonelyFirstNames(input: DetectionInput): Candidate[] {
  const { text, tokens } = input;
  const found: Candidate[] = [];
  tokens.forEach((token, at) => {
    const { folded, shape, start, end } = token;
    if ((shape !== 'capital' && shape !== 'upper') || token.raw.length < 3 || !FIRST_NAMES.has(folded))
      return;
    const before = text.slice(Math.max(0, start - 40), start);
    if (
      NOT_NAMES.has(folded) ||
      MEDICAL_WORDS.has(folded) ||
      THING_BEFORE.test(before) ||
      inEponym(text, tokens, at)
    )
      return;
    const make = (from: Token, role: SpanRole, score: number, more: Partial<Candidate> = {}): Candidate => ({
      start: from.start,
      end: from.end,
      category: 'FIRST_NAME',
      role,
      detector: 'lexicon',
      score,
      priority: PRIORITY.lexicon + 2,
      words: [{ start: from.start, end: from.end, canonical: from.folded }],
      claim: 'pair',
      person: start,
      ...more,
    });
    const initial = INITIAL_AFTER.exec(text.slice(end, end + 6))?.[1];
    const letter = tokens[at + 1];
    if (initial !== undefined && letter !== undefined && !EPONYMS.has(folded)) {
      const role: SpanRole =
        AFTER_TIME.test(before) || CARER_AFTER.test(text.slice(end + 3, end + 33))
          ? 'Carer'
          : input.facts.hasPatientName
            ? 'Other'
            : 'Patient';
      const last = { start: letter.start, end: letter.end + 1 };
      found.push(
        make(token, role, 0.75),
        make(letter, role, 0.75, {
          ...last,
          category: 'LAST_NAME',
          words: [{ ...last, canonical: letter.folded, initial: true }],
        }),
      );
      return;
    }
    const alone = single(input, at);
    if (alone !== undefined) found.push(make(token, alone.role, alone.score));
  });
  return found;
}
