import { readYaml } from '../read-yaml.js';
import { tokenize } from '../matching/index.js';
import { comparable } from './comparable.js';
import { CONNECTORS } from './patterns.js';

interface WordsFile {
  readonly abreviations: Readonly<Record<string, string>>;
  readonly outils: readonly string[];
  readonly avant: readonly string[];
  readonly 'en-tete': readonly string[];
  readonly jamais: readonly string[];
  readonly verbes: readonly string[];
  readonly vagues: readonly string[];
  readonly constats: readonly string[];
  readonly details: readonly string[];
}

const file = readYaml<WordsFile>(import.meta.url, './title-words.yml');
const ALMOST_INITIALS = /(?<![\p{L}\p{N}])\p{L}(?:\.\p{L}){1,5}\.?(?![\p{L}\p{N}])/gu;

const rootsOf = (text: string): string[] => tokenize(text).folded.map(root);

/** Without the marks of the plural and of the feminine: `médicaux` and `médicales` are `medical`. */
function root(folded: string): string {
  if (folded.length < 4) return folded;
  const single = folded.replace(/aux$/, 'al').replace(/[sx]$/, '').replace(/e$/, '');
  return single.replace(/([ln])\1$/, '$1').replace(/iv$/, 'if');
}

const ABBREVIATIONS = new Map(
  Object.entries(file.abreviations).map(([short, long]) => [tokenize(short).folded.join(' '), rootsOf(long)]),
);
const setOf = (list: readonly string[]): ReadonlySet<string> =>
  new Set(list.flatMap((entry) => tokenize(entry).folded));
const WAITING = new Set([...CONNECTORS].map(comparable));
const TOOLS = setOf(file.outils);
const BEFORE = new Set(file.avant.flatMap(rootsOf));
const NEVER = setOf(file.jamais);
const LETTERHEAD = new Set(file['en-tete'].flatMap(rootsOf));
const FINDINGS = new Set(file.constats.flatMap(rootsOf));
const DETAILS = new Set(file.details.flatMap(rootsOf));
/** `TDM cérébral sans injection` names an examination. */
const WITHOUT_CONTRAST = /sans (?:et avec )?(?:injection|contraste|produit)/iu;
const VERBS = setOf(file.verbes);
/** Roots that name any examination: the word after them says which. */
export const VAGUE_WORDS: ReadonlySet<string> = new Set(file.vagues.map((entry) => rootsOf(entry).join(' ')));

/** The words of a title that tell what it is about: abbreviations written out, articles left out. */
export function titleWords(title: string): string[] {
  const plain = comparable(title).replace(ALMOST_INITIALS, (initials) => initials.replaceAll('.', ''));
  return tokenize(plain).folded.flatMap((word) =>
    TOOLS.has(word) ? [] : (ABBREVIATIONS.get(word) ?? [root(word)]),
  );
}

/** Its last word is an abbreviation: the dot after it ends no sentence (`Rens. clin.`). */
export const endsAbbreviated = (title: string): boolean =>
  ABBREVIATIONS.has(tokenize(title.slice(title.lastIndexOf(' ') + 1)).folded.join(' '));

/** `Examen normal`: what was found, not a title. */
export const isFinding = (title: string): boolean =>
  rootsOf(title.replace(WITHOUT_CONTRAST, '')).some((word) => FINDINGS.has(word));

/** Before a colon, a detail of the open section (`Marche : 500 m`). */
export const isDetail = (title: string): boolean => DETAILS.has(titleWords(title)[0] ?? '');

/** Text, not a title: a question, a finding, what opens with an article (`La conclusion : …`) or waits for its next word. */
export const isText = (title: string): boolean =>
  title.endsWith('?') || opensWithArticle(title) || endsOpen(title) || isFinding(title);

/** `Récepteurs à`: the line goes on. */
export const endsOpen = (title: string): boolean =>
  WAITING.has(comparable(title.slice(title.lastIndexOf(' ') + 1)));

export const opensWithArticle = (title: string): boolean => /^(?:l[ae]s? |l['’]|une? )/iu.test(title);

/** How many words before the one that names the section say nothing (`Principaux antécédents`). */
export function leadingWords(words: readonly string[]): number {
  const first = words.findIndex((word) => !BEFORE.has(word));
  return first < 0 ? words.length : first;
}

/** Before any section: the name of the document, or who was there. */
export const isOfLetterhead = (title: string): boolean => LETTERHEAD.has(titleWords(title)[0] ?? '');

/** A field of a letterhead, an address or a person by its first word; a sentence by its verb; what was found. */
export function tellsText(title: string): boolean {
  const words = tokenize(title).folded;
  const first = words.find((word) => !TOOLS.has(word));
  if (first === undefined || NEVER.has(first)) return true;
  return words.some((word) => VERBS.has(word) || /.{3}aient$/.test(word)) || isFinding(title);
}
