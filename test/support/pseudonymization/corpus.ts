import { join } from 'node:path';
import {
  type AnnotatedDocument,
  evaluateVariant,
  openCorpus,
  type VariantReport,
  variantsWith,
} from '../../../src/evaluation/index.js';
import { testKeys, thePolicy } from './builders.js';

export const corpusFile = (name: string): string =>
  join(import.meta.dirname, '..', '..', '..', 'test', 'corpora', 'pseudonymization', name);

/** One file of our corpus; it must be read whole. */
export async function theCorpus(name: string): Promise<readonly AnnotatedDocument[]> {
  const corpus = await openCorpus(corpusFile(name), { identities: true });
  if (!corpus.ok) throw new Error(corpus.failure.message);
  const [problem] = corpus.value.problems;
  if (problem) throw new Error(`${problem.file}, ${problem.place}: ${problem.failure.message}`);
  return corpus.value.documents;
}

/** Figures of the rules, with what the message knows. */
export async function measuredRules(name: string): Promise<VariantReport> {
  const variant = variantsWith().find(({ id }) => id === 'rules+identity');
  if (!variant) throw new Error('no such variant');
  const { report } = await evaluateVariant(await theCorpus(name), variant, {
    ...{ policy: thePolicy(), keys: testKeys(), identities: true, resamples: 0 },
  });
  return report;
}
