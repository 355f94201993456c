import { type Span } from '../../text/index.js';
import { plain } from './plain.js';

const LEADS =
  /(?:\b(?:en|soit|une|un|de|statut|reponse|evaluation|categorie|classe|cibles?|globale?|overall|response|conclusion|et|par|avec|donc|maintien|confirme\w*|toujours|lesion|targets?|vs|puis|ou)|[:=→>(/,-]|->)\s*"?$/;
const ABOUT =
  /recist|reponse|response|evaluation|\bcibles?\b|rano|lugano|cheson|imwg|percist|\beln\b|choi|nadir|pcwg|iwcll|remission|overall|target|masse tumorale|somme/;
const RECEPTOR = /\b(?:re|ro|er|recepteurs?|her-?2|ki-?67|oestrogen\w*|progester\w*)\b/;
const RESULT_AFTER = /^\s?(?:[+:=]?\s?\d+\s?%|\+|-\s?l\d|\d|positi|negati|:|du |d')/;
/** What follows a class, where an examination stands in the sentence. */
const FOLLOWED =
  /^ ?(?:au |a l|aux |selon|puis|sous |apres|depuis|maintenu|confirm|persist|hepati|pulmon|ganglion|metabol|morpho|\(|=|,)/;
const EXAMINED = /scanner|\btdm\b|bilan|\btep\b|\birm\b|cycles?\b|cures?\b|ligne|sous /;
const REMISSION = new Set(['RC', 'CR', 'RP', 'PR']);
const AROUND = 140;

/** `RC`, `PR`, `SD`…: also a report, a receptor, a limb; a class only beside words of response. */
export function isShortStatement(text: string, sentence: Span, span: Span): boolean {
  const from = Math.max(0, Math.max(sentence.start, span.start - AROUND) - AROUND);
  const around = plain(text.slice(from, Math.min(sentence.end, span.end + AROUND)));
  const before = around.slice(Math.max(0, span.start - from - 30), span.start - from);
  const after = plain(text.slice(span.end, span.end + 16));
  const said = text.slice(span.start, span.end);
  if (RESULT_AFTER.test(after)) return false;
  if (/R?P|PR/.test(said) && RECEPTOR.test(around.slice(Math.max(0, sentence.start - from)))) return false;
  const alone = sentence.end - sentence.start <= said.length + 2;
  if (REMISSION.has(said) && /\ben $/.test(before) && (/^R/.test(said) || !/^ (?:de|du)\b/.test(after)))
    return true;
  const opens = span.start === sentence.start;
  if (ABOUT.test(around)) return alone || opens || LEADS.test(before);
  return EXAMINED.test(around) && (alone || (FOLLOWED.test(after) && (opens || LEADS.test(before))));
}
