import { type Result } from './findings.js';
import { type Kind, PHRASES } from './phrases.js';
import { type Sentence } from './sentence.js';

/** The kinds of phrases a sentence holds, looked for once. */
const held = new WeakMap<Sentence, ReadonlySet<Kind>>();
function kindsIn(sentence: Sentence): ReadonlySet<Kind> {
  const known = held.get(sentence);
  if (known) return known;
  const kinds = new Set(
    (Object.keys(PHRASES) as Kind[]).filter((kind) => sentence.plain.search(PHRASES[kind]) !== -1),
  );
  held.set(sentence, kinds);
  return kinds;
}

/** How far a phrase speaks of what follows it. UTF-16 code units. */
const REACH = 180;
const CLAUSE_END = /[;?!]|\.\s|\.$/;
const ANSWERS: ReadonlySet<string> = new Set([
  'positive',
  'negative',
  'overexpressed',
  'expressed',
  'expresses',
  'kept',
  'lost',
  'absent',
  'mutated',
  'wildtype',
  'amplification',
  'rearrangement',
  'methylation',
  'instable',
  'stable',
  'found',
  'elevated',
  'normal',
  'undetectable',
  'percent',
  'number',
  'grade',
  'plus',
  'minus',
  'vaf',
  'ratio',
  'pending',
  'notdone',
  'noncontributive',
  'negator',
]);

/** Said after the name: an answer, or a variant after a colon. */
function isAnswered({ mention, outcome }: Result): boolean {
  return (outcome.clues ?? []).some(
    ({ kind, start, gap }) =>
      (start >= mention.end || kind === 'notdone' || kind === 'noncontributive') &&
      (ANSWERS.has(kind) || (kind === 'variant' && (gap?.colon || gap?.cell))),
  );
}

/** What follows the last phrase of a kind before an offset, within the clause; undefined where there is none. */
function after(kind: Kind, before: string): { rest: string; start: number } | undefined {
  let last: { rest: string; start: number } | undefined;
  for (const { index, 0: phrase } of before.matchAll(PHRASES[kind])) {
    const rest = before.slice(index + phrase.length);
    if (!CLAUSE_END.test(rest)) last ??= { rest, start: index };
  }
  return last;
}

const FOUND =
  /\b(?:a|ont|on|avait|avaient) (?:retrouve|montre|mis|revele|permis|identifie|detecte|ete)|\b(?:retrouv|montr|revel|objectiv|identifi|detect)(?:e|ent|ait|aient|ant)\b|\bmet(?:tent|tait)? en evidence/;
const TESTED =
  /\b(?:ngs|fish|ihc|immuno\w*|pcr|rt-?qpcr|biopsie|rebiopsie|re-biopsie|panel|sequencage|recherche|analyse|genotypage|dosage|test|tests|genetique|biologie moleculaire|statut|contr[oô]le|determination)\b/;
const HEAD_ENDS = /^\s?:/;
/** "RE positif si >= 10 %". */
const DEFINED_AFTER = /^[\s,)]{0,3}(?:si|lorsque|quand|des que|des lors que|a partir de|en cas de)(?![a-z])/;
const DEFINITION = /=\s?(?:positi|negati|equivo|ambigu|douteu)/g;
const QUESTION = /^[^.;:!?\n]{0,25}\?/;
const ASKS_WHETHER =
  /\b(?:est|sont|a|ont|avez|pouvez|peut|faut|confirmez|connaissez|savez|doit)-(?:elle|il|elles|ils|vous|on|t-elle|t-il|t-on)\b|\best-ce que?\b|\bquel(?:le)?s? (?:est|sont)\b/;

/** "Père : cancer médullaire, RET non muté chez la patiente". */
const OWN = /^[^.;]{0,30}\bchez (?:la|le|notre|votre|ce|cette) patient/;

/** Asked for, planned, explained, asked about, said of a control or of another person: no result of the patient. */
export function isNoResult(sentence: Sentence, result: Result): boolean {
  const { plain: text, start } = sentence;
  const at = result.mention.start - start;
  const before = text.slice(Math.max(0, at - REACH), at);
  const next = text.slice(result.end - start, result.end - start + 60);
  if (QUESTION.test(next) && (ASKS_WHETHER.test(before) || /^\s?\?/.test(next))) return true;
  if (DEFINED_AFTER.test(next) || isDefinition(text)) return true;
  const kinds = kindsIn(sentence);
  if (kinds.size === 0) return false;
  if (kinds.has('others') && isOfAnother(text, at)) return true;
  if (after('relatives', before) && !OWN.test(next)) return true;
  const control = after('controls', before);
  if (control && /^[^.;:,()\n]{0,50}$/.test(control.rest)) return true;
  const taught = after('taught', before);
  if (taught && !/[:)]/.test(taught.rest)) return true;
  return after('criteria', before) !== undefined || isAsked(before, result);
}

/** Another person is named in the clause. */
function isOfAnother(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - REACH), at);
  const from = before.search(/(?:[;?!]|\.\s)(?![^]*(?:[;?!]|\.\s))/);
  const next = text.slice(at, at + REACH);
  const to = next.search(CLAUSE_END);
  return (
    before
      .slice(from + 1)
      .concat(to === -1 ? next : next.slice(0, to))
      .search(PHRASES.others) !== -1
  );
}

const isDefinition = (text: string) => (text.match(DEFINITION)?.length ?? 0) > 1;

function isAsked(before: string, result: Result): boolean {
  if (isAnswered(result)) return false;
  const asked = after('asks', before);
  if (asked && !FOUND.test(asked.rest) && !/:/.test(asked.rest)) return true;
  const headed = after('heads', before);
  if (headed && isHead(before, headed) && !FOUND.test(headed.rest)) return true;
  const planned = after('plans', before);
  return (
    planned !== undefined && isHead(before, planned) && TESTED.test(planned.rest) && !FOUND.test(planned.rest)
  );
}

const UNCERTAIN =
  /\b(?:vus|vsi|variants? (?:de|d'une) signification (?:clinique )?(?:incertaine|inconnue|indeterminee)|signification (?:incertaine|inconnue|indeterminee)|classe 3)\b\s?\)?\s?:[^.;\n]{0,80}$/;

/** "VUS : BRCA2 p.Lys3326Ter": under a heading of uncertain variants, one that is named is equivocal. */
export const isUncertain = (sentence: Sentence, { mention, outcome }: Result): boolean =>
  outcome.status === 'mutated' &&
  UNCERTAIN.test(
    sentence.plain.slice(Math.max(0, mention.start - sentence.start - REACH), mention.start - sentence.start),
  );

const isHead = (before: string, { rest, start }: { rest: string; start: number }) =>
  HEAD_ENDS.test(rest) && /(?:^|[\n.;]\s*|[-•*]\s?|\d[.)]\s?)$/.test(before.slice(0, start));
