import { countStarted, type Match, type Span } from '../../text/index.js';
import { plain } from './plain.js';
import { isForOther, SUBJECT, type Word } from './vocabulary.js';

type WordMatch = Match<Word>;

/** UTF-16 units between a statement and what it is said of. */
const REACH = 40;
const BENIGN_REACH = 100;
/** How far into a sentence the disease that heads it stands. */
const HEAD_REACH = 12;
const COMPLEMENT =
  /^ (?:de la |de l'|de son |de sa |de ses |de |du |des |d'une? |d'|aux? |a la |a l'|a son |a sa |a une? |a )(?:[a-z0-9.-]+ ){0,2}$/;
const MEDICINE = /^ (?:au|a la|a l'|a|sous) ?([a-z]{6,})/;
const TURNS_OUT =
  /^(?: (?:en|de) (?:taille|volume))?(?: ?[(:=] ?|(?: ?,)?[^.;,\n]{0,50}\b(?:evo\w+|compatible avec|en faveur d\w*|d'allure|de type|a type d\w*|d'aspect|correspond\w*) )(?:une? |d'une? |d'|de |des |a une? )?$/;

const kindOf = ({ value }: WordMatch) => (value.role === 'object' ? value.of : null);
const isNamed = (word: WordMatch): boolean =>
  kindOf(word) !== null && kindOf(word) !== 'examination' && kindOf(word) !== 'neutral';

/** "Réponse complète à l'antibiothérapie", "récidive à E. coli". */
function complementIsOther(text: string, { start, end }: Span, words: readonly WordMatch[]): boolean {
  const from = countStarted(words, end - 1);
  const next = words
    .slice(from, from + 3)
    .find((word) => isNamed(word) || word.value.role === 'germ' || word.value.role === 'benign');
  const after = plain(text.slice(end, end + REACH));
  const medicine = MEDICINE.exec(after)?.[1];
  if (medicine !== undefined && isForOther(medicine)) return true;
  if (!next || next.start - end > REACH) return false;
  const between = after.slice(0, next.start - end);
  // "Bonne réponse au traitement diurétique".
  const isQualified = between === ' ' && kindOf(next) === 'otherTreatment';
  if (!COMPLEMENT.test(between) && !isQualified) return false;
  const kind = kindOf(next);
  // "Progression du marqueur" is a change, and a weak one.
  if (kind === 'biological') return text.slice(start, end).toLowerCase() === 'progression';
  return kind !== 'tumour';
}

/** "Syndrome dépressif en rémission": its subject stands right before it. */
function subjectIsOther(text: string, sentence: Span, span: Span, words: readonly WordMatch[]): boolean {
  const at = countStarted(words, span.start - 1);
  const before = words.slice(Math.max(0, at - 2), at).findLast(({ value }) => value.role === 'object');
  if (!before || before.start < sentence.start || span.start - before.end > REACH) return false;
  const kind = kindOf(before);
  if (kind !== 'disease' && kind !== 'otherTreatment') return false;
  const between = plain(text.slice(before.end, span.start));
  return !/[,;.()\n+]/.test(between) && !SUBJECT.parted.test(between);
}

/** "Néphrite : réponse complète, rechute à la décroissance": a disease that heads its sentence. */
function headIsOther(text: string, sentence: Span, span: Span, words: readonly WordMatch[]): boolean {
  const first = words[countStarted(words, sentence.start - 1)];
  if (!first || first.end > span.start || first.start - sentence.start > HEAD_REACH) return false;
  if (kindOf(first) !== 'disease') return false;
  const head = plain(text.slice(first.end, Math.min(span.start, first.end + REACH)));
  const colon = head.indexOf(':');
  return (
    colon !== -1 &&
    !/[.;\n]/.test(head.slice(0, colon)) &&
    !SUBJECT.tumoral.test(plain(text.slice(sentence.start, span.start)))
  );
}

/** Whether a statement is said of another disease than the tumour. `words` are those of the text, sorted. */
export function isOfOther(text: string, sentence: Span, span: Span, words: readonly WordMatch[]): boolean {
  if (complementIsOther(text, span, words)) return true;
  if (SUBJECT.tumoral.test(plain(text.slice(span.start, span.end + REACH)).split(/[.;\n]/)[0] ?? ''))
    return false;
  return subjectIsOther(text, sentence, span, words) || headIsOther(text, sentence, span, words);
}

/** "Lésion en augmentation : angiome": what a lesion turns out to be. */
export function isBenign(text: string, sentence: Span, span: Span, words: readonly WordMatch[]): boolean {
  const next = words[countStarted(words, span.end - 1)];
  if (!next || next.end > sentence.end || next.start - span.end > BENIGN_REACH) return false;
  if (next.value.role !== 'benign' && kindOf(next) !== 'disease') return false;
  const between = plain(text.slice(span.end, next.start));
  return TURNS_OUT.test(between) || (next.value.role === 'benign' && between === ' ');
}
