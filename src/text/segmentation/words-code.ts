import { SECTION_TITLES, type TitlePhrase } from './section-titles.js';
import { EXAMINATION_SECTIONS } from './title-patterns.js';
import { leadingWords, titleWords, VAGUE_WORDS } from './title-words.js';

/** `head`: the title opens with the word that names its section; `anywhere`: it holds one. */
export type Reach = 'head' | 'anywhere';

interface Named extends WordsCode {
  readonly length: number;
  readonly isPair: boolean;
}

/** A section named by a word of its title; `vague`: by one that names any examination. */
export interface WordsCode {
  readonly code: string;
  readonly vague: boolean;
}

/** The section of a title nobody listed, by the words that name one (`mots` of sections.yml). */
export function wordsCode(title: string, reach: Reach): WordsCode | undefined {
  const words = titleWords(title);
  const whole = SECTION_TITLES.byRoots.get(words.join(' '));
  if (whole !== undefined) return { code: whole, vague: false };
  const starts = new Set([0, leadingWords(words)]);
  let vague: Named | undefined;
  for (let at = 0; at < words.length; at += 1) {
    const named = namedAt(words, at);
    if (!named) continue;
    if (vague !== undefined && !EXAMINATION_SECTIONS.has(named.code)) continue;
    if (vague === undefined && reach === 'head' && !starts.has(at)) return undefined;
    if (!named.vague) return named;
    vague ??= named;
  }
  return vague;
}

/** A title that opens with one word and holds another (`Traitements médicamenteux à l'entrée`). */
export function pairCode(title: string): string | undefined {
  const words = titleWords(title);
  const named = namedAt(words, leadingWords(words));
  return named?.isPair ? named.code : undefined;
}

/** The longest phrase that opens at a word. */
function namedAt(words: readonly string[], at: number): Named | undefined {
  let best: Named | undefined;
  for (const { head, tail, code } of SECTION_TITLES.phrases.get(words[at] ?? '') ?? []) {
    if (head.some((word, index) => words[at + index] !== word)) continue;
    if (!holds(words, tail, at + head.length)) continue;
    const length = head.length + tail.length;
    if (best !== undefined && best.length >= length) continue;
    best = {
      code,
      length,
      isPair: tail.length > 0,
      vague: tail.length === 0 && VAGUE_WORDS.has(head.join(' ')),
    };
  }
  return best;
}

function holds(words: readonly string[], tail: TitlePhrase['tail'], from: number): boolean {
  if (tail.length === 0) return true;
  for (let at = from; at + tail.length <= words.length; at += 1)
    if (tail.every((word, index) => words[at + index] === word)) return true;
  return false;
}
