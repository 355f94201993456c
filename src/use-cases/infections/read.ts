import {
  createAssertionAnalyzer,
  type Match,
  overlapping,
  type Section,
  type Span,
  type TokenizedText,
  tokenize,
} from '../../text/index.js';
import { answeredTogether } from './answered-lists.js';
import { createGuards } from './guards.js';
import { withSpecies } from './genus.js';
import { findIsolates } from './isolates.js';
import { type Judged, type Named } from './judged.js';
import { findMentions, type Mention } from './mentions.js';
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

  const guards = createGuards(tokens, referenceDate, document.sections);
  const guarded = <T extends Span>(one: Judged<T>): Judged<T>[] => {
    const verdict = guards.of(one, one.verdict);
    return verdict ? [{ ...one, verdict }] : [];
  };
  const isAsked = ({ kind, organism, verdict }: Judged<Mention>) =>
    kind !== 'Bacteriemie' && guards.isSearched(verdict, kind === 'Infection' && organism === null);

  const mentions = withSpecies(
    settled(
      text,
      answeredTogether(
        text,
        findMentions(tokens, endOfSentence)
          .map((mention) => deniedBeside(judge(mention, mention.said ?? mention)))
          .flatMap(guarded),
      ).filter((mention) => !isAsked(mention) && !isNoYeast(text, mention)),
      endOfSentence,
    ),
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
    phenotypes: unproven(
      answeredTogether(
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
      guards.isUnproven,
    ),
    alerts: alertMatcher
      .find(tokens)
      .map(({ start, end, value }) => judge({ start, end, name: value.entry.name }))
      .flatMap(guarded),
    susceptibilities: findSusceptibilities(tokens, named, isolates.byLabel)
      .filter((one) => !isPartOfName(tokens, organisms, one) && !guards.isOfOther(one))
      .map((one) => asWritten(text, judge(one, one.resultSpan))),
    notAlerts: notAlertMatcher.find(tokens),
    specimens: specimenMatcher.find(tokens).map(({ start, end, value }) => ({
      start,
      end,
      name: value.entry.name,
      sentence: sentenceOf({ start, end }),
    })),
  };
}

/** A resistance that a clause leaves unproven is undetermined wherever the report speaks of it. */
function unproven(
  phenotypes: readonly Judged<PhenotypeMention>[],
  isUnproven: (span: Span) => boolean,
): Judged<PhenotypeMention>[] {
  const names = new Set(phenotypes.filter(isUnproven).map(({ name }) => name));
  return phenotypes.map((one) =>
    names.has(one.name) && one.verdict.assertion === 'Present' && one.verdict.temporality === 'current'
      ? { ...one, verdict: { ...one.verdict, assertion: 'Indetermine' } }
      : one,
  );
}

/** "Levures : absence": a line of an examination names none. */
const isNoYeast = (text: string, { start, end, verdict }: Judged<Mention>): boolean =>
  verdict.assertion === 'Absent' && /^levures?$/i.test(text.slice(start, end));

/** IMP is imipénème too, and "C3G R" a line of an antibiogram. */
const CARBAPENEMASE = /VIM|NDM|KPC|OXA|carbap|bla|m[ée]tallo/i;
const AROUND = 80;
/** "Bactérie multirésistante" is the alert's own name. */
const OF_KIND = /(?:micro-?organismes?|bact[ée]ries?|germes?|agents?)[ \t]+$/iu;
/** "LABM DU PARC", "Clinique du Parc": a place. */
const A_PLACE = /(?:du|le|au|clinique|rue|avenue|h[ôo]pital|centre|r[ée]sidence)[ \t-]+$/iu;
const BESIDE_PARC =
  /pseudomonas|pyo|aeruginosa|aspiration|portage|porteu|colonis|isolement|BMR|EPC|ER[GV]|SARM|BLSE|ABRI|r[ée]sist|d[ée]pist|[ée]couvillon|culture|souche/iu;

function isPhenotype(text: string, { start, end }: Match<Read<Phenotype>>): boolean {
  const words = text.slice(start, end);
  if (/^(?:C3G|oxa[ -]?R$)/i.test(words)) return !/\s/.test(words);
  if (words === 'PARC')
    return (
      BESIDE_PARC.test(text.slice(Math.max(0, start - AROUND), end + AROUND)) &&
      !A_PLACE.test(text.slice(Math.max(0, start - 24), start))
    );
  if (/^hautement/i.test(words) && /^[ \t]+(?:à|aux?|et[ \t]|[ée]merg)/iu.test(text.slice(end, end + 12)))
    return false;
  if (/^(?:multi|hautement)/i.test(words)) return !OF_KIND.test(text.slice(Math.max(0, start - 24), start));
  if (words !== 'IMP') return true;
  const isResult = /^[ \t:=]*(?:SFP|S|I|R)(?![\p{L}])/u.test(text.slice(end, end + 8));
  return !isResult && CARBAPENEMASE.test(text.slice(Math.max(0, start - AROUND), end + AROUND));
}

/** What is told of the disease or of the germ before, not of its antibiogram. */
const CURED = /gu[ée]ri|r[ée]sol|trait[ée]|auparavant|ant[ée]rieurement/iu;

/** "Colistine S, …": the category written beside its antibiotic is that, whatever the sentence denies elsewhere. */
function asWritten<T extends Susceptibility>(text: string, one: Judged<T>): Judged<T> {
  const { direct, settled, resultSpan, verdict } = one;
  const isCategory = resultSpan.end - resultSpan.start <= LONGEST_CATEGORY;
  // A condition leaves a list open ("si R à l'imipénème"); a denial elsewhere in the sentence does not.
  const isRead = (isCategory && direct) || ((isCategory || settled) && verdict.assertion === 'Absent');
  const isCured =
    verdict.temporality === 'historical' &&
    verdict.triggers.length > 0 &&
    verdict.triggers.every(({ start, end }) => start >= one.end && CURED.test(text.slice(start, end)));
  return {
    ...one,
    verdict: {
      ...verdict,
      ...(isRead && { assertion: 'Present' as const }),
      ...(isCured && { temporality: 'current' as const }),
    },
  };
}

/** "Sans fièvre, hémocultures positives": only a denial right before a blood culture is its own. */
function deniedBeside(mention: Judged<Mention>): Judged<Mention> {
  const { verdict, bloodCulture, start } = mention;
  if (!bloodCulture || verdict.assertion !== 'Absent') return mention;
  const isOwn = verdict.triggers.some(({ end }) => end <= start && start - end <= BESIDE);
  return isOwn ? mention : { ...mention, verdict: { ...verdict, assertion: 'Present' } };
}

/** "Bas niveau de résistance à la gentamicine": that of the species, no category. */
const LOW_LEVEL = /(?<!\p{L})bas[ \t]+niveau[ \t]+de[ \t]+r[ée]sistance[^.;,\n]{0,24}$/iu;

/** "S. aureus sensible à la méticilline", "résistant aux glycopeptides" name a strain: no result was given. */
function isPartOfName(tokens: TokenizedText, organisms: readonly Span[], one: Susceptibility): boolean {
  const words = tokens.text.slice(one.start, one.end);
  if (LOW_LEVEL.test(tokens.text.slice(Math.max(0, one.start - AROUND), one.start))) return true;
  if (/^m[ée]t/i.test(words)) return overlapping(organisms, one) !== undefined;
  if (!/^(?:glycopeptides?|C3G-?R)$/i.test(words)) return false;
  const around = { start: one.start - AROUND, end: one.end + 2 };
  return [...organisms, ...phenotypeMatcher.find(tokens, around)].some(
    ({ start, end }) => start < one.end && end > one.start,
  );
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
