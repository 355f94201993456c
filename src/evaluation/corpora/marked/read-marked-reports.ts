import { parse } from 'yaml';
import { ok, type Result, sensitive } from '../../../kernel/index.js';
import { evaluationFailure } from '../../failures.js';
import { type CorpusReader, type SourceFile } from '../annotated.js';
import { type AnnotatedReport, type GoldMention, type GoldRelation } from '../annotated-report.js';
import { Collector } from '../collector.js';
import { type Fields, isFields, listOf, textOf } from '../fields.js';
import { isLabel, readAssertion } from '../report-annotations.js';
import { goldResults } from './gold-results.js';
import { type ReportMark, unmarkedReport } from './report-marks.js';

/** Our own YAML of reports marked for use cases (`test/corpora/oncology`, `test/corpora/infectious-diseases`). */
export const readMarkedReports: CorpusReader<AnnotatedReport> = (files) => {
  const collector = new Collector<AnnotatedReport>();
  for (const file of files) {
    if (!/\.ya?ml$/i.test(file.name)) continue;
    const reports = reportsOf(file);
    if (!reports.ok) collector.refuse(file.name, 'the file', reports);
    else
      reports.value.forEach((report, at) =>
        collector.add(file.name, textOf(report.id) ?? `report ${String(at + 1)}`, reportOf(report)),
      );
  }
  return collector.corpus();
};

function reportsOf(file: SourceFile): Result<readonly Fields[]> {
  try {
    const read: unknown = parse(file.bytes().toString('utf8'));
    const reports = isFields(read) ? listOf(read.reports) : [];
    if (reports.length > 0 && reports.every(isFields)) return ok(reports);
  } catch {
    return evaluationFailure('CORPUS_FILE_INVALID', 'the file is not YAML');
  }
  return evaluationFailure('CORPUS_FILE_INVALID', 'a list `reports` is expected');
}

function reportOf(report: Fields): Result<AnnotatedReport> {
  const [id, source] = [textOf(report.id), textOf(report.text)];
  if (id === undefined || source === undefined)
    return evaluationFailure('CORPUS_LINE_INVALID', '`id` and `text` are expected');
  const read = unmarkedReport(source);
  if (!read.ok) return read;
  const { text, marks } = read.value;
  const mentions: GoldMention[] = [];
  const keys: (readonly string[])[] = [];
  for (const mark of marks) {
    const mention = mentionOf(mark, text);
    if (!mention.ok) return mention;
    mentions.push(mention.value);
    keys.push(mark.says.split(/\s+/));
  }
  const results = goldResults(report, mentions, keys);
  if (!results.ok) return results;
  const [split, date, type] = [report.split, report.date, report.documentType].map(textOf);
  return ok({
    ...{ id, patient: textOf(report.patient) ?? id, text: sensitive(text), mentions },
    ...{ relations: relationsOf(mentions, keys), results: results.value },
    ...(split !== undefined && { split }),
    ...(date !== undefined && { date }),
    ...(type !== undefined && { documentType: type }),
  });
}

const ATTRIBUTES = /^(?<assertion>\w+)(?: (?<past>historical))?(?:\s*=\s*(?<name>.+))?$/;
const ASSERTED: readonly string[] = ['Infection', 'Bacterie', 'Bacteriemie', 'Site'];

/** Marks of infections say their assertion; the others name the results they belong to. */
function mentionOf({ start, end, label, says }: ReportMark, text: string): Result<GoldMention> {
  if (!isLabel(label)) return evaluationFailure('CORPUS_LABEL_UNKNOWN', `${label} is no label`);
  if (!ASSERTED.includes(label))
    return ok({ start, end, label, assertion: 'Present', temporality: 'current' });
  const { assertion: written, past, name } = ATTRIBUTES.exec(says)?.groups ?? {};
  const assertion = readAssertion(written ?? '');
  if (!assertion.ok) return assertion;
  return ok({
    ...{ start, end, label, assertion: assertion.value },
    temporality: past ? 'historical' : 'current',
    name: name ?? (label === 'Bacteriemie' ? 'Bactériémie' : text.slice(start, end)),
  });
}

/** A status, a value or a technique refers to the nearest mark of each biomarker whose key it bears. */
function relationsOf(mentions: readonly GoldMention[], keys: readonly (readonly string[])[]): GoldRelation[] {
  const places = mentions.map((mention, at) => ({ ...mention, at }));
  const biomarkers = places.filter(({ label }) => label === 'Biomarqueur');
  return places
    .filter(({ label }) => ['Statut', 'Valeur', 'Technique'].includes(label))
    .flatMap((from) =>
      (keys[from.at] ?? []).flatMap((key) => {
        const own = biomarkers.filter(({ at }) => keys[at]?.includes(key));
        const distance = (one: GoldMention) =>
          Math.min(Math.abs(one.start - from.end), Math.abs(from.start - one.end));
        const [nearest] = own.sort((a, b) => distance(a) - distance(b));
        return nearest ? [{ from: from.at, to: nearest.at }] : [];
      }),
    );
}
