import { tokenize, type TokenizedText } from '../../text/index.js';
import { mentions } from './lexicon.js';
import { type Mention, type MentionAt } from './terms.js';

/** "RE100%", "RP80 %": a name that its figure follows without a blank is no word of the text. */
const GLUED = /(?<![\p{L}\d])(R[EOP]|ER|PR)(?=\d{1,3}\s?%)/gu;

const known = new Map<string, Mention>(
  ['RE', 'RO', 'RP', 'ER', 'PR'].flatMap((name) => {
    const [found] = mentions.find(tokenize(name));
    return found ? [[name, found.value] as const] : [];
  }),
);

/** The names of biomarkers in a text, in order. */
export function mentionsIn(tokens: TokenizedText): MentionAt[] {
  const { text } = tokens;
  const found = mentions.find(tokens).map(({ start, end, value }) => at(text, { start, end }, value));
  const glued = [...text.matchAll(GLUED)].flatMap(({ index, 1: name = '' }) => {
    const mention = known.get(name);
    return mention ? [at(text, { start: index, end: index + name.length }, mention)] : [];
  });
  return glued.length === 0 ? found : [...found, ...glued].sort((a, b) => a.start - b.start);
}

const at = (text: string, span: { start: number; end: number }, mention: Mention): MentionAt => ({
  kind: 'mention',
  ...span,
  text: text.slice(span.start, span.end),
  mention,
});
