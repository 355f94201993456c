import {
  type AssertionVerdict,
  createAssertionAnalyzer,
  type Section,
  type Span,
  tokenize,
} from '../../text/index.js';
import { findMentions, type Mention } from './mentions.js';
import { lastBefore, overlapping } from './ordered-spans.js';
import { findSusceptibilities, type Susceptibility } from './susceptibility.js';
import {
  alertMatcher,
  notAlertMatcher,
  type Phenotype,
  phenotypeMatcher,
  siteContextMatcher,
  siteMatcher,
  specimenMatcher,
} from './vocabulary.js';

/** A span with what its sentence says of it. */
export type Judged<T extends Span> = T & {
  readonly verdict: AssertionVerdict;
  /** Index of its sentence; -1 outside any. */
  readonly sentence: number;
};
export interface Named extends Span {
  readonly name: string;
}
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
  readonly susceptibilities: readonly (Susceptibility & {
    readonly sentence: number;
    readonly verdict: AssertionVerdict;
  })[];
  /** Ends of "à type de": no alert right after them. */
  readonly notAlerts: readonly Span[];
  readonly specimens: readonly (Named & { readonly sentence: number })[];
}

export interface ReadDocument {
  readonly text: string;
  readonly sentences: readonly Span[];
  readonly sections: readonly Section[];
}

/** Words between a site and its infection: "sepsis d'origine urinaire". */
const SITE_GAP = /^[\s'’]*(?:(?:d|de|du|la|le|l|des|à|au|aux|et|ou)[\s'’]+)*$/i;
const SITE_GAP_LENGTH = 16;

/** Reads a pseudonymized document (UTF-16 offsets into it). `referenceDate` is the report's, ISO. */
export function readInfections(document: ReadDocument, referenceDate: string | null): Reading {
  const { text } = document;
  const tokens = tokenize(text);
  const mentions = findMentions(tokens);
  const phenotypes = phenotypeMatcher.find(tokens);
  const alerts = alertMatcher.find(tokens);
  const susceptibilities = findSusceptibilities(tokens);
  const analyzer = createAssertionAnalyzer(document, { referenceDate });
  const sentenceOf = (span: Span): number => {
    let low = 0;
    let high = document.sentences.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((document.sentences[middle] as Span).start <= span.start) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  const judge = <T extends Span>(span: T): Judged<T> => ({
    ...span,
    verdict: analyzer.of(span),
    sentence: sentenceOf(span),
  });
  const diseases = mentions.filter(({ organism }) => organism === null);
  const anchors = [...mentions, ...siteContextMatcher.find(tokens)].sort((one, other) => one.end - other.end);
  const isSite = (site: Span): boolean => {
    const anchor = lastBefore(anchors, site.start);
    const gap = anchor ? text.slice(anchor.end, site.start) : '';
    const follows = anchor !== undefined && gap.length <= SITE_GAP_LENGTH && SITE_GAP.test(gap);
    return follows || overlapping(diseases, site) !== undefined;
  };
  return {
    text,
    mentions: mentions.map(judge),
    sites: siteMatcher
      .find(tokens)
      .filter(isSite)
      .map(({ start, end, value }) => judge({ start, end, name: value.entry.name })),
    phenotypes: phenotypes.map(({ start, end, value }) =>
      judge({ start, end, name: value.entry.name, phenotype: value.entry, abbreviated: value.abbreviated }),
    ),
    alerts: alerts.map(({ start, end, value }) => judge({ start, end, name: value.entry.name })),
    susceptibilities: susceptibilities.map((one) => ({
      ...one,
      verdict: analyzer.of(one.resultSpan),
      sentence: sentenceOf(one),
    })),
    notAlerts: notAlertMatcher.find(tokens),
    specimens: specimenMatcher.find(tokens).map(({ start, end, value }) => ({
      start,
      end,
      name: value.entry.name,
      sentence: sentenceOf({ start, end }),
    })),
  };
}
