import { type Match, type Span, type TokenizedText } from '../../text/index.js';
import { type Basis } from './candidate.js';
import { changesIn } from './changes.js';
import { countStarted, inside, lastStarted } from './ordered.js';
import { plain } from './plain.js';
import { scoresIn, stagesIn } from './scores.js';
import { isShortStatement } from './short.js';
import { type Modality, type ResponseClass } from './value.js';
import {
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
  readonly basis: Basis;
  /** A change of nothing that is named. */
  readonly bare: boolean;
  readonly direction: Direction | null;
  readonly mild: boolean;
  readonly modality: Modality | null;
  readonly score: string | null;
  readonly dissociated: boolean;
  readonly recurrence: boolean;
}

const PLAIN = { direction: null, mild: false, score: null, dissociated: false, recurrence: false } as const;

const OF_DIRECTION: Readonly<Record<Direction, ResponseClass>> = {
  vanish: 'ReponseComplete',
  decrease: 'ReponsePartielle',
  stable: 'MaladieStable',
  increase: 'MaladieProgressive',
  new: 'MaladieProgressive',
};
/** "Pas de diminution", "pas de majoration": nothing moved. "Pas stable" says nothing. */
const DENIED: Readonly<Record<Direction, ResponseClass | null>> = {
  vanish: null,
  decrease: 'MaladieStable',
  stable: null,
  increase: 'MaladieStable',
  new: 'MaladieStable',
};

const SITE_AFTER =
  /^(?:[\s,]{1,2}(?:et |ou )?(?:ganglionnaires?|hepatiques?|pulmonaires?|osseuses?|cerebrales?|peritoneales?|pleurales?|cutanees?|surrenaliennes?|locales?|loco-?regionales?|metastatiques?|mediastinales?|a distance|systemiques?|tumorales?|meningees?|biologiques?|biochimiques?|metaboliques?|morphologiques?|mammaires?|axillaires?|pelviennes?|retroperitoneales?|neuromeningees?|medullaires?|viscerales?|intracraniennes?|scannographiques?|radiologiques?|cliniques?)(?![a-z])){1,3}/;

const NAME_REACH = 40;
/** "Sans modification cutanée", "pas de changement de traitement". */
const NOT_OF_TUMOUR =
  /^ (?:cutanee?|clinique|thymique|hemodynamique|neurologique|cognitive?|therapeutique|biologique|(?:du|de|des|de la|dans) (?:la |le |l'|son |sa |ses )?(?:poids|traitement|posologie|dose|couleur|comportement|transit|etat|prise en charge|fonction|dispositif|protocole|peau))/;

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

/** "Récidive de la pneumopathie", "progression de l'insuffisance rénale": not of the tumour. */
function isOfOther(text: string, { end }: Span, words: readonly Match<Word>[]): boolean {
  const next = words[countStarted(words, end - 1)];
  if (next?.value.role !== 'object' || next.value.of !== 'other') return false;
  return /^ (?:de la|de l['’]|de son|de sa|du|des|de|d['’]|d['’]une?) ?$/.test(text.slice(end, next.start));
}

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
    if (entry.of === 'treatment' && !namesTreatment(text, match)) return [];
    if (isOfOther(text, match, words)) return [];
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
        basis: entry.kind,
        bare: false,
        modality: entry.modality ?? null,
        dissociated: entry.dissociated ?? false,
        recurrence: entry.recurrence ?? false,
        direction: entry.kind === 'change' ? 'stable' : null,
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
  }));

function changeDrafts(
  tokens: TokenizedText,
  sentences: readonly Span[],
  words: readonly Match<Word>[],
): Draft[] {
  return sentences.flatMap((sentence) => {
    const own: readonly Match<Word>[] = inside(words, sentence);
    if (!own.some(({ value }) => value.role === 'change')) return [];
    return changesIn(tokens.text, own).map(({ start, end, word, direction, of, mild }): Draft => ({
      ...PLAIN,
      start,
      end,
      said: word,
      class: OF_DIRECTION[direction],
      ifDenied: DENIED[direction],
      basis: of === 'tumour' ? 'change' : 'weak',
      bare: of === null,
      direction,
      mild,
      modality: of === 'biological' ? 'biological' : null,
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
  return [...stated, ...changes];
}
