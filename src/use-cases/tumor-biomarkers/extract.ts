import { createAssertionAnalyzer, type Span, tokenize, type TokenizedText } from '../../text/index.js';
import { type Finding } from '../finding.js';
import { type DocumentUseCaseInput } from '../use-case.js';
import { bind } from './bind.js';
import { bySentence } from './by-sentence.js';
import { columnsOf } from './columns.js';
import { confidenceOf } from './confidence.js';
import { detailsOf } from './details.js';
import { type Result, resultsOf } from './findings.js';
import { labResultsOf } from './lab-table.js';
import { biomarkerOf, familyOf, mentions } from './lexicon.js';
import { mergeSame } from './merge.js';
import { asOne } from './one-sentence.js';
import { type Outcome } from './outcome.js';
import { plain } from './plain.js';
import { readSentence, type Sentence } from './sentence.js';
import { mentionsOf } from './mentions-of.js';
import { type Open, throughTime } from './serum-history.js';
import { techniqueAt, type Technique, techniquesIn } from './techniques.js';
import { olderSamples, statedOnly } from './through-document.js';
import {
  dateOf,
  isConditional,
  goesOnFrom,
  isFirst,
  isOfPatient,
  isGeneral,
  isoDate,
  isRecalled,
  isToday,
  isUnderToday,
  specimensIn,
} from './situation.js';
import { type MentionAt } from './terms.js';
import { type BiomarkerValue, loincOf } from './value.js';
import { believable, surroundingsOf } from './weak-forms.js';

export const ID = 'tumor-biomarkers';
export const VERSION = '1.2.0';

/** Words of time may stand just after the last value of a series. */
const AFTER_SERIES = 30;

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
  const isPast = (span: Span) => analyzer.of(span).temporality === 'historical';
  const surroundings = surroundingsOf(document.text, found);
  const { fromTables, rest, rows } = readTables(tokens, found, { isPast, reference: context.documentDate });
  const open: Open[] = [];
  const techniques = techniquesIn(tokens);
  let section = 0;
  for (const { span, inside } of bySentence(document.text, document.sentences, rest)) {
    if (rows.size > 0 && rows.has(document.text.lastIndexOf('\n', span.start) + 1)) continue;
    const sentence = readSentence(tokens, span, inside);
    while ((document.sections[section + 1]?.start ?? Infinity) <= span.start) section += 1;
    const sectionStart = document.sections[section]?.start ?? 0;
    const specimenAt = specimensIn(tokens, span, sectionStart);
    /** Where the last result of the past ends. */
    let pastTo = -1;
    let under: boolean | undefined;
    const underToday = () =>
      (under ??= isUnderToday(document.text, { start: sectionStart, end: span.start }, sentence));
    const told = bind(sentence)
      .flatMap(resultsOf)
      .filter(
        (result) =>
          !isConditional(sentence, result.start) &&
          !isGeneral(sentence, result) &&
          believable(result, surroundings) &&
          (analyzer.of(result.mention).experiencer !== 'other' || isOfPatient(sentence, result)),
      );
    for (const result of asOne(told)) {
      const verdict = analyzer.of(result.mention);
      const recalled = familyOf(result.name) === 'serum' && isRecalled(sentence, result.mention.start);
      // In a series the words of time place its values, not the whole of it.
      const within = ({ start, end }: Span) =>
        start >= result.mention.end && end <= result.end + AFTER_SERIES;
      const told = result.outcome.date !== undefined && verdict.triggers.some(within);
      const past =
        (verdict.temporality === 'historical' || goesOnFrom(sentence, pastTo, result.mention.start)) &&
        !told &&
        !isToday(sentence, result.mention.start) &&
        !underToday();
      if (past) pastTo = result.end;
      const first = isFirst(sentence, result.mention.start);
      const historical = past || recalled || first === 'dated' || result.outcome.earlier === true;
      const specimen = specimenAt(result.start);
      open.push(
        openOf(result, [closed(document.text, result.start, result.end)], {
          source: document.text,
          technique: techniqueAt(techniques, result.mention.start, familyOf(result.name)),
          historical,
          specimen,
          date: dateIn(sentence, result, context.documentDate),
          formerly: first !== null,
        }),
      );
    }
  }
  return mergeSame(
    olderSamples(
      throughTime(statedOnly([...open, ...fromTables]), context.documentDate),
      context.documentDate,
    ),
  );
}

/** What tables say, the mentions left to the sentences, and the rows (by their start) they must not read again. */
function readTables(
  tokens: TokenizedText,
  found: readonly MentionAt[],
  { isPast, reference }: { isPast: (span: Span) => boolean; reference: string | null },
) {
  const { text } = tokens;
  const lab = labResultsOf(tokens, found, reference);
  const taken = new Set(lab.map(({ mention }) => mention.start));
  // In a table already read, the name of a marker only bounds what is said of others.
  const rest = found.map((each) => (taken.has(each.start) ? { ...each, mention: { names: [] } } : each));
  const columns = columnsOf(tokens, rest);
  const evidence = (...spans: Span[]) => spans.map(({ start, end }) => closed(text, start, end));
  const fromLab = lab.map(({ name, outcome, mention, cell, earlier, date }) =>
    openOf(
      { name, outcome, mention, start: mention.start, end: cell.end, distance: 0, shared: false },
      evidence(mention, cell),
      { source: text, historical: earlier || isPast(mention), specimen: null, date },
    ),
  );
  const fromColumns = columns.flatMap(({ statement, mention, cell }) =>
    resultsOf(statement).map((result) =>
      openOf(result, evidence(mention, cell), {
        source: text,
        historical: isPast(mention),
        specimen: null,
        date: dateIn(readSentence(tokens, cell, []), result, reference),
      }),
    ),
  );
  return {
    fromTables: [...fromColumns, ...fromLab],
    rest,
    rows: new Set(columns.map(({ row }) => row.start)),
  };
}

/** Takes in the parenthesis that closes one opened inside. */
function closed(text: string, start: number, end: number) {
  const inside = text.slice(start, end);
  const open = inside.split('(').length > inside.split(')').length && text[end] === ')';
  const to = open ? end + 1 : end;
  return { start, end: to, text: text.slice(start, to) };
}

/** A variant said in words keeps its accents. */
function asWritten(variant: string | null, evidence: Finding['evidence']): string | null {
  if (variant === null || !variant.includes(' ')) return variant;
  for (const { text } of evidence) {
    const at = plain(text).indexOf(variant.toLowerCase());
    if (at !== -1 && plain(variant) === variant) return text.slice(at, at + variant.length);
  }
  return variant;
}

const dateIn = (sentence: Sentence, { outcome, start, end }: Result, reference: string | null) =>
  outcome.date === undefined
    ? dateOf(sentence, { start, end }, reference)
    : outcome.date && isoDate(outcome.date, reference);

const GENES: ReadonlySet<string> = new Set(['gene', 'fusion', 'her2', 'protein']);

interface Place {
  /** The whole text. */
  readonly source: string;
  /** Named once for this result and others. */
  readonly technique?: Technique | undefined;
  readonly historical: boolean;
  readonly specimen: string | null;
  readonly date: string | null;
  readonly formerly?: boolean;
}

function openOf(result: Result, evidence: Finding['evidence'], place: Place): Open {
  const { outcome } = result;
  return {
    finding: toFinding(result, outcome, evidence, place),
    formerly: outcome.formerly === true || place.formerly === true,
    limit: outcome.limit ?? null,
    usual: outcome.basis === 'usual',
    ...(result.derived && { derived: true }),
    ...(result.mention.mention.names.length > 1 && { group: result.mention.mention.names }),
  };
}

function toFinding(
  result: Result,
  outcome: Outcome,
  evidence: Finding['evidence'],
  { historical, specimen, date, source, technique }: Place,
): Finding<BiomarkerValue> {
  const { name } = result;
  const biomarker = biomarkerOf(name);
  const { status, value, unit, method, variant } = outcome;
  return {
    useCase: ID,
    useCaseVersion: VERSION,
    value: {
      name,
      status,
      value,
      unit,
      method: method ?? technique?.method ?? null,
      variant: asWritten(variant, evidence),
      loinc: loincOf(biomarker, outcome),
      ...detailsOf(outcome, source, GENES.has(biomarker.family)),
      ...(result.mention.partner !== undefined &&
        status === 'positive' && { partner: result.mention.partner }),
    },
    assertion: outcome.open ? 'Indetermine' : 'Present',
    temporality: historical ? 'historical' : 'current',
    date: date?.startsWith('--') ? null : date,
    specimen: biomarker.family === 'serum' ? null : specimen,
    confidence: confidenceOf(result),
    evidence,
    mentions: mentionsOf(source, result, technique),
  };
}
