import { createMatcher, type Match, type Span, type TokenizedText } from '../../text/index.js';
import { type InfectionValue } from './value.js';
import { antibioticMatcher } from './vocabulary.js';

type Result = NonNullable<InfectionValue['result']>;

/** One antibiotic and its result. The span covers both when they touch, else the antibiotic of a list. */
export interface Susceptibility extends Span {
  readonly antibiotic: string;
  readonly result: Result;
  /** Where the result is written: what negation speaks of. */
  readonly resultSpan: Span;
  readonly direct: boolean;
}

const words: Readonly<Record<Result, readonly string[]>> = {
  S: ['sensible', 'sensibilité', 'sensibilité conservée'],
  I: ['intermédiaire', 'sensible à forte posologie', 'sensibilité diminuée', 'sensibilité intermédiaire'],
  R: ['résistant', 'résistante', 'résistance'],
};
const letters: Readonly<Record<Result, readonly string[]>> = { S: ['S'], I: ['I', 'SFP'], R: ['R'] };
const resultMatcher = createMatcher(
  (['S', 'I', 'R'] as const).flatMap((result) => [
    { value: { result, letter: true }, patterns: letters[result], caseSensitive: true },
    { value: { result, letter: false }, patterns: words[result] },
  ]),
);

type Antibiotic = Match<{ entry: { name: string }; abbreviated: boolean }>;
type Written = Match<{ result: Result; letter: boolean }>;

/** Between an antibiotic and its result: signs, dot leaders, a MIC. */
const DIRECT =
  /^[ \t:=()|>.–—-]*(?:(?:est|CMI)?[ \t:=<>≤≥]*(?:\d+(?:[.,]\d+)?)?[ \t]*(?:mg\/L)?)[ \t:=()|>–—-]*$/i;
const LIST =
  /^[ \t]*(?:,|\+|\/|et|ou|,[ \t]*et)?[ \t]*(?:(?:à|au|aux)[ \t]*)?(?:l['’]|la |le |les )?[ \t]*$/i;
const TO = /^[ \t]*(?:à|au|aux|pour|:)[ \t]*(?:l['’]|la |le |les )?[ \t]*$/i;
const LONGEST_GAP = 40;

const fits = (gap: string, shape: RegExp): boolean => gap.length <= LONGEST_GAP && shape.test(gap);

/** "S. aureus" after an antibiotic is not a result. */
function isInitial(text: string, written: Written): boolean {
  return written.value.letter && /^\.[ \t]?\p{Ll}/u.test(text.slice(written.end, written.end + 3));
}

/**
 * Results in simple prose ("résistant à l'amoxicilline et au céfotaxime") and in lines of an antibiogram
 * ("amoxicilline : R, céfotaxime : S", "S : amikacine, imipénème"). Linear in antibiotics and results.
 */
export function findSusceptibilities(tokens: TokenizedText): Susceptibility[] {
  const { text } = tokens;
  const antibiotics: Antibiotic[] = antibioticMatcher.find(tokens);
  if (antibiotics.length === 0) return [];
  const results = resultMatcher.find(tokens).filter((written) => !isInitial(text, written));
  const found = new Map<Antibiotic, Susceptibility>();
  const keep = (antibiotic: Antibiotic, written: Written, direct: boolean) => {
    if (found.has(antibiotic)) return;
    const end = direct ? written.end : antibiotic.end;
    const { result } = written.value;
    found.set(antibiotic, {
      start: antibiotic.start,
      end,
      antibiotic: antibiotic.value.entry.name,
      result,
      resultSpan: { start: written.start, end: written.end },
      direct,
    });
  };

  let next = 0;
  for (const written of results) {
    while (next < antibiotics.length && (antibiotics[next] as Antibiotic).end <= written.start) next += 1;
    const before = antibiotics[next - 1];
    const after = antibiotics[next];
    const gap = before ? text.slice(before.end, written.start) : '';
    if (before && !found.has(before) && fits(gap, DIRECT)) {
      keep(before, written, true);
      const speaksOfList = gap.includes(':') || /s$/i.test(text.slice(written.start, written.end));
      if (speaksOfList)
        spread({ antibiotics, from: next - 1, step: -1, text }, (one) => keep(one, written, false));
    } else if (after && after.start >= written.end && fits(text.slice(written.end, after.start), TO)) {
      keep(after, written, false);
      spread({ antibiotics, from: next, step: 1, text }, (one) => keep(one, written, false));
    }
  }
  return [...found.values()].sort((one, other) => one.start - other.start);
}

interface List {
  readonly antibiotics: readonly Antibiotic[];
  readonly from: number;
  readonly step: 1 | -1;
  readonly text: string;
}

/** Carries a result along a list of antibiotics parted by commas, "et", "ou". */
function spread({ antibiotics, from, step, text }: List, keep: (antibiotic: Antibiotic) => void): void {
  for (let at = from; ; at += step) {
    const here = antibiotics[at];
    const neighbour = antibiotics[at + step];
    if (!here || !neighbour) return;
    const gap = step > 0 ? text.slice(here.end, neighbour.start) : text.slice(neighbour.end, here.start);
    if (!fits(gap, LIST)) return;
    keep(neighbour);
  }
}
