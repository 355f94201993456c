import { inside, lastStarted, type Match, type Span, type TokenizedText } from '../../text/index.js';
import { type Basis } from './candidate.js';
import { changesIn } from './changes.js';
import { oneOf } from './phrases.js';
import { plain } from './plain.js';
import { scoresIn, stagesIn } from './scores.js';
import { isShortStatement } from './short.js';
import { sizesIn } from './sizes.js';
import { isBenign, isOfOther } from './subject.js';
import { type Modality, type ResponseClass } from './value.js';
import {
  ABOUT,
  type Direction,
  isAnticancer,
  type StatementEntry,
  statementMatcher,
  topicMatcher,
  type Word,
  wordMatcher,
} from './vocabulary.js';

/** A candidate before its place is known. */
export interface Draft extends Span {
  /** The words that a denial or a doubt would bear on. */
  readonly said: Span;
  readonly class: ResponseClass;
  /** What its denial says; null: nothing. */
  readonly ifDenied: ResponseClass | null;
  /** The words hold their own denial. */
  readonly denies: boolean;
  readonly basis: Basis;
  /** A change of nothing that is named. */
  readonly bare: boolean;
  readonly direction: Direction | null;
  readonly mild: boolean;
  readonly modality: Modality | null;
  readonly score: string | null;
  readonly dissociated: boolean;
  readonly recurrence: boolean;
  /** Said of the disease as a whole. */
  readonly whole: boolean;
  /** Nothing is found. */
  readonly clear: boolean;
  /** Words of no other disease: they prove a cancer where the text names none. */
  readonly proof: boolean;
}

const PLAIN = {
  clear: false,
  denies: false,
  whole: false,
  direction: null,
  mild: false,
  score: null,
  dissociated: false,
  recurrence: false,
  proof: false,
} as const;

const OF_DIRECTION: Readonly<Record<Direction, ResponseClass>> = {
  vanish: 'ReponseComplete',
  decrease: 'ReponsePartielle',
  stable: 'MaladieStable',
  increase: 'MaladieProgressive',
  new: 'MaladieProgressive',
  left: 'NonDetermine',
};
/** "Pas de diminution", "pas de majoration": nothing moved. "Pas stable" says nothing. */
const DENIED: Readonly<Record<Direction, ResponseClass | null>> = {
  vanish: null,
  decrease: 'MaladieStable',
  stable: null,
  increase: 'MaladieStable',
  new: 'MaladieStable',
  left: null,
};

const SITE_AFTER = new RegExp(String.raw`^(?:[\s,]{1,2}(?:et |ou )?${oneOf(ABOUT.sites)}){1,3}`);

const NAME_REACH = 40;
const LONGEST_SHORT = 5;
/** "Sans modification cutanée", "pas de changement de traitement". */
const NOT_OF_TUMOUR = new RegExp(
  `^ ${oneOf(ABOUT.notOfTumour)}|^ (?:du|de|des|de la|dans) (?:la |le |l'|son |sa |ses )?${oneOf(ABOUT.notChangesOf)}`,
);

/** "Échographie normale. Rémission." */
const isWhole = (text: string, { start, end }: Span): boolean =>
  /(?:^|[.;:,\n])[\s-]*$/.test(text.slice(Math.max(0, start - 4), start)) &&
  /^\s?(?:$|[.;,\n])/.test(text.slice(end, end + 2));

/** "Échec de l'azacitidine", not "échec de pose". */
function namesTreatment(text: string, { end }: Span): boolean {
  const after = text.slice(end, end + NAME_REACH);
  const known = topicMatcher.find(after).some(({ value }) => value === 'treatment' || value === 'protocol');
  return (
    known ||
    plain(after)
      .split(/[^a-z]+/)
      .some(isAnticancer)
  );
}

/** "RPM" is also said of a birth. */
const isProof = ({ kind, short, dissociated }: StatementEntry, said: string, sited: boolean): boolean =>
  dissociated === true ||
  (kind === 'state' && sited) ||
  (kind === 'category' && (short === true || said !== said.toUpperCase() || said.length > LONGEST_SHORT));

function statementDrafts(
  { text }: TokenizedText,
  sentences: readonly Span[],
  matches: readonly Match<StatementEntry | null>[],
  words: readonly Match<Word>[],
): Draft[] {
  return matches.flatMap((match): Draft[] => {
    const { value: entry, start, end } = match;
    if (!entry) return [];
    const sentence = lastStarted(sentences, start) ?? { start, end };
    if (entry.short && !isShortStatement(text, sentence, match)) return [];
    if (entry.whole && !isWhole(text, match)) return [];
    if (entry.of === 'treatment' && !namesTreatment(text, match)) return [];
    if (isOfOther(text, sentence, match, words)) return [];
    if (entry.kind === 'change' && NOT_OF_TUMOUR.test(plain(text.slice(end, end + NAME_REACH)))) return [];
    const site = entry.short ? null : SITE_AFTER.exec(plain(text.slice(end, end + 60)));
    return [
      {
        ...PLAIN,
        start,
        end: end + (site?.[0].length ?? 0),
        said: { start, end },
        class: entry.class,
        ifDenied: entry.denied ?? null,
        denies: entry.denies ?? false,
        basis: entry.kind,
        bare: false,
        modality: entry.modality ?? null,
        dissociated: entry.dissociated ?? false,
        recurrence: entry.recurrence ?? false,
        proof: isProof(entry, text.slice(start, end), site !== null),
        direction: entry.kind === 'change' ? 'stable' : null,
        whole: entry.kind === 'change',
        clear: entry.clear ?? false,
      },
    ];
  });
}

const scoreDrafts = (tokens: TokenizedText): Draft[] =>
  [...scoresIn(tokens), ...stagesIn(tokens.text)].map(({ start, end, score, weak, ...rest }) => ({
    ...PLAIN,
    start,
    end,
    said: { start, end },
    class: rest.class,
    ifDenied: null,
    basis: weak ? 'weak' : 'score',
    bare: false,
    modality: rest.modality,
    score,
    proof: true,
  }));

function changeDrafts(
  tokens: TokenizedText,
  sentences: readonly Span[],
  words: readonly Match<Word>[],
): Draft[] {
  return sentences.flatMap((sentence) => {
    const own: readonly Match<Word>[] = inside(words, sentence);
    if (!own.some(({ value }) => value.role === 'change')) return [];
    const found = changesIn(tokens.text, own).filter(
      (change) => change.of !== 'tumour' || !isBenign(tokens.text, sentence, change, words),
    );
    return found.map(({ start, end, word, direction, of, mild }): Draft => ({
      ...PLAIN,
      start,
      end,
      said: word,
      class: OF_DIRECTION[direction],
      ifDenied: DENIED[direction],
      basis: of === 'tumour' && direction !== 'left' ? 'change' : 'weak',
      bare: of === null,
      direction,
      mild,
      modality: of === 'biological' ? 'biological' : null,
    }));
  });
}

/** Two sizes of a lesion: heard where no words say how it changed. */
function sizeDrafts(
  tokens: TokenizedText,
  sentences: readonly Span[],
  words: readonly Match<Word>[],
): Draft[] {
  return sentences.flatMap((sentence) => {
    const own: readonly Match<Word>[] = inside(words, sentence);
    if (!own.some(({ value }) => value.role === 'object' && value.of === 'tumour')) return [];
    return sizesIn(tokens.text, sentence, own).map(({ start, end, direction }): Draft => ({
      ...PLAIN,
      start,
      end,
      said: { start, end },
      class: OF_DIRECTION[direction],
      ifDenied: null,
      basis: 'weak',
      bare: false,
      direction,
      modality: null,
    }));
  });
}

/** Everything that says how the tumour answers; what a statement covers is not read again as a change. */
export function draftsOf(tokens: TokenizedText, sentences: readonly Span[]): Draft[] {
  const matches = statementMatcher.find(tokens);
  const words = wordMatcher.find(tokens);
  const stated = [...statementDrafts(tokens, sentences, matches, words), ...scoreDrafts(tokens)];
  const covers = [...stated, ...matches.filter(({ value }) => value === null)];
  const byStart = covers.sort((one, other) => one.start - other.start);
  const changes = changeDrafts(tokens, sentences, words).filter(({ said }) => {
    const last = lastStarted(byStart, said.start);
    return !last || last.end <= said.start;
  });
  return [...stated, ...changes, ...sizeDrafts(tokens, sentences, words)];
}
