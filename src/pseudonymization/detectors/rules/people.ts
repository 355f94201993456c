import { FIRST_NAMES } from '../../lexicon/index.js';
import { type SpanRole } from '../../pseudonymized-document.js';
import { type Candidate, type DetectionInput, PRIORITY } from '../candidate.js';
import { type Token } from '../tokens.js';
import * as words from '../titles.js';
import { isNameLike, nameCandidates, type NameContext, type ReadName, readName } from './name-reader.js';

const TITLE_GAP = /^(?:\.? ?(?:[:,] ?)?| {2,3}|\.? \(?|\. ?\n| ?: ?)$/;
const LIST_GAP = /^(?:,| ?\/| ?-| ?&| ?;|,? et| ?\+)[ \n]*(?:le |la )?$/;

const gap = (input: DetectionInput, left: number, right: number): string =>
  input.text.slice((input.tokens[left] as Token).end, (input.tokens[right] as Token).start);

/** A name sure enough to stand without a title: capitals, an initial and a name, or a known first name. */
function isStrong(input: DetectionInput, { from, to }: ReadName): boolean {
  const read = input.tokens.slice(from, to);
  const solid = read.filter(({ shape }) => shape !== 'initial');
  if (solid.length === 0) return false;
  if (read.some(({ shape }) => shape === 'initial')) return solid.some(({ raw }) => raw.length >= 3);
  if (solid.length === 1) return false;
  const mixed =
    solid.some(({ shape }) => shape === 'upper') && solid.some(({ shape }) => shape === 'capital');
  return (
    (mixed && solid.every(({ raw }) => raw.length >= 2)) ||
    solid.some(({ folded }) => FIRST_NAMES.has(folded))
  );
}

/** "Dr A. MARTIN, B. PETIT et LEROY": the names after the first one. */
function listAfter(input: DetectionInput, name: ReadName, plural: boolean): ReadName[] {
  const found: ReadName[] = [];
  let last = name;
  for (;;) {
    let next = last.to;
    let between = next < input.tokens.length ? gap(input, last.to - 1, next) : '';
    if (/^(?:,? | ?\n)$/.test(between) && input.tokens[next]?.folded === 'et') {
      next += 1;
      between = next < input.tokens.length ? ', ' : '';
    }
    if (!LIST_GAP.test(between) || !isNameLike(input.tokens[next])) return found;
    const read = readName(input, next);
    if (read === undefined || (!plural && !isStrong(input, read))) return found;
    found.push(read);
    last = read;
  }
}

const CARER_AFTER =
  /^[ ,(–-]{1,4}(?:IDE|IAO|IADE|IBODE|interne|infirmi[eè]re?|cadre|assistante? sociale?|psychologue|di[eé]t[eé]ticien(?:ne)?|kin[eé]|sage-femme|aide-soignante?|secr[eé]taire|coordinatrice|orthophoniste|ergoth[eé]rapeute|pharmacien(?:ne)?|praticien|m[eé]decin|chirurgien|anesth[eé]siste|radiologue|externe|technicienne?|manipulat)/i;
const BEFORE = 60;

const POSSESSIVE = new Set([
  'son',
  'sa',
  'ses',
  'leur',
  'leurs',
  'une',
  'un',
  'cette',
  'le',
  'la',
  'du',
  'de',
]);
/** "sa fille Mme X", "personne de confiance : M. Y", "IDE : Mme Z": what stands before a civil title. */
function civilRole(input: DetectionInput, at: number, name: ReadName): { role: SpanRole; explicit: boolean } {
  const { text, tokens, facts } = input;
  const end = (tokens[name.to - 1] as Token).end;
  if (CARER_AFTER.test(text.slice(end, end + 30))) return { role: 'Carer', explicit: true };
  const start = (tokens[at] as Token).start;
  const clause =
    text
      .slice(Math.max(0, start - BEFORE), start)
      .split(/[.;\n]/)
      .at(-1) ?? '';
  for (let back = at - 1; back >= 0 && back >= at - 5; back -= 1) {
    const token = tokens[back] as Token;
    if (token.end < start - clause.length) break;
    if (/[.;\n]/.test(text.slice(token.end, start))) break;
    if (
      words.RELATIVES.has(token.folded) &&
      (token.folded !== 'femme' || POSSESSIVE.has(tokens[back - 1]?.folded ?? ''))
    )
      return { role: 'Other', explicit: true };
    if (
      token.folded === 'secretariat' ||
      token.folded === 'secretaire' ||
      token.folded === 'cadre' ||
      token.folded === 'sociale' ||
      token.folded === 'ide' ||
      token.folded === 'infirmiere' ||
      token.folded === 'psychologue' ||
      token.folded === 'dieteticienne' ||
      token.folded === 'participants' ||
      token.folded === 'copie'
    )
      return { role: 'Carer', explicit: true };
    if (
      words.CARER_FUNCTIONS.has(token.folded) &&
      !words.NEED_BY.has(token.folded) &&
      /^[^.;\n]{0,30}[:(] ?$/.test(text.slice(token.end, start))
    ) {
      return { role: 'Carer', explicit: true };
    }
    if (words.NEED_BY.has(token.folded) && tokens[back + 1]?.folded === 'par')
      return { role: 'Carer', explicit: true };
  }
  const read = tokens.slice(name.from, name.to);
  const known = read.map(({ folded }) => facts.words.get(folded)?.role).find((role) => role !== undefined);
  return { role: known ?? (facts.hasPatientName ? 'Other' : 'Patient'), explicit: false };
}

function titled(input: DetectionInput, at: number): Candidate[] {
  const { text, tokens } = input;
  const token = tokens[at] as Token;
  const isCarer = words.CARER_TITLES.has(token.folded);
  const isCivil = !isCarer && words.CIVIL_TITLES.has(token.folded);
  if (
    (!isCarer && !isCivil) ||
    token.raw === 'm' ||
    ((token.raw === 'pr' || token.raw === 'dr') && text[token.end] !== '.' && text[token.end] !== ' ')
  )
    return [];
  if (token.raw === 'PR' && !/^\.? \p{Lu}/u.test(text.slice(token.end, token.end + 3))) return [];
  let next = at + 1;
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
  let name = readName(input, next);
  if (name === undefined && isCivil && after.shape === 'lower' && !bound) name = lowerName(input, next);
  if (name === undefined) return [];
  next = name.to;
  const { role, explicit } = isCarer
    ? { role: 'Carer' as SpanRole, explicit: true }
    : civilRole(input, at, name);
  const context: NameContext = { role, explicit, alone: 'LAST_NAME' };
  const plural = words.PLURAL_TITLES.has(token.folded);
  return [name, ...listAfter(input, name, plural)].flatMap((one) => nameCandidates(input, one, context));
}

/** "mme dupont": a lower-case name after a lower-case title, where the message knows it. */
function lowerName(input: DetectionInput, at: number): ReadName | undefined {
  return input.facts.words.has((input.tokens[at] as Token).folded) ? { from: at, to: at + 1 } : undefined;
}

const LABEL_GAP = /^[ \t]*(?:\([^)\n]{0,40}\))?[ \t]*(?:[:=,/-]|:[ \t]*\n|\()?[ \t]*$/;

/** "Interne : Léa MARTIN", "signé électroniquement par X": the name after a function, its tail skipped. */
function afterFunction(input: DetectionInput, at: number): Candidate[] {
  const { text, tokens } = input;
  const token = tokens[at] as Token;
  if (!words.CARER_FUNCTIONS.has(token.folded)) return [];
  let next = at + 1;
  let by = false;
  while (
    next < tokens.length &&
    next - at <= 7 &&
    words.FUNCTION_TAIL.has((tokens[next] as Token).folded) &&
    ((tokens[next] as Token).shape === 'lower' || (tokens[next] as Token).folded !== 'ville')
  ) {
    if (/[.;:\n]/.test(gap(input, next - 1, next))) break;
    by ||= (tokens[next] as Token).folded === 'par' || (tokens[next] as Token).folded === 'a';
    next += 1;
  }
  const first = tokens[next];
  if (first === undefined || !isNameLike(first) || first.raw === 'M') return [];
  const between = text.slice((tokens[next - 1] as Token).end, first.start);
  if (between.length > 50 || !LABEL_GAP.test(between)) return [];
  const labelled = between.includes(':');
  if (words.NEED_BY.has(token.folded) && !by && !labelled) return [];
  const name = readName(input, next);
  if (name === undefined) return [];
  const single = name.to === name.from + 1;
  const strong = isStrong(input, name);
  if (
    !strong &&
    !(
      labelled &&
      (!single || (first.raw.length >= 3 && first.shape !== 'initial' && token.folded !== 'secretariat')) &&
      token.folded !== 'service' &&
      token.folded !== 'responsable'
    )
  )
    return [];
  if (
    labelled &&
    !strong &&
    /^[ \t]*(?:[a-zà-ü]{4,}|\d)/u.test(text.slice((tokens[name.to - 1] as Token).end)) &&
    token.folded !== 'medecin'
  )
    return [];
  const relative = civilRole(input, at, name);
  const role: SpanRole = relative.role === 'Other' && relative.explicit ? 'Other' : 'Carer';
  return [name, ...listAfter(input, name, labelled)].flatMap((one) =>
    nameCandidates(input, one, { role, explicit: true, alone: 'LAST_NAME', score: 0.9 }),
  );
}

/** "son fils Kévin", "ses enfants Paul et Marie", "personne de confiance : Jean Petit". */
function afterRelative(input: DetectionInput, at: number): Candidate[] {
  const { text, tokens } = input;
  const token = tokens[at] as Token;
  if (!words.RELATIVES.has(token.folded)) return [];
  let next = at + 1;
  while (
    next < tokens.length &&
    next - at <= 3 &&
    words.RELATIVE_TAIL.has((tokens[next] as Token).folded) &&
    !words.CIVIL_TITLES.has((tokens[next] as Token).folded)
  )
    next += 1;
  const first = tokens[next];
  if (first === undefined || !isNameLike(first) || first.shape === 'initial') return [];
  const between = text.slice((tokens[next - 1] as Token).end, first.start);
  if (!/^(?: |, | : ?| ?\(|, ?\()$/.test(between)) return [];
  const possessive =
    POSSESSIVE.has(tokens[at - 1]?.folded ?? '') ||
    /^(?:enfants|confiance|prevenir|contact|parents)$/.test(token.folded);
  const name = readName(input, next);
  if (name === undefined) return [];
  const isFirstName = FIRST_NAMES.has(first.folded);
  if (!isFirstName && !isStrong(input, name) && !(possessive && first.shape === 'capital' && between === ' '))
    return [];
  if (token.folded === 'femme' && !possessive) return [];
  return [name, ...listAfter(input, name, true)].flatMap((one) =>
    nameCandidates(input, one, { role: 'Other', explicit: true, alone: 'FIRST_NAME', score: 0.9 }),
  );
}

/** "Nom : DUPONT", "Prénom : Marie", "Patient : DUPONT Marie", "née MARTIN". */
function afterLabel(input: DetectionInput, at: number): Candidate[] {
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
  if (first === undefined || !isNameLike(first)) return [];
  const between = text.slice((tokens[next - 1] as Token).end, first.start);
  if (isBirth) return birthName(input, at, next, between);
  if (!/^ ?(?:\(e?s?\))?[ \t]*(?:[:=][ \t]*\n?[ \t]*|\t+|[ \t]{2,}| )$/.test(between)) return [];
  const labelled = /[:=\t]/.test(between);
  const name = readName(input, next);
  if (name === undefined || (first.shape === 'initial' && name.to === next + 1 && !labelled)) return [];
  if (
    !labelled &&
    !isStrong(input, name) &&
    !(
      isLast &&
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
  };
  const both = tail.includes('prenom') || tail.includes('prenoms') || (!isLast && !isFirst);
  const found = nameCandidates(input, name, context);
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

function birthName(input: DetectionInput, at: number, next: number, between: string): Candidate[] {
  const first = input.tokens[next] as Token;
  const before = input.tokens[at - 1];
  if (!/^(?:\(e\))? ?[:.]? ?$/.test(between) || next !== at + 1 || first.shape === 'initial') return [];
  const word = (input.tokens[at] as Token).folded;
  const afterName =
    before !== undefined && before.shape !== 'lower' && /^ ?[,(]? ?$/.test(gap(input, at - 1, at));
  if (/^(?:epouse|ep|vve|veuve|dite?)$/.test(word) && !afterName) return [];
  const name = readName(input, next);
  if (name === undefined) return [];
  return nameCandidates(input, name, { role: 'Patient', explicit: false, alone: 'LAST_NAME' });
}

/** People named by what stands around them. */
export function detectTitledPeople(input: DetectionInput): Candidate[] {
  const found: Candidate[] = [];
  for (let at = 0; at < input.tokens.length; at += 1) {
    const add = (more: Candidate[], lift: number): void => {
      for (const one of more) found.push({ ...one, priority: PRIORITY.title + lift });
    };
    add(titled(input, at), 3);
    add(afterFunction(input, at), 1);
    add(afterRelative(input, at), 2);
    add(afterLabel(input, at), 2);
  }
  return found;
}
