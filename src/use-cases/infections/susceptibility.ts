import { createMatcher, type Match, type Span, type TokenizedText } from '../../text/index.js';
import { type SusceptibilityResult } from './antibiogram-cells.js';
import { readTables } from './antibiogram-tables.js';
import { labelledResults } from './labelled-results.js';
import { givesDiameters, micAfter, micOf } from './mic.js';
import { countBefore } from './ordered-spans.js';
import { antibioticMatcher } from './vocabulary.js';

/** One antibiotic and its result. The span covers both when they touch, else the antibiotic of a list. */
export interface Susceptibility<T = unknown> extends Span {
  readonly antibiotic: string;
  readonly result: SusceptibilityResult;
  /** mg/L as written, where a MIC stands beside the result. */
  readonly mic: string | null;
  /** Where the result is written: what negation speaks of. */
  readonly resultSpan: Span;
  readonly direct: boolean;
  /** The organism of its column, in a table. */
  readonly organism: T | null;
  /** "résistants": said of every organism of a list. */
  readonly plural: boolean;
}

const words: Readonly<Record<SusceptibilityResult, readonly string[]>> = {
  S: [
    'sensible',
    'sensibilité',
    'sensibilité conservée',
    'sensible à posologie standard',
    'S à posologie standard',
  ],
  I: [
    'intermédiaire',
    'sensible à forte posologie',
    'sensible à fortes doses',
    'S à forte posologie',
    'S à fortes posologies',
    'sensibilité diminuée',
    'sensibilité intermédiaire',
  ],
  R: ['résistant', 'résistante', 'résistance'],
};
const letters: Readonly<Record<SusceptibilityResult, readonly string[]>> = {
  S: ['S'],
  I: ['I', 'SFP'],
  R: ['R'],
};
const resultMatcher = createMatcher(
  (['S', 'I', 'R'] as const).flatMap((result) => [
    { value: { result, letter: true }, patterns: letters[result], caseSensitive: true },
    { value: { result, letter: false }, patterns: words[result] },
  ]),
);

type Antibiotic = Match<{ entry: { name: string }; abbreviated: boolean }>;
type Written = Match<{ result: SusceptibilityResult; letter: boolean }>;

const MIC = String.raw`(?:[<>≤≥=]{0,2}[ \t]*\d+(?:[.,]\d+)?(?:\/\d+)?)`;
/** Between an antibiotic and its result: signs, dot leaders, a MIC. */
const DIRECT = new RegExp(
  String.raw`^[*†°]{0,2}[ \t]*(?:\([^()\n]{0,30}\))?[ \t:=()|>.…–—_-]*(?:(?:est|reste|CMI)?[ \t:=<>≤≥]*(?:à[ \t])?${MIC}?[ \t]*(?:[mµ]g\/m?L)?)[ \t:=()|–—-]*$`,
  'i',
);
const ARTICLES = String.raw`(?:(?:à|a|au|aux)[ \t]*)?(?:l['’]association[ \t]+|l['’]|la |le |les )?`;
const LIST = new RegExp(
  String.raw`^[*†°]{0,3}\s*(?:\([^()\n]{0,40}\))?\s*(?:,|;|\+|\/|et|ou|,\s*et|ainsi[ \t]que|dont|y[ \t]compris)?\s*(?:[-•*–][ \t]*)?${ARTICLES}[ \t]*$`,
  'i',
);
const TO = new RegExp(
  String.raw`^[ \t]*(?:(?:uniquement|seulement|exclusivement|encore|également|aussi|notamment|seul|à[ \t]forte[ \t]posologie|\([SIR]\)|\(SFP\))[ \t]*)?(?:(?:à|a|au|aux|pour)(?:[ \t](?:toute?s|tous)[ \t]les[ \t]\S+(?:[ \t]\S+)?[ \t](?:dont|y[ \t]compris)|[ \t](?:toutes|tous)(?=[ \t]les[ \t]))?|:\s*(?:[-•*–](?=[ \t]))?)[ \t]*(?:l['’]association[ \t]+|l['’]|la |le |les )?[ \t]*$`,
  'i',
);
/** "R amox, S C3G": a letter, then what it is said of. */
const BARE = /^[ \t]+$/;
/** "S : amikacine, imipénème": the result opens a list. */
const HEAD = /^\)?[ \t]*(?:\([^()\n]{0,20}\))?[ \t]*:/;
const LONGEST_GAP = 60;

const fits = (gap: string, shape: RegExp): boolean => gap.length <= LONGEST_GAP && shape.test(gap);

const opensOn = (gap: string, written: Written): boolean =>
  fits(gap, TO) || (written.value.letter && written.value.result !== 'I' && fits(gap, BARE));

const isPlural = (text: string, { start, end, value }: Written): boolean =>
  !value.letter && /s$/i.test(text.slice(start, end));

/** "S. aureus" after an antibiotic is not a result. */
function isInitial(text: string, written: Written): boolean {
  return written.value.letter && /^\.[ \t]?\p{Ll}/u.test(text.slice(written.end, written.end + 3));
}

/** "Gènes de résistance aux glycopeptides": what is looked for. */
const OF_GENE = /(?:g[èe]nes?|m[ée]canismes?|d[ée]terminants?|profil|recherche)[ \t]+de(?:s)?[ \t]+$/i;
const isOfGene = (text: string, { start }: Span): boolean =>
  OF_GENE.test(text.slice(Math.max(0, start - 30), start));

interface Named<T> extends Span {
  readonly organism: T;
}

/**
 * Results in prose ("résistant à l'amoxicilline et au céfotaxime"), in lines of an antibiogram ("amoxicilline : R",
 * "S : amikacine, imipénème") and in tables. `organisms` (with labels such as "germe 1") are sorted. Linear.
 */
export function findSusceptibilities<T>(
  tokens: TokenizedText,
  organisms: readonly Named<T>[] = [],
  byLabel: ReadonlyMap<string, T> = new Map(),
): Susceptibility<T>[] {
  const { text } = tokens;
  const all: Antibiotic[] = antibioticMatcher.find(tokens);
  if (all.length === 0) return [];
  const drugs = all.map(({ start, end, value }) => ({ start, end, name: value.entry.name }));
  const tables = readTables(text, { organisms, drugs, byLabel });
  const labelled = labelledResults(text, drugs, byLabel);
  const told = new Set(labelled.map(({ start }) => start));
  const isProse = (span: Span) => !isWithin(tables.rows, span) && !told.has(span.start);
  const antibiotics = all.filter(isProse);
  const results = resultMatcher
    .find(tokens)
    .filter((written) => !isInitial(text, written) && !isOfGene(text, written) && isProse(written));
  const found = proseResults(text, antibiotics, results);
  const inTables = tables.results.map(({ cell, ...one }) => ({
    ...one,
    resultSpan: cell,
    direct: true,
    plural: false,
  }));
  const byIsolate = labelled.map((one) => ({ ...one, mic: null, direct: true, plural: false }));
  const zones = givesDiameters(text);
  return [
    ...(zones ? inTables.map((one) => ({ ...one, mic: null })) : inTables),
    ...byIsolate,
    ...found.map((one) => ({ ...one, ...(zones && { mic: null }), organism: null })),
  ].sort((one, other) => one.start - other.start);
}

function isWithin(rows: readonly Span[], span: Span): boolean {
  const row = rows[countBefore(rows, span.start)];
  return row !== undefined && row.start <= span.start && span.end <= row.end;
}

type Prose = Omit<Susceptibility, 'organism'>;

function proseResults(
  text: string,
  antibiotics: readonly Antibiotic[],
  results: readonly Written[],
): Prose[] {
  const found = new Map<Antibiotic, Prose>();
  const keep = (antibiotic: Antibiotic, written: Written, direct: boolean) => {
    if (found.has(antibiotic)) return;
    found.set(antibiotic, {
      start: antibiotic.start,
      end: direct ? written.end : antibiotic.end,
      antibiotic: antibiotic.value.entry.name,
      result: written.value.result,
      mic: direct ? micOf(text, antibiotic, written) : micAfter(text, antibiotic.end),
      resultSpan: { start: written.start, end: written.end },
      direct,
      plural: isPlural(text, written),
    });
  };
  const isHead = (written: Written) => HEAD.test(text.slice(written.end, written.end + LONGEST_GAP));
  const lists: (() => void)[] = [];

  let next = 0;
  for (const written of results) {
    while (next < antibiotics.length && (antibiotics[next] as Antibiotic).end <= written.start) next += 1;
    const from = next;
    const before = antibiotics[from - 1];
    const after = antibiotics[from];
    const gap = before ? text.slice(before.end, written.start) : '';
    const isBeside = fits(gap, DIRECT) || (gap === ';' && written.value.letter);
    if (before && !found.has(before) && isBeside && !(isHead(written) && after)) {
      keep(before, written, true);
      const speaksOfList = gap.includes(':') || isPlural(text, written);
      if (speaksOfList)
        lists.push(() =>
          spread({ antibiotics, from: from - 1, step: -1, text }, found, (one) => keep(one, written, false)),
        );
    } else if (
      after &&
      after.start >= written.end &&
      opensOn(text.slice(written.end, after.start), written)
    ) {
      lists.push(() => {
        keep(after, written, false);
        spread({ antibiotics, from, step: 1, text }, found, (one) => keep(one, written, false));
      });
    }
  }
  for (const list of lists) list();
  return [...found.values()];
}

interface List {
  readonly antibiotics: readonly Antibiotic[];
  readonly from: number;
  readonly step: 1 | -1;
  readonly text: string;
}

/** Carries a result along a list of antibiotics parted by commas, "et", "ou", up to one that has its own. */
function spread(
  { antibiotics, from, step, text }: List,
  found: ReadonlyMap<Antibiotic, Prose>,
  keep: (antibiotic: Antibiotic) => void,
): void {
  for (let at = from; ; at += step) {
    const here = antibiotics[at];
    const neighbour = antibiotics[at + step];
    if (!here || !neighbour || found.has(neighbour)) return;
    const gap = step > 0 ? text.slice(here.end, neighbour.start) : text.slice(neighbour.end, here.start);
    if (!fits(gap, LIST)) return;
    keep(neighbour);
  }
}
