import { createAssertionAnalyzer, type Span, tokenize, type TokenizedText } from '../../text/index.js';
import { type Finding } from '../finding.js';
import { type DocumentUseCaseInput } from '../use-case.js';
import { bind } from './bind.js';
import { bySentence } from './by-sentence.js';
import { isClone } from './clones.js';
import { columnsOf } from './columns.js';
import { evidenceSpans } from './evidence-spans.js';
import { type Result, resultsOf } from './findings.js';
import { labResultsOf } from './lab-table.js';
import { mentionsIn } from './glued.js';
import { familyOf } from './lexicon.js';
import { mergeSame } from './merge.js';
import { isNoResult, isUncertain } from './not-a-result.js';
import { asOne } from './one-sentence.js';
import { readSentence, type Sentence } from './sentence.js';
import { type Open, throughTime } from './serum-history.js';
import { type Read, techniqueAt, type Technique, techniquesIn } from './techniques.js';
import { olderSamples } from './older-samples.js';
import { headDate, isOfThen, isOngoing, isOnlyDated, sampleOf } from './samples.js';
import { statedOnly } from './through-document.js';
import {
  dateOf,
  isConditional,
  goesOnFrom,
  isFirst,
  isOfPatient,
  isGeneral,
  isoDate,
  isRecalled,
  isUnderToday,
  specimensIn,
} from './situation.js';
import { type MentionAt } from './terms.js';
import { closed, openOf } from './to-finding.js';
import { type BiomarkerValue } from './value.js';
import { believable, surroundingsOf } from './weak-forms.js';

/** Words of time may stand just after the last value of a series. */
const AFTER_SERIES = 30;

/** Every biomarker result the document states about the patient. Linear in the text. */
export function extract({ document, context }: DocumentUseCaseInput): Finding<BiomarkerValue>[] {
  const tokens = tokenize(document.text);
  const found = mentionsIn(tokens);
  if (!found.some(({ mention }) => mention.names.length > 0)) return [];
  const analyzer = createAssertionAnalyzer(document, { referenceDate: context.documentDate });
  const isPast = (span: Span) => analyzer.of(span).temporality === 'historical';
  const surroundings = surroundingsOf(document.text, found);
  const techniques = techniquesIn(tokens);
  const { fromTables, rest, rows } = readTables(tokens, found, {
    ...{ isPast, techniques, reference: context.documentDate },
  });
  const open: Open[] = [];
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
          !isConditional(sentence, result.mention.start) &&
          !isGeneral(sentence, result) &&
          !isNoResult(sentence, result) &&
          believable(result, surroundings) &&
          (analyzer.of(result.mention).experiencer !== 'other' || isOfPatient(sentence, result)),
      )
      .map((result) =>
        isUncertain(sentence, result)
          ? { ...result, outcome: { ...result.outcome, status: 'equivocal' as const } }
          : result,
      );
    for (const result of asOne(told)) {
      const verdict = analyzer.of(result.mention);
      const recalled = familyOf(result.name) === 'serum' && isRecalled(sentence, result.mention.start);
      // In a series the words of time place its values, not the whole of it.
      const within = ({ start, end }: Span) =>
        start >= result.mention.end && end <= result.end + AFTER_SERIES;
      const told = result.outcome.date !== undefined && verdict.triggers.some(within);
      const sample = sampleOf(document.text, sentence, result.mention.start);
      const past =
        (verdict.temporality === 'historical' || goesOnFrom(sentence, pastTo, result.mention.start)) &&
        !told &&
        !sample.today &&
        !underToday() &&
        !(verdict.triggers.length === 0 && isOngoing(document.text, sample)) &&
        !isOnlyDated(document.text, verdict.triggers, { name: result.name, reference: context.documentDate });
      if (past) pastTo = result.end;
      const first = isFirst(sentence, result.mention.start);
      const historical =
        past ||
        recalled ||
        first === 'dated' ||
        result.outcome.earlier === true ||
        isOfThen(sentence, result);
      const specimen = specimenAt(result.said?.end ?? result.start);
      open.push(
        openOf(
          result,
          evidenceSpans(result).map(({ start, end }) => closed(document.text, start, end)),
          {
            source: document.text,
            technique: techniqueAt(techniques, result.mention.start, readAs(result)),
            historical,
            specimen,
            date:
              dateIn(sentence, result, context.documentDate) ??
              headDate(document.text, sentence, sample, context.documentDate),
            sample,
            formerly: first !== null,
          },
        ),
      );
    }
  }
  const stated = statedOnly([...open, ...fromTables]);
  const samples = stated.map(({ sample }) => sample);
  return mergeSame(olderSamples(throughTime(stated, context.documentDate), samples, context.documentDate));
}

/** The repair system is read on the stains of its proteins. */
const readAs = ({ name, outcome }: Pick<Result, 'name' | 'outcome'>): Read => ({
  family: name === 'MMR' ? 'repair' : familyOf(name),
  status: outcome.status,
  cloned: outcome.clues?.some(isClone) === true,
});

interface TableContext {
  readonly isPast: (span: Span) => boolean;
  readonly techniques: readonly Technique[];
  readonly reference: string | null;
}

/** What tables say, the mentions left to the sentences, and the rows (by their start) they must not read again. */
function readTables(
  tokens: TokenizedText,
  found: readonly MentionAt[],
  { isPast, techniques, reference }: TableContext,
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
      {
        ...{ source: text, specimen: null, date },
        historical: earlier || isPast(mention),
        technique: techniqueAt(techniques, mention.start, readAs({ name, outcome })),
      },
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

const dateIn = (sentence: Sentence, { outcome, start, end }: Result, reference: string | null) =>
  outcome.date === undefined
    ? dateOf(sentence, { start, end }, reference)
    : outcome.date && isoDate(outcome.date, reference);
