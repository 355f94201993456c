import { type SpanRole } from '../../pseudonymized-document.js';
import { type Candidate, type DetectionInput } from '../candidate.js';
import { isParticle } from '../known-facts.js';
import { opensSentence, type Token } from '../tokens.js';
import * as words from '../titles.js';
import { gap, isCivilM, isStrong, listAfter } from './name-context.js';
import { isNameLike, nameCandidates, type NameContext, readName } from './name-reader.js';

/** "Nom : DUPONT", "Prénom : Marie", "Patient : DUPONT Marie", "née MARTIN". */
export function afterLabel(input: DetectionInput, at: number): Candidate[] {
  const { text, tokens } = input;
  const token = tokens[at] as Token;
  const isLast = words.LAST_NAME_LABELS.has(token.folded);
  const isFirst = words.FIRST_NAME_LABELS.has(token.folded);
  const isBirth = /^(?:nee|ne|epouse|ep|vve|veuve|dite?)$/.test(token.folded);
  if (!isLast && !isFirst && !isBirth && !words.PATIENT_LABELS.has(token.folded)) return [];
  let next = at + 1;
  const tail: string[] = [];
  while (
    (isLast || isFirst) &&
    next < tokens.length &&
    next - at <= 6 &&
    words.NAME_LABEL_TAIL.has((tokens[next] as Token).folded) &&
    !/[:\n]/.test(gap(input, next - 1, next))
  ) {
    tail.push((tokens[next] as Token).folded);
    next += 1;
  }
  const first = tokens[next];
  if (first === undefined || isCivilM(input, next)) return [];
  const led = isBirth ? particlesAt(input, next) : 0;
  if (led === 0 && !isNameLike(first)) return [];
  const between = text.slice((tokens[next - 1] as Token).end, first.start);
  if (isBirth) return birthName(input, at, { next, between, led });
  if (!/^ ?(?:\(?e?s?\))?[ \t]*(?:[:=|][ \t]*\n?[ \t]*|\t+|[ \t]{2,}| )$/.test(between)) return [];
  const labelled = /[:=|\t]/.test(between);
  const name = readName(input, next);
  if (name === undefined || (first.shape === 'initial' && name.to === next + 1 && !labelled)) return [];
  if (
    !labelled &&
    !isStrong(input, name) &&
    !(
      isLast &&
      opensSentence(text, token.start) &&
      first.shape === 'upper' &&
      !input.tokens
        .slice(at + 1, next + 1)
        .some(({ folded }) => words.NAME_LABEL_TAIL.has(folded) && folded === 'prenom')
    )
  )
    return [];
  if (
    labelled &&
    !isLast &&
    !isFirst &&
    !isStrong(input, name) &&
    !(first.shape === 'upper' && first.raw.length > 3) &&
    !input.facts.words.has(first.folded)
  )
    return [];
  const context: NameContext = {
    role: labelRole(input, at),
    explicit: false,
    alone: isFirst ? 'FIRST_NAME' : 'LAST_NAME',
    claim: 'label',
  };
  const both = tail.includes('prenom') || tail.includes('prenoms') || (!isLast && !isFirst);
  const names = [name, ...(isFirst && labelled ? listAfter(input, name, true) : [])];
  const found = names.flatMap((one) => nameCandidates(input, one, context));
  if (both) return found;
  return found.map((one) => ({
    ...one,
    category: isFirst
      ? ('FIRST_NAME' as const)
      : one.category === 'FIRST_NAME' && name.to - name.from > 1 && found.length > 1
        ? one.category
        : ('LAST_NAME' as const),
  }));
}

/** Labels of a block on the prescriber or a contact are not the patient's. */
function labelRole(input: DetectionInput, at: number): SpanRole {
  const { start } = input.tokens[at] as Token;
  const line = input.text.slice(Math.max(0, start - 40), start + 40).split('\n');
  const around = line.join(' ');
  if (/m[eé]decin|prescripteur|praticien|chirurgien|correspondant/i.test(around) && !/patient/i.test(around))
    return 'Carer';
  return /confiance|pr[eé]venir|contact|proche/i.test(around) ? 'Other' : 'Patient';
}

/** How many words of "DE LA TOUR", in capitals, only lead to the name: elsewhere they are words of a sentence. */
function particlesAt({ text, tokens }: DetectionInput, at: number): number {
  let to = at;
  while (to - at < 3) {
    const [token, after] = [tokens[to], tokens[to + 1]];
    if (token?.shape !== 'upper' || !isParticle(token.folded)) break;
    if (after?.shape !== 'upper' || text.slice(token.end, after.start) !== ' ') return 0;
    to += 1;
  }
  return to - at;
}

interface BirthLead {
  /** Index of the first token of the name, and how many particles it begins with. */
  readonly next: number;
  readonly led: number;
  readonly between: string;
}

function birthName(input: DetectionInput, at: number, { next, led, between }: BirthLead): Candidate[] {
  const first = input.tokens[next] as Token;
  const before = input.tokens[at - 1];
  if (!/^(?:\(e\))? ?[:.]? ?$/.test(between) || next !== at + 1 || first.shape === 'initial') return [];
  const word = (input.tokens[at] as Token).folded;
  const afterName =
    before !== undefined && before.shape !== 'lower' && /^ ?[,(]? ?$/.test(gap(input, at - 1, at));
  if (/^(?:epouse|ep|vve|veuve|dite?)$/.test(word) && !afterName) return [];
  const read = readName(input, next + led);
  if (read === undefined) return [];
  const name = { ...read, from: next };
  return nameCandidates(input, name, {
    role: 'Patient',
    explicit: false,
    alone: 'LAST_NAME',
    claim: 'label',
  });
}
