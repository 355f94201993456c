import { createHash } from 'node:crypto';
import { type Document } from '../document/index.js';
import { type Failure, sensitive } from '../kernel/index.js';
import { NO_IDENTITY, NO_STAY } from '../patients/index.js';
import {
  createMemoryVault,
  createPseudonymizer,
  type Known,
  learnNames,
  type Policy,
  type PseudonymizedDocument,
  type Pseudonymizer,
  standsIn,
  type VaultKeys,
} from '../pseudonymization/index.js';
import { type AnnotatedDocument } from './corpora/annotated.js';
import { type Variant } from './variants.js';

export interface PseudonymizationParts {
  readonly policy: Policy;
  readonly keys: VaultKeys;
}

export interface Outcome {
  readonly document: AnnotatedDocument;
  /** Absent where the document was held: nothing of it goes on. */
  readonly pseudonymized?: PseudonymizedDocument;
  readonly failure?: Failure;
}

/** The documents of one patient as the pipeline reads a stay: one vault, then again those where a learned name stands. */
export async function pseudonymizePatient(
  documents: readonly AnnotatedDocument[],
  variant: Variant,
  { policy, keys }: PseudonymizationParts,
): Promise<Outcome[]> {
  const pseudonymizer = createPseudonymizer({
    ...{ policy, keys, vault: createMemoryVault() },
    detectors: variant.detectors,
    model: variant.model,
  });
  const outcomes: Outcome[] = [];
  for (const document of documents)
    outcomes.push(await one(pseudonymizer, document, knownOf(document, variant)));
  const learned = learnNames(
    outcomes.flatMap(({ document, pseudonymized }) => (pseudonymized ? [{ document, pseudonymized }] : [])),
  );
  for (const [at, { document, pseudonymized }] of outcomes.entries()) {
    if (!pseudonymized || !standsIn(pseudonymized, learned)) continue;
    outcomes[at] = await one(pseudonymizer, document, { ...knownOf(document, variant), learned });
  }
  return outcomes;
}

async function one(
  pseudonymizer: Pseudonymizer,
  document: AnnotatedDocument,
  known: Known,
): Promise<Outcome> {
  const result = await pseudonymizer.pseudonymize(asDocument(document), known);
  return result.ok ? { document, pseudonymized: result.value } : { document, failure: result.failure };
}

function knownOf({ patient, known }: AnnotatedDocument, { withIdentity }: Variant): Known {
  const given = withIdentity ? known : undefined;
  return {
    identity: given?.identity ?? sensitive(NO_IDENTITY),
    stay: given?.stay ?? sensitive(NO_STAY),
    carers: given?.carers ?? sensitive([]),
    fallbackKey: patient,
  };
}

/** The text as annotated: a reader could move its offsets. */
function asDocument({ text }: AnnotatedDocument): Document {
  const content = text.reveal();
  return {
    text,
    reader: { id: 'corpus', version: '1' },
    hash: createHash('sha256').update(content).digest('hex'),
    sections: [],
    sentences: content === '' ? [] : [{ start: 0, end: content.length }],
  };
}
