import {
  type Corpus,
  type AnnotatedDocument,
  type SourceFile,
  type AnnotatedSpan,
} from '../../../src/evaluation/corpora/annotated.js';
import { type AnnotatedReport } from '../../../src/evaluation/corpora/annotated-report.js';
import { sensitive } from '../../../src/kernel/index.js';

export const aFile = (name: string, content: string | Uint8Array): SourceFile => ({
  name,
  bytes: () => Buffer.from(content),
});

export const aSpan = (more: Partial<AnnotatedSpan> = {}): AnnotatedSpan => ({
  ...{ start: 0, end: 1, category: 'LAST_NAME', role: 'Patient', kind: null },
  ...more,
});

/** Marks as people read them: `nom` covers the first place where the word stands. */
export const spanOf = (text: string, covered: string, more: Partial<AnnotatedSpan> = {}): AnnotatedSpan => {
  const start = text.indexOf(covered);
  if (start < 0) throw new Error('no such words');
  return aSpan({ ...more, start, end: start + covered.length });
};

export const aDocumentOf = (
  text: string,
  spans: readonly AnnotatedSpan[] = [],
  more: Partial<AnnotatedDocument> = {},
): AnnotatedDocument => ({ id: 'd1', patient: 'd1', text: sensitive(text), spans, ...more });

/** What can be compared of reports: texts opened, mentions as `label words assertion`. */
export const openedReports = ({ documents, problems, notes }: Corpus<AnnotatedReport>) => ({
  reports: documents.map((report) => {
    const text = report.text.reveal();
    return {
      ...{ id: report.id, patient: report.patient, results: report.results, relations: report.relations },
      mentions: report.mentions.map(({ label, start, end, assertion, temporality, name }) =>
        [label, text.slice(start, end), assertion, temporality, name ?? '-'].join('|'),
      ),
    };
  }),
  problems: problems.map(({ file, place, failure }) => `${file}, ${place}: ${failure.code}`),
  notes,
});

/** What can be compared: texts opened. */
export const opened = ({ documents, problems }: Corpus) => ({
  documents: documents.map(({ id, patient, text, spans }) => ({ id, patient, text: text.reveal(), spans })),
  problems: problems.map(({ file, place, failure }) => `${file}, ${place}: ${failure.code}`),
});
