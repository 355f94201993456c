import {
  createMatcher,
  expandAlternatives,
  readYaml,
  type Span,
  type TokenizedText,
} from '../../text/index.js';
import { plain } from './plain.js';
import { type Modality, type ResponseClass } from './value.js';

export interface ScoreEntry {
  readonly name: string;
  readonly heads: readonly string[];
  readonly as: string;
  readonly modality: Modality;
  readonly grades: Readonly<Record<string, ResponseClass>>;
  readonly weak?: readonly string[];
  readonly positive: string;
}
export const SCORES = readYaml<readonly ScoreEntry[]>(import.meta.url, './vocabulary/scores.yml');

export interface Score extends Span {
  readonly class: ResponseClass;
  readonly score: string;
  readonly modality: Modality;
  readonly weak: boolean;
}

const heads = createMatcher<ScoreEntry>(
  SCORES.map((entry) => ({ value: entry, patterns: entry.heads.flatMap(expandAlternatives) })),
);
const AFTER =
  /^[\s:=,(-]{0,4}(?:(?:score|grade|stade|classe|cote|cotee|a|de|en|est|evalue|evaluee|selon|mandard|rcb|trg|global|5ps|5 ps)[\s:=(-]{1,3}){0,3}(\d[ab]?|iv|i{1,3}|t[abcd])(?![\w.,%]\d|\w)/;
const BEFORE =
  /(?:grade|score|stade|classe|groupe|trg)[\s:=]{0,3}(\d[ab]?|iv|i{1,3}|t[abcd])[\s,(-]{1,3}(?:[a-z]{2} )?(?:de |selon |d')?(?:la |le )?$/;
const RESIDUAL = /\([^()]{0,20}(?:classe|rcb)[\s-]{1,2}(0|i{1,3})\)/;
const ROMAN: Readonly<Record<string, string>> = { I: '1', II: '2', III: '3', IV: '4' };
const ARABIC: Readonly<Record<string, string>> = { '1': 'I', '2': 'II', '3': 'III' };
/** "Deauville 3 ou 4". */
const OR = /^ ?(?:ou|versus|vs|\/) ?\d/;
const AROUND = 60;

function gradeOf(entry: ScoreEntry, written: string): string | null {
  const grade = written.toUpperCase();
  const spellings = [grade, ROMAN[grade], ARABIC[grade]];
  return spellings.find((one) => one !== undefined && Object.hasOwn(entry.grades, one)) ?? null;
}

/** "TRG 3 selon CAP": the grid that is named after the grade. */
const namedAfter = (after: string): ScoreEntry | undefined => {
  const name =
    /^\s?\(?(?:selon|de|d'apres)? ?(?:la classification |le score )?(?:de |d'|du |l')?([a-z]{3,8})/.exec(
      after,
    )?.[1];
  return SCORES.find(
    (one) => plain(one.name) === name || (one.name === 'Ryan' && (name === 'cap' || name === 'ajcc')),
  );
};

/** Scores that the text gives: a grid and a grade beside it. */
export function scoresIn(tokens: TokenizedText): Score[] {
  const { text } = tokens;
  return heads.find(tokens).flatMap(({ start, end, value }) => {
    const after = plain(text.slice(end, end + AROUND));
    const before = plain(text.slice(Math.max(0, start - AROUND), start));
    const follows = AFTER.exec(after) ?? RESIDUAL.exec(after);
    const precedes = follows ? null : BEFORE.exec(before);
    const entry = (follows && namedAfter(after.slice(follows.index + follows[0].length))) ?? value;
    const grade = gradeOf(entry, follows?.[1] ?? precedes?.[1] ?? '');
    if (grade === null) return [];
    const isOpen = follows !== null && OR.test(after.slice(follows.index + follows[0].length));
    return {
      start: precedes ? start - before.length + precedes.index : start,
      end: follows ? end + follows.index + follows[0].length : end,
      class: isOpen ? 'NonDetermine' : (entry.grades[grade] as ResponseClass),
      score: `${entry.as}${grade}`,
      modality: entry.modality,
      weak: entry.weak?.includes(grade) ?? false,
    };
  });
}

const STAGE =
  /\bypT\s?(0|is|[1-4][a-d]?)[\s,;/(-]{0,3}(?:\((?:sn|m|i\+|\d)\)\s?)?(?:yp)?N\s?(0|[1-3][a-c]?|x|mi)/gi;

/** ypT0N0 is a complete pathological response; another yp stage tells that tumour is left, not how much went. */
export function stagesIn(text: string): Score[] {
  return [...text.matchAll(STAGE)].map(({ index, 0: words, 1: tumour = '', 2: nodes = '' }) => {
    const none = /^(?:0|is)$/i.test(tumour) && nodes === '0';
    return {
      start: index,
      end: index + words.length,
      class: none ? 'ReponseComplete' : 'NonDetermine',
      score: `ypT${tumour.toLowerCase()}N${nodes.toLowerCase()}`,
      modality: 'pathological',
      weak: !none,
    };
  });
}
