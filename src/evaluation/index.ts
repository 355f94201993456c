export {
  type AnnotatedDocument,
  type AnnotatedSpan,
  type Corpus,
  type OffsetUnit,
  type Problem,
} from './corpora/annotated.js';
export { type CorpusFormat, isFormat, openCorpus, type OpenedCorpus } from './corpora/index.js';
export { writeCorpus } from './corpora/write-corpus.js';
export { type Difference } from './differences.js';
export { evaluateVariant, type Evaluation, type EvaluationOptions, type VariantReport } from './evaluate.js';
export { type Figure } from './figures/bootstrap.js';
export { type CorpusFigures, type ScopeFigures } from './figures/figures.js';
export { leakTable, mainRows, mainTable, scopeRows, scopeTable } from './table.js';
export { type Variant, VARIANTS, variantsWith } from './variants.js';
