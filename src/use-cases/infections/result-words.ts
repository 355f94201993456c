import { createMatcher, expandAlternatives, type Match, readYaml, type Span } from '../../text/index.js';
import { type SusceptibilityResult } from './antibiogram-cells.js';

/** A result written in the text: a letter of the antibiogram or a word. UTF-16 offsets. */
export type Written = Match<{ readonly result: SusceptibilityResult; readonly letter: boolean }>;

type ByResult = Readonly<Record<SusceptibilityResult, readonly string[]>>;
const words = readYaml<
  ByResult & { readonly letters: ByResult; readonly codes: Readonly<Record<string, string>> }
>(import.meta.url, './vocabulary/results.yml');

/** Antibiotics by codes that are names only among others ("P", "E", "PT"). */
export const CODES_OF_DRUGS: ReadonlyMap<string, string> = new Map(Object.entries(words.codes));

export const resultMatcher = createMatcher(
  (['S', 'I', 'R'] as const).flatMap((result) => [
    {
      value: { result, letter: true },
      patterns: words.letters[result].flatMap(expandAlternatives),
      caseSensitive: true,
    },
    { value: { result, letter: false }, patterns: words[result].flatMap(expandAlternatives) },
  ]),
);

/** "S. aureus", "I.V.": an initial is no result. */
const isInitial = (text: string, { value, end }: Written): boolean =>
  value.letter && /^\.(?:[ \t]?\p{Ll}|\p{Lu}\.)/u.test(text.slice(end, end + 3));

/** "Gènes de résistance aux glycopeptides", "vérifier la sensibilité": what is looked for. */
const ASKED =
  /(?:v[ée]rifier|tester|contr[ôo]ler|demander|rechercher|pr[ée]ciser|d[ée]terminer|[ée]valuer|conna[îi]tre|attendre|confirmer|(?:g[èe]nes?|m[ée]canismes?|d[ée]terminants?|profil|recherche|attente|tests?|[ée]tude|contr[ôo]le|risque|[ée]mergence|s[ée]lection|suspicion|crainte)[ \t]+d(?:e|es|u|['’]))[ \t]*(?:la|les|sa|son|une|l['’])?[ \t]*$/i;
/** "Absence de résistance", "n'est plus sensible", "non sensible". */
const DENIED =
  /(?<!\p{L})(?:(?:non|pas|plus|jamais|aucune|sans|absence)[ \t-]*(?:d(?:e|['’])[ \t]*)?|ne[ \t]+(?:sont|reste(?:nt)?)[ \t]+)(?:(?:[ée]t[ée]|[êe]tre|trouv[ée]+s?|test[ée]+s?|rendue?s?|jug[ée]+s?|consid[ée]r[ée]+s?|comme|totalement)[ \t]+){0,3}$/iu;
const BEFORE = 40;

/** Letters and words of results; initials and what is only looked for left out. */
export const isResult = (text: string, written: Written): boolean =>
  !isInitial(text, written) &&
  !isUnticked(text, written) &&
  (written.value.letter || !ASKED.test(before(text, written)));

const isUnticked = (text: string, { start }: Span): boolean =>
  /[☐□❏○][ \t]?$/u.test(text.slice(Math.max(0, start - 2), start));

export const before = (text: string, { start }: Span): string =>
  text.slice(Math.max(0, start - BEFORE), start);

/** Whether a word of result is denied right before it. */
export const isDenied = (text: string, written: Written): boolean =>
  !written.value.letter && DENIED.test(before(text, written));

/** The result that a denial leaves; null where it leaves none ("non intermédiaire"). */
export const opposite = (result: SusceptibilityResult): SusceptibilityResult | null =>
  result === 'I' ? null : result === 'S' ? 'R' : 'S';
