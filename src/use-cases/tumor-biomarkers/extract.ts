import { createAssertionAnalyzer, type Span, tokenize } from '../../text/index.js';
import { type Finding } from '../finding.js';
import { type DocumentUseCaseInput } from '../use-case.js';
import { bind } from './bind.js';
import { columnsOf } from './columns.js';
import { confidenceOf } from './confidence.js';
import { type Result, resultsOf } from './findings.js';
import { biomarkerOf, mentions } from './lexicon.js';
import { mergeSame } from './merge.js';
import { readSentence, type Sentence } from './sentence.js';
import { dateOf, isConditional, isoDate, specimenOf } from './situation.js';
import { type MentionAt } from './terms.js';
import { type BiomarkerValue, loincOf } from './value.js';
import { believable, surroundingsOf } from './weak-forms.js';

export const ID = 'tumor-biomarkers';
export const VERSION = '1.0.0';

/** Every biomarker result the document states about the patient. Linear in the text. */
export function extract({ document, context }: DocumentUseCaseInput): Finding<BiomarkerValue>[] {
  const tokens = tokenize(document.text);
  const found: MentionAt[] = mentions.find(tokens).map(({ start, end, value }) => ({
    kind: 'mention',
    start,
    end,
    text: document.text.slice(start, end),
    mention: value,
  }));
  if (!found.some(({ mention }) => mention.names.length > 0)) return [];
  const analyzer = createAssertionAnalyzer(document, { referenceDate: context.documentDate });
  const surroundings = surroundingsOf(document.text, found);
  const findings: Finding<BiomarkerValue>[] = [];
  const isPast = (span: Span) => analyzer.of(span).temporality === 'historical';
  const columns = columnsOf(tokens, found);
  const rows = new Set(columns.map(({ row }) => row.start));
  let section = 0;
  for (const { span, inside } of bySentence(document.text, document.sentences, found)) {
    if (rows.size > 0 && rows.has(document.text.lastIndexOf('\n', span.start) + 1)) continue;
    const sentence = readSentence(tokens, span, inside);
    while ((document.sections[section + 1]?.start ?? Infinity) <= span.start) section += 1;
    const sectionStart = document.sections[section]?.start ?? 0;
    for (const result of bind(sentence).flatMap(resultsOf)) {
      if (isConditional(sentence, result.start) || !believable(result, surroundings)) continue;
      const verdict = analyzer.of(result.mention);
      if (verdict.experiencer === 'other') continue;
      const historical = verdict.temporality === 'historical' || result.outcome.earlier === true;
      const specimen = specimenOf(tokens, span, result.start, sectionStart);
      findings.push(toFinding(result, document.text, { sentence, historical, specimen }));
    }
  }
  for (const { statement, mention, cell } of columns) {
    for (const result of resultsOf(statement)) {
      const sentence = readSentence(tokens, cell, []);
      const finding = toFinding(result, document.text, {
        sentence,
        historical: isPast(mention),
        specimen: null,
      });
      findings.push({
        ...finding,
        evidence: [mention, cell].map(({ start, end }) => closed(document.text, start, end)),
      });
    }
  }
  return mergeSame(findings);
}

/** Takes in the parenthesis that closes one opened inside. */
function closed(text: string, start: number, end: number) {
  const inside = text.slice(start, end);
  const open = inside.split('(').length > inside.split(')').length && text[end] === ')';
  const to = open ? end + 1 : end;
  return { start, end: to, text: text.slice(start, to) };
}

interface Place {
  readonly sentence: Sentence;
  readonly historical: boolean;
  readonly specimen: string | null;
}

function toFinding(
  result: Result,
  text: string,
  { sentence, historical, specimen }: Place,
): Finding<BiomarkerValue> {
  const { outcome, name, start, end } = result;
  const biomarker = biomarkerOf(name);
  const { status, value, unit, method, variant } = outcome;
  return {
    useCase: ID,
    useCaseVersion: VERSION,
    value: { name, status, value, unit, method, variant, loinc: loincOf(biomarker, outcome) },
    assertion: outcome.open ? 'Indetermine' : 'Present',
    temporality: historical ? 'historical' : 'current',
    date: outcome.date === undefined ? dateOf(sentence, result) : outcome.date && isoDate(outcome.date),
    specimen: biomarker.family === 'serum' ? null : specimen,
    confidence: confidenceOf(result),
    evidence: [closed(text, start, end)],
  };
}

/** Sentences that name a biomarker, with what they name; a sentence that ends on a colon goes on in the next. */
function bySentence(text: string, sentences: readonly Span[], found: readonly MentionAt[]) {
  const groups: { span: Span; inside: MentionAt[] }[] = [];
  let next = 0;
  for (const span of joined(text, sentences)) {
    const inside: MentionAt[] = [];
    while (next < found.length && (found[next] as MentionAt).start < span.end) {
      inside.push(found[next] as MentionAt);
      next += 1;
    }
    if (inside.some(({ mention }) => mention.names.length > 0)) groups.push({ span, inside });
  }
  return groups;
}

const MAX_JOINED = 600;
const BULLET = /^[-–•*·▪]\s/;

function joined(text: string, sentences: readonly Span[]): Span[] {
  const spans: { start: number; end: number; list: boolean }[] = [];
  for (const { start, end } of sentences) {
    const open = spans[spans.length - 1];
    const goesOn =
      open &&
      /(?:[:,=]|\.{3})$/.test(text.slice(open.start, open.end)) &&
      !/\n\s*\n/.test(text.slice(open.end, start));
    const listed = open !== undefined && open.list && BULLET.test(text.slice(start, start + 3));
    if (open && (goesOn || listed) && end - open.start <= MAX_JOINED) {
      open.end = end;
      open.list ||= BULLET.test(text.slice(start, start + 3));
    } else spans.push({ start, end, list: false });
  }
  return spans;
}
