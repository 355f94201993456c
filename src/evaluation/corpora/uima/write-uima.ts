import { ok } from '../../../kernel/index.js';
import { toPartages } from '../../labels/index.js';
import { type AnnotatedDocument, type CorpusWriter } from '../annotated.js';
import { fileNames } from '../file-names.js';
import { DOCUMENT, FEATURES, LAYER, SOFA, VIEW } from './cas.js';

const TYPES = {
  [LAYER]: {
    '%NAME': LAYER,
    '%SUPER_TYPE': 'uima.tcas.Annotation',
    ...Object.fromEntries(FEATURES.map((name) => [name, { '%NAME': name, '%RANGE': 'uima.cas.String' }])),
  },
  [DOCUMENT]: {
    '%NAME': DOCUMENT,
    '%SUPER_TYPE': 'uima.tcas.DocumentAnnotation',
    ...Object.fromEntries(
      ['documentTitle', 'documentId'].map((name) => [name, { '%NAME': name, '%RANGE': 'uima.cas.String' }]),
    ),
  },
};

/** One CAS per document; offsets are UTF-16 code units, as INCEpTION writes and reads them. */
export const writeUima: CorpusWriter = (documents) => {
  const names = fileNames(documents.map(({ id }) => id));
  return ok(
    documents.map((document, at) => ({
      name: `${names[at] as string}.json`,
      content: `${JSON.stringify(toCas(document))}\n`,
    })),
  );
};

function toCas({ id, text, spans }: AnnotatedDocument) {
  const content = text.reveal();
  const structures = [
    { '%ID': 1, '%TYPE': SOFA, sofaNum: 1, sofaID: VIEW, mimeType: 'text', sofaString: content },
    {
      ...{ '%ID': 2, '%TYPE': DOCUMENT, '@sofa': 1, begin: 0, end: content.length, language: 'fr' },
      ...{ documentTitle: id, documentId: id },
    },
    ...spans.map((span, at) => ({
      ...{ '%ID': at + 3, '%TYPE': LAYER, '@sofa': 1, begin: span.start, end: span.end },
      ...toPartages(span),
    })),
  ];
  const members = structures.slice(1).map((one) => one['%ID']);
  return {
    '%TYPES': TYPES,
    '%FEATURE_STRUCTURES': structures,
    '%VIEWS': { [VIEW]: { '%SOFA': 1, '%MEMBERS': members } },
  };
}
