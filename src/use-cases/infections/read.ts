import { createAssertionAnalyzer, type Match, type Section, type Span, tokenize } from '../../text/index.js';
import { answeredTogether, createGuards } from './guards.js';
import { findIsolates } from './isolates.js';
import { type Judged, type Named } from './judged.js';
import { findMentions, type Mention } from './mentions.js';
import { overlapping } from './ordered-spans.js';
import { settled } from './contaminants.js';
import { findSites } from './sites.js';
import { findSusceptibilities, type Susceptibility } from './susceptibility.js';
import {
  alertMatcher,
  notAlertMatcher,
  type Phenotype,
  phenotypeMatcher,
  type Read,
  specimenMatcher,
} from './vocabulary.js';

export interface PhenotypeMention extends Named {
  readonly phenotype: Phenotype;
  readonly abbreviated: boolean;
}

/** All that the text names, before any decision. */
export interface Reading {
  readonly text: string;
  readonly mentions: readonly Judged<Mention>[];
  readonly sites: readonly Judged<Named>[];
  readonly phenotypes: readonly Judged<PhenotypeMention>[];
  readonly alerts: readonly Judged<Named>[];
  readonly susceptibilities: readonly Judged<Susceptibility<Judged<Mention>>>[];
  /** "Germe 2" where it stands for an organism named before. */
  readonly references: readonly Judged<Mention>[];
  /** Ends of "à type de": no alert right after them. */
  readonly notAlerts: readonly Span[];
  readonly specimens: readonly (Named & { readonly sentence: number })[];
}

export interface ReadDocument {
  readonly text: string;
  readonly sentences: readonly Span[];
  readonly sections: readonly Section[];
}

const BESIDE = 4;
/** S, I, R, SFP. */
const LONGEST_CATEGORY = 3;

/** Reads a pseudonymized document (UTF-16 offsets into it). `referenceDate` is the report's, ISO. */
export function readInfections(document: ReadDocument, referenceDate: string | null): Reading {
  const { text } = document;
  const tokens = tokenize(text);
  const analyzer = createAssertionAnalyzer(document, { referenceDate });
  const sentenceOf = (span: Span): number => countStarted(document.sentences, span.start) - 1;
  const endOfSentence = (offset: number): number => {
    const sentence = document.sentences[countStarted(document.sentences, offset) - 1];
    return sentence && sentence.end > offset ? sentence.end : text.length;
  };
  const judge = <T extends Span>(span: T, said: Span = span): Judged<T> => ({
    ...span,
    verdict: analyzer.of(said),
    sentence: sentenceOf(span),
  });

  const guards = createGuards(text, referenceDate);
  const guarded = <T extends Span>(one: Judged<T>): Judged<T>[] => {
    const verdict = guards.of(one, one.verdict);
    return verdict ? [{ ...one, verdict }] : [];
  };
  const isAsked = ({ kind, organism, verdict }: Judged<Mention>) =>
    kind !== 'Bacteriemie' && guards.isSearched(verdict, kind === 'Infection' && organism === null);

  const mentions = settled(
    text,
    answeredTogether(
      text,
      findMentions(tokens, endOfSentence)
        .map((mention) => deniedBeside(judge(mention, mention.said ?? mention)))
        .flatMap(guarded),
    ).filter((mention) => !isAsked(mention)),
    endOfSentence,
  );
  const organisms = mentions.filter(({ organism }) => organism !== null);
  const isolates = findIsolates(text, organisms);
  const references = isolates.references.map(({ start, end, organism }) => ({
    ...organism,
    start,
    end,
    sentence: sentenceOf({ start, end }),
  }));
  const named = [...organisms, ...references]
    .map((organism) => ({ start: organism.start, end: organism.end, organism }))
    .sort((one, other) => one.start - other.start);
  return {
    text,
    mentions,
    references,
    sites: findSites(tokens, mentions, judge),
    phenotypes: answeredTogether(
      text,
      phenotypeMatcher
        .find(tokens)
        .filter((match) => isPhenotype(text, match))
        .map(({ start, end, value }) =>
          judge({
            start,
            end,
            name: value.entry.name,
            phenotype: value.entry,
            abbreviated: value.abbreviated,
          }),
        )
        .flatMap(guarded),
    ).filter(({ verdict }) => !guards.isSearched(verdict)),
    alerts: alertMatcher
      .find(tokens)
      .map(({ start, end, value }) => judge({ start, end, name: value.entry.name }))
      .flatMap(guarded),
    susceptibilities: findSusceptibilities(tokens, named, isolates.byLabel)
      .filter((one) => !isPartOfName(text, organisms, one))
      .map((one) => asWritten(judge(one, one.resultSpan))),
    notAlerts: notAlertMatcher.find(tokens),
    specimens: specimenMatcher.find(tokens).map(({ start, end, value }) => ({
      start,
      end,
      name: value.entry.name,
      sentence: sentenceOf({ start, end }),
    })),
  };
}

/** IMP is imipénème too, and "C3G R" a line of an antibiogram. */
const CARBAPENEMASE = /VIM|NDM|KPC|OXA|carbap|bla|m[ée]tallo/i;
const AROUND = 80;

function isPhenotype(text: string, { start, end }: Match<Read<Phenotype>>): boolean {
  const words = text.slice(start, end);
  if (/^(?:C3G|oxa[ -]?R$)/i.test(words)) return !/\s/.test(words);
  if (words !== 'IMP') return true;
  const isResult = /^[ \t:=]*(?:SFP|S|I|R)(?![\p{L}])/u.test(text.slice(end, end + 8));
  return !isResult && CARBAPENEMASE.test(text.slice(Math.max(0, start - AROUND), end + AROUND));
}

/** "Colistine S, …": the category written beside its antibiotic is that, whatever the sentence denies elsewhere. */
function asWritten<T extends Susceptibility>(one: Judged<T>): Judged<T> {
  const { direct, resultSpan, verdict } = one;
  const isCategory = direct && resultSpan.end - resultSpan.start <= LONGEST_CATEGORY;
  return isCategory ? { ...one, verdict: { ...verdict, assertion: 'Present' } } : one;
}

/** "Sans fièvre, hémocultures positives": only a denial right before a blood culture is its own. */
function deniedBeside(mention: Judged<Mention>): Judged<Mention> {
  const { verdict, bloodCulture, start } = mention;
  if (!bloodCulture || verdict.assertion !== 'Absent') return mention;
  const isOwn = verdict.triggers.some(({ end }) => end <= start && start - end <= BESIDE);
  return isOwn ? mention : { ...mention, verdict: { ...verdict, assertion: 'Present' } };
}

/** "S. aureus sensible à la méticilline" names a strain; no result of méticilline was given. */
function isPartOfName(text: string, organisms: readonly Span[], one: Susceptibility): boolean {
  return /^m[ée]t/i.test(text.slice(one.start, one.end)) && overlapping(organisms, one) !== undefined;
}

/** How many of the sorted spans start at or before `offset`. */
function countStarted(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle] as Span).start <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
