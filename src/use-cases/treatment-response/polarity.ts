import { type AssertionAnalyzer, type Span } from '../../text/index.js';
import { plain } from './plain.js';

export interface Polarity {
  readonly denied: boolean;
  readonly doubt: boolean;
  readonly past: boolean;
  /** Another person's, or only planned, feared, hoped for. */
  readonly dropped: boolean;
}

/** Words that plan, fear or hope: what they carry did not happen. */
const UNREAL =
  /(?:en cas|au cas|^si$|^s'il$|risque|prevention|prophylaxie|prevenir|eviter|crainte|peur|surveill|consulter|devant tou|guetter|rechercher|a rechercher|prevision)/;
/** Words of a conclusion that the general rules take for doubt. */
const CONCLUDING =
  /(?:en faveur|compatible|orient|a discuter|en cours|attendre|discut|envisag|semble|plutot)/;
/** Doubt even where the general rules see none. */
const DOUBTFUL =
  /(?:suspicion|suspect\w*|possible|probable|eventuel\w*|doute|douteu\w*|ne p(?:eu|ouvan)t (?:pas )?(?:etre )?ex?clu\w*|a confirmer|incertain\w*)/;
/** A denial right before its word, whatever the general rules make of the two. */
const BESIDE =
  /\b(?:pas|sans|absence|aucune?|ni)(?: (?:de|d'|franche?|nette?|reelle?|significative|notable))* ?$/;
/** "Pas de changement": the denial is the statement's own. */
const OWN = /^(?:pas|sans|absence|aucune?|non|plus|ne|n)\b/;
const OWN_REACH = 10;
/** UTF-16 units read before a statement. */
const CLAUSE = 300;
const ELEMENT = /^(?:\s*(?:et|ou|ni|de|d|du|des)\b['\s])/;

/**
 * What the sentence says of a statement. The general rules carry a denial over a comma ("pas de fièvre, toux"): a
 * statement that opens its clause after a comma is its own.
 */
export function polarityOf(analyzer: AssertionAnalyzer, text: string, sentence: Span, span: Span): Polarity {
  const { assertion, temporality, experiencer, triggers } = analyzer.of(span);
  const words = triggers.map((trigger) => ({
    ...trigger,
    said: plain(text.slice(trigger.start, trigger.end)),
  }));
  const past = temporality === 'historical' && words.some(({ said }) => /antecedent|atcd|ancien/.test(said));
  const dropped = experiencer === 'other';
  const clause = clauseBefore(text, sentence, span);
  if (OWN.test(plain(text.slice(span.start, span.start + OWN_REACH)))) {
    return { denied: false, doubt: false, past, dropped };
  }
  if (BESIDE.test(clause.words)) return { denied: true, doubt: false, past, dropped };
  if (assertion === 'Absent') {
    const apart = words.every(({ end }) => end <= clause.start) && !ELEMENT.test(clause.words);
    return { denied: !apart, doubt: false, past, dropped };
  }
  if (assertion === 'Indetermine') {
    if (words.some(({ said }) => UNREAL.test(said)))
      return { denied: false, doubt: false, past, dropped: true };
    const doubt = !words.every(({ said }) => CONCLUDING.test(said)) || DOUBTFUL.test(clause.words);
    return { denied: false, doubt, past, dropped };
  }
  return { denied: false, doubt: false, past, dropped };
}

function clauseBefore(text: string, sentence: Span, span: Span): { start: number; words: string } {
  const from = Math.max(sentence.start, span.start - CLAUSE);
  const before = plain(text.slice(from, span.start));
  const cut = Math.max(
    before.lastIndexOf(','),
    before.lastIndexOf(';'),
    before.lastIndexOf(':'),
    before.lastIndexOf(' mais '),
  );
  return { start: from + cut + 1, words: before.slice(cut + 1) };
}
