import { type Span } from '../../text/index.js';
import { type Mention } from '../finding.js';
import { isClone } from './clones.js';
import { type Result } from './findings.js';
import { NUMBER } from './numbers.js';
import { plain } from './plain.js';
import { type Reading, type Said } from './reading.js';

/** Labels of docs/annotation-guide-findings.md. */
type Label = 'Biomarqueur' | 'Statut' | 'Valeur' | 'Technique';

const STATUS: ReadonlySet<string> = new Set<Said['kind']>([
  'positive',
  'negative',
  'overexpressed',
  'expressed',
  'expresses',
  'kept',
  'lost',
  'absent',
  'mutation',
  'mutated',
  'wildtype',
  'rearrangement',
  'amplification',
  'methylation',
  'instable',
  'stable',
  'found',
  'pending',
  'notdone',
  'noncontributive',
  'equivocal',
  'elevated',
  'normal',
  'undetectable',
  'minus',
]);
/** Why there is no result: no word of one that is given. */
const OPEN: ReadonlySet<string> = new Set<Said['kind']>(['pending', 'notdone', 'noncontributive']);
/** Part of a status only beside a word of it: "pas de mutation", "expression conservée". */
const BESIDE: ReadonlySet<string> = new Set<Said['kind']>(['negator', 'expression']);
/** Say it again where a word of the status stands already: "mutation … retrouvée". */
const NOUNS: ReadonlySet<string> = new Set<Said['kind']>(['mutation', 'rearrangement', 'amplification']);
const VALUES: ReadonlySet<string> = new Set<Said['kind']>([
  'percent',
  'number',
  'grade',
  'allred',
  'hscore',
  'ratio',
  'variant',
  'vaf',
]);
const TECHNIQUES: ReadonlySet<string> = new Set<Said['kind']>([
  'ihc',
  'ish',
  'sequencing',
  'tps',
  'cps',
  'ic',
  'assay',
]);

/** The words of a result, its names first. Offsets of the text. Pure. */
export function mentionsOf(
  text: string,
  { mention, outcome }: Result,
  technique?: Span & { readonly method: string },
): Mention[] {
  const clues = outcome.clues ?? [];
  const names = mention.forms ?? [mention];
  const partner = mention.partner !== undefined ? partnerOf(text, mention) : [];
  const own = clues.some((clue) => TECHNIQUES.has(clue.kind) && !isClone(clue) && !SCORES.has(clue.kind));
  const named =
    technique &&
    !own &&
    (outcome.method === null || outcome.method === technique.method || SCORED.has(outcome.method));
  return unique([
    ...names.map((span) => quoted('Biomarqueur', text, span)),
    ...[
      ...statusOf(text, outcome.open ? clues : clues.filter(({ kind }) => !OPEN.has(kind))),
      ...partner,
      ...clues.filter((clue) => isTold(clue, outcome)).flatMap((clue) => other(text, clue)),
    ].sort((a, b) => a.start - b.start),
    ...(named ? [quoted('Technique', text, technique)] : []),
  ]);
}

/** Figures and variants other than those of the result are not its words. */
function isTold({ kind, text, measure }: Said, { value, variant, unit }: Result['outcome']): boolean {
  if (kind === 'percent' || kind === 'number') return measure?.text === value;
  if (kind === 'grade') return unit !== '%';
  if (kind === 'tps') return !/cellule/.test(text);
  return kind !== 'variant' || bare(text) === bare(variant ?? '');
}

const bare = (variant: string) => variant.toLowerCase().replace(/[\s()]/g, '');

const quoted = (label: Label, text: string, { start, end }: Span): Mention => ({
  label,
  start,
  end,
  text: text.slice(start, end),
});

/** Scores of PD-L1: read on a stain. */
const SCORES: ReadonlySet<string> = new Set(['tps', 'cps', 'ic']);
const SCORED: ReadonlySet<string> = new Set(['TPS', 'CPS', 'IC']);
const LAST_NUMBER = new RegExp(`${NUMBER}$`);
const FIRST_NUMBER = new RegExp(NUMBER);

/** How far the words of a value go from their first digit. */
const BARE: Readonly<Record<string, RegExp>> = {
  number: /^[\d.,]+(?: \d{3})*(?:[.,]\d+)?/,
  vaf: /^[\d.,]+(?:\s?%)?/,
};

function other(text: string, clue: Said): Mention[] {
  if (TECHNIQUES.has(clue.kind) || isClone(clue)) return [quoted('Technique', text, clue)];
  if (clue.kind === 'plus')
    return [
      quoted(clue.text.replace(/[()]/g, '').length > 1 ? 'Valeur' : 'Statut', text, withoutBrackets(clue)),
    ];
  return VALUES.has(clue.kind) ? [quoted('Valeur', text, valueIn(clue))] : [];
}

/** Without what only introduces it: a comparison, "ratio", "Allred"; a percentage keeps its sign, a number not its unit. */
function valueIn(clue: Said): Span {
  const written = plain(clue.text);
  if (clue.kind === 'grade' || clue.kind === 'variant') return withoutBrackets(clue);
  const from = clue.kind === 'ratio' ? LAST_NUMBER.exec(written)?.index : FIRST_NUMBER.exec(written)?.index;
  if (from === undefined) return clue;
  const bare = BARE[clue.kind]?.exec(written.slice(from))?.[0];
  const length = bare === undefined ? written.length - from : bare.length;
  return { start: clue.start + from, end: clue.start + from + length };
}

function withoutBrackets({ start, end, text }: Said): Span {
  const count = (sign: RegExp) => text.match(sign)?.length ?? 0;
  const opens = /^[([]/.test(text) ? 1 : 0;
  const closes = /[)\]]$/.test(text) && (opens === 1 || count(/[)\]]/g) > count(/[([]/g)) ? 1 : 0;
  return { start: start + opens, end: end - closes };
}

const SMALL = /^[\s'’]*(?:(?:de|d|des|du|la|le|les|l|un|une|ete|est|n'a|a|pas|tout|toute)[\s'’]+)*$/;

/** Stretches of neighbouring words that say the status. */
function statusOf(text: string, clues: Reading): Mention[] {
  const stretches: { start: number; end: number; kinds: Said['kind'][] }[] = [];
  const words = clues
    .filter(
      ({ kind, text: word }) => STATUS.has(kind) || BESIDE.has(kind) || (kind === 'plus' && word === ''),
    )
    .sort((a, b) => a.start - b.start);
  for (const { kind, start, end } of words) {
    const open = stretches[stretches.length - 1];
    if (open && kind !== 'minus' && SMALL.test(plain(text.slice(open.end, start)))) {
      open.end = Math.max(open.end, end);
      open.kinds.push(kind);
    } else stretches.push({ start, end, kinds: [kind] });
  }
  const said = stretches.filter(({ kinds }) => kinds.some((kind) => STATUS.has(kind)));
  const named = said.some(({ kinds }) => kinds.some((kind) => NOUNS.has(kind)));
  return said
    .filter(({ kinds }) => !(named && kinds.every((kind) => kind === 'found')))
    .map((span) => quoted('Statut', text, span));
}

/** The other gene of a fusion, where it is written beside the name. */
function partnerOf(text: string, mention: Result['mention']): Mention[] {
  const at = text.slice(mention.start, mention.end).indexOf(mention.partner ?? '');
  if (at === -1 || !mention.forms) return [];
  const start = mention.start + at;
  return [quoted('Valeur', text, { start, end: start + (mention.partner ?? '').length })];
}

export const keyOf = ({ label, start, end }: Mention): string => `${label} ${String(start)}-${String(end)}`;

/** Each stretch once. */
function unique(mentions: readonly Mention[]): Mention[] {
  return [...new Map(mentions.map((each) => [keyOf(each), each])).values()];
}
