import { parse } from 'yaml';
import { ok, type Result, sensitive } from '../../../kernel/index.js';
import { evaluationFailure } from '../../failures.js';
import { type AnnotatedDocument, type CorpusReader, type SourceFile } from '../annotated.js';
import { Collector } from '../collector.js';
import { type Fields, isFields, listOf, textOf } from '../fields.js';
import { knownPatient } from '../known-patient.js';
import { unmarked } from './marks.js';
import { withNumbers } from './numbers.js';

/** Our own YAML (`test/corpora/pseudonymization`): groups of marked sentences and of whole reports. */
export const readMarked: CorpusReader = (files) => {
  const collector = new Collector();
  for (const file of files) {
    if (!/\.ya?ml$/i.test(file.name)) continue;
    const groups = groupsOf(file);
    if (!groups.ok) collector.refuse(file.name, 'the file', groups);
    else
      groups.value.forEach((group, at) => {
        for (const { place, ...one } of casesOf(group, `${file.name}#${String(at + 1)}`))
          collector.add(file.name, place, documentOf(one));
      });
  }
  return collector.corpus();
};

function groupsOf(file: SourceFile): Result<readonly Fields[]> {
  try {
    const read: unknown = parse(file.bytes().toString('utf8'));
    const groups = isFields(read) ? listOf(read.groups) : [];
    if (groups.length > 0 && groups.every(isFields)) return ok(groups);
  } catch {
    return evaluationFailure('CORPUS_FILE_INVALID', 'the file is not YAML');
  }
  return evaluationFailure('CORPUS_FILE_INVALID', 'a list `groups` is expected');
}

interface Case {
  readonly id: string;
  readonly marked: string | undefined;
  readonly from: Fields;
}

/** A line of `sentences` and an entry of `reports` are each a patient of their own, unless `patient` says otherwise. */
function casesOf(group: Fields, prefix: string): (Case & { readonly place: string })[] {
  const sentences = (textOf(group.sentences) ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, at) => ({
      id: `${prefix}/${String(at + 1)}`,
      place: `${prefix}, sentence ${String(at + 1)}`,
      marked: line.replaceAll('⏎', '\n'),
      from: group,
    }));
  const reports = listOf(group.reports)
    .filter(isFields)
    .map((report, at) => ({
      id: textOf(report.id) ?? `${prefix}/report-${String(at + 1)}`,
      place: `${prefix}, report ${String(at + 1)}`,
      marked: textOf(report.text),
      from: { split: group.split, ...report },
    }));
  return [...sentences, ...reports];
}

function documentOf({ id, marked, from }: Case): Result<AnnotatedDocument> {
  if (marked === undefined) return evaluationFailure('CORPUS_LINE_INVALID', '`text` is expected');
  const read = unmarked(withNumbers(marked));
  if (!read.ok) return read;
  const known = knownPatient({ identity: from.who, carers: from.carers });
  const split = textOf(from.split);
  return ok({
    id,
    patient: textOf(from.patient) ?? id,
    text: sensitive(read.value.text),
    spans: read.value.spans,
    ...(split !== undefined && { split }),
    ...(known && { known }),
  });
}
