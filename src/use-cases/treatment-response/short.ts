import { readYaml, type Span } from '../../text/index.js';
import { anywhere, oneOf } from './phrases.js';
import { plain } from './plain.js';

type List =
  | 'about'
  | 'leads'
  | 'examined'
  | 'followed'
  | 'receptor'
  | 'elsewhere'
  | 'targets'
  | 'metabolic'
  | 'lasting';
const words = readYaml<Readonly<Record<List, readonly string[]>>>(import.meta.url, './vocabulary/shorts.yml');
const LEADS = new RegExp(String.raw`(?:${oneOf(words.leads)}|[:=→>(/,-]|->)\s*"?$`);
const ABOUT = anywhere(words.about);
const RECEPTOR = anywhere(words.receptor);
/** A percentage of cells, a sign: a result of a stain; "-L1": a name. A fall of lesions has its sign. */
const STAINED = /^\s?(?:[+:=]?\s?\d+\s?%|\+|-\s?l\d|\d|positi|negati|:)/;
const ELSEWHERE = new RegExp(`^ ?${oneOf(words.elsewhere)}`);
const FOLLOWED = new RegExp(String.raw`^ ?(?:${oneOf(words.followed)}|\(|=|,)`);
const EXAMINED = anywhere(words.examined);
const TARGETS = anywhere(words.targets);
const METABOLIC = anywhere(words.metabolic);
const LASTING = new RegExp(`^ ${oneOf(words.lasting)}`);
const OPENS = /(?:^|[.,;:\n(])\s*$/;
const ENDS = /^\s?(?:$|[.;,\n(])/;
const ANSWERS = /[:=→]\s*"?$/;
const REMISSION = new Set(['RC', 'CR', 'RP', 'PR']);
/** "CR du 12/03" is a report, "RP du" a film of the chest. */
const REPORTS = new Set(['RC', 'CR', 'RP', 'PR', 'MS', 'ST']);
const AROUND = 140;
const AHEAD = 24;

/** `RC`, `PR`, `SD`…: also a report, a receptor, a limb; a class only beside words of response. */
export function isShortStatement(text: string, sentence: Span, span: Span): boolean {
  const from = Math.max(0, Math.max(sentence.start, span.start - AROUND) - AROUND);
  const around = plain(text.slice(from, Math.min(sentence.end, span.end + AROUND)));
  const own = around.slice(Math.max(0, sentence.start - from));
  const before = around.slice(Math.max(0, span.start - from - 30), span.start - from);
  const after = plain(text.slice(span.end, span.end + AHEAD));
  const said = text.slice(span.start, span.end);
  if (REPORTS.has(said) && ELSEWHERE.test(after)) return false;
  if (/R?P|PR/.test(said) && RECEPTOR.test(own)) return false;
  if (said === 'SMD' && !METABOLIC.test(own)) return false;
  if (REMISSION.has(said) && /^R/.test(said) && LASTING.test(after) && OPENS.test(before)) return true;
  const isAbout = ABOUT.test(around);
  if (STAINED.test(after) && !(isAbout && /^\s?\d/.test(after) && TARGETS.test(own))) return false;
  const alone = sentence.end - sentence.start <= said.length + 2;
  if (REMISSION.has(said) && /\ben $/.test(before) && (/^R/.test(said) || !/^ (?:de|du)\b/.test(after)))
    return true;
  const opens = span.start === sentence.start;
  if (isAbout) return alone || opens || LEADS.test(before);
  if (!EXAMINED.test(around)) return false;
  return (
    alone ||
    (FOLLOWED.test(after) && (opens || LEADS.test(before))) ||
    (ANSWERS.test(before) && ENDS.test(after))
  );
}
