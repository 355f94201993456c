import { FIRST_NAMES } from '../../lexicon/index.js';
import { type SpanRole } from '../../pseudonymized-document.js';
import { type Candidate, type DetectionInput } from '../candidate.js';
import { isCommon } from '../known-facts.js';
import { opensSentence, type Token } from '../tokens.js';
import * as words from '../titles.js';
import { civilRole, gap, isStrong, listAfter, POSSESSIVE } from './name-context.js';
import { isNameLike, nameCandidates, readName } from './name-reader.js';

/** Functions that stand straight before a name: "l'interne Dubreuilh". */
const STAFF = new Set(
  'interne externe ide idec iao ioa infirmier infirmiere kine kinesitherapeute psychologue dieteticienne aide-soignante ergotherapeute orthophoniste cadre remplacant remplacante'.split(
    ' ',
  ),
);
/** Staff often called by their first name. */
const FIRST_NAME_STAFF = new Set([
  ...STAFF,
  ...'amb ambulancier ambulanciere iade ibode panseuse panseur as ash brancardier instrumentiste kine aide aides puericultrice manipulateur manipulatrice secretaire mer preleveur sf ergo diet'.split(
    ' ',
  ),
]);

const WOMEN = new Set(
  'fille soeur mere epouse femme conjointe compagne concubine tante niece cousine amie voisine bru jumelle petite-fille tutrice curatrice aidante maman grand-mere marraine fiancee fillette'.split(
    ' ',
  ),
);
const MEN = new Set(
  'fils frere pere epoux mari conjoint compagnon concubin oncle neveu cousin ami voisin gendre jumeau petit-fils tuteur curateur aidant papa grand-pere parrain fiance garcon'.split(
    ' ',
  ),
);
const sexOfRelative = (folded: string): 'F' | 'M' | undefined =>
  WOMEN.has(folded) ? 'F' : MEN.has(folded) ? 'M' : undefined;

const LABEL_GAP = /^[ \t]*(?:\([^)\n]{0,40}\))?[ \t]*(?:[:=,/-]|:[ \t]*\n|\()?[ \t]*$/;

/** "Interne : Léa MARTIN", "signé électroniquement par X": the name after a function, its tail skipped. */
export function afterFunction(input: DetectionInput, at: number): Candidate[] {
  const { text, tokens } = input;
  const token = tokens[at] as Token;
  if (!words.CARER_FUNCTIONS.has(token.folded)) return [];
  let next = at + 1;
  let by = false;
  while (
    next < tokens.length &&
    next - at <= 7 &&
    !((tokens[next] as Token).shape === 'initial' && text[(tokens[next] as Token).end] === '.') &&
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
  const name = readName(input, next);
  if (name === undefined) return [];
  // "Signé BEN SALAH Y." stands for "signé par".
  const signs =
    /^(?:signe|valide|redige|dicte|relu|saisi)$/.test(token.folded) && opensSentence(text, token.start);
  const isSignature = signs && between === ' ' && first.shape === 'upper' && isStrong(input, name);
  if (words.NEED_BY.has(token.folded) && !by && !labelled && !isSignature) return [];
  const single = name.to === name.from + 1;
  const staff = FIRST_NAME_STAFF.has(token.folded) ? token.folded : token.folded.replace(/s$/, '');
  const isCalled = token.shape === 'upper' && first.shape === 'capital' && FIRST_NAME_STAFF.has(staff);
  const known =
    single &&
    FIRST_NAMES.has(first.folded) &&
    !isCommon(first.folded) &&
    (/[:(]/.test(between) || (isCalled && between === ' '));
  const direct =
    single &&
    between === ' ' &&
    STAFF.has(token.folded) &&
    token.shape === 'lower' &&
    first.shape === 'capital' &&
    first.raw.length > 3 &&
    !isCommon(first.folded) &&
    !opensSentence(text, token.start) &&
    !/(?:m[eé]decine|otite|conduit|carotide|m[eé]nisque|oreille|face|quadrant|plan) $/i.test(
      text.slice(Math.max(0, token.start - 12), token.start),
    );
  const strong = known || direct || isStrong(input, name);
  // "Aide à domicile : ADMR": a service, not somebody.
  if (!strong && single && tokens[next - 1]?.folded === 'domicile') return [];
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
    nameCandidates(input, one, {
      role,
      explicit: true,
      alone:
        FIRST_NAME_STAFF.has(staff) &&
        (FIRST_NAMES.has((tokens[one.from] as Token).folded) ||
          (one.to > one.from + 1 && tokens[one.to - 1]?.shape === 'initial'))
          ? 'FIRST_NAME'
          : 'LAST_NAME',
      score: 0.9,
    }),
  );
}

/** "J.P. Rose" is a name; "son fils A." is not known to be one, and "M." may be a title. */
function isLoneInitial(input: DetectionInput, at: number): boolean {
  const { text, tokens } = input;
  const token = tokens[at] as Token;
  if (token.shape !== 'initial') return false;
  const name = readName(input, at);
  const last = name && tokens[name.to - 1];
  return token.raw === 'M' || text[token.end] !== '.' || last === undefined || last.shape === 'initial';
}

/** "La personne de confiance est Jean Petit". */
const SAID_TO_BE = /^(?:confiance|contact|prevenir|tut(?:eur|rice)|curat(?:eur|rice)|aidante?)$/;

/** "son fils Kévin", "ses enfants Paul et Marie", "personne de confiance : Jean Petit". */
export function afterRelative(input: DetectionInput, at: number): Candidate[] {
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
  if (SAID_TO_BE.test(token.folded) && tokens[next]?.folded === 'est' && gap(input, next - 1, next) === ' ')
    next += 1;
  const first = tokens[next];
  if (first === undefined || !isNameLike(first) || isLoneInitial(input, next)) return [];
  const between = text.slice((tokens[next - 1] as Token).end, first.start);
  if (!/^(?: |, | : ?| ?\(|, ?\()$/.test(between)) return [];
  const possessive =
    POSSESSIVE.has(tokens[at - 1]?.folded ?? '') ||
    /^(?:enfants|confiance|prevenir|contact|parents|fratrie)$/.test(token.folded);
  const name = readName(input, next);
  if (name === undefined) return [];
  const isFirstName = FIRST_NAMES.has(first.folded);
  if (
    !isFirstName &&
    !isStrong(input, name) &&
    !(
      possessive &&
      first.shape === 'capital' &&
      (between === ' ' ||
        (token.folded === 'fratrie' && between.includes(':')) ||
        (between === ', ' && name.to === name.from + 1 && text[first.end] === ',' && !isCommon(first.folded)))
    )
  )
    return [];
  if (token.folded === 'femme' && !possessive) return [];
  return [name, ...listAfter(input, name, true)].flatMap((one) =>
    nameCandidates(input, one, {
      role: 'Other',
      explicit: true,
      alone: 'FIRST_NAME',
      score: 0.9,
      sex: sexOfRelative(token.folded),
    }),
  );
}
