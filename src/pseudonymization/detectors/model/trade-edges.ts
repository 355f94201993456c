import { type Span } from '../../../text/index.js';
import { type DetectionInput } from '../candidate.js';
import { isSomebodyElses } from '../rules/trade-context.js';
import { tradesIn } from '../rules/trades.js';

/** So sure is a model of a trade that no list knows. */
const VERY_SURE = 0.97;
/** Of the patient's body and of scores, what lists of standings may be near. */
const NO_TRADE =
  /^(?:droiti|repondeu|gauch|ambidext|oms \d|sans (?!emploi|profession|activite|domicile|abri|travail|papier))/;

/** "en biscuiterie", "dans un port": where it is done goes with it. */
const WORKPLACE = /^ (?:en|dans|chez) \p{L}/u;

/** The trades in what a model takes for one, as lists have them; undefined where it is none of the patient's. */
export function tradeEdges(
  { text, facts }: DetectionInput,
  folded: string,
  span: Span,
  score: number,
): Span | undefined {
  const raw = folded.slice(span.start, span.end);
  if (NO_TRADE.test(raw)) return undefined;
  if (isSomebodyElses({ text, folded, facts }, span.start, span.end)) return undefined;
  const from = Math.max(0, span.start - 1);
  const trades = tradesIn(folded.slice(from, span.end + 1)).filter(({ end }) => end + from <= span.end);
  const [first, last] = [trades[0], trades.at(-1)];
  if (first === undefined || last === undefined) return score >= VERY_SURE ? span : undefined;
  const end = from + last.end;
  return { start: from + first.start, end: WORKPLACE.test(folded.slice(end, span.end)) ? span.end : end };
}
