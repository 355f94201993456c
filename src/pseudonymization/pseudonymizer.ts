import { type Document } from '../document/index.js';
import { ok, type Result } from '../kernel/index.js';
import { type Detector } from './detectors/candidate.js';
import { type ModelReader } from './detectors/model/index.js';
import { type Known } from './known.js';
import { type Policy } from './policy.js';
import { type Vault, type VaultKeys } from './ports.js';
import { type PseudonymizedDocument } from './pseudonymized-document.js';
import { createReplacer, patientOf, type Replacer } from './replacer.js';

export interface PseudonymizerNeeds {
  readonly policy: Policy;
  readonly vault: Vault;
  readonly keys: VaultKeys;
  /** Known identity and rules unless told otherwise. */
  readonly detectors?: readonly Detector[];
  /** Reads each text beside identity and rules; a text it cannot read goes no further. */
  readonly model?: ModelReader | undefined;
  /** Where the work is done: here, unless told otherwise. */
  readonly replacer?: Replacer | undefined;
}

export interface Pseudonymizer {
  /**
   * Replaces every identifying stretch of the document. Refuses (`PSEUDONYMIZATION_INCOMPLETE`, permanent) where something the
   * message knows is still readable afterwards, or (`PSEUDONYMIZATION_DOUBTED`, permanent) where policy asks for it and the model
   * is sure of a direct identifier that stays; hands on the vault's own failures.
   */
  pseudonymize(document: Document, known: Known): Promise<Result<PseudonymizedDocument>>;
}

export function createPseudonymizer({
  vault,
  keys,
  replacer,
  model,
  ...needs
}: PseudonymizerNeeds): Pseudonymizer {
  const { replace } = replacer ?? createReplacer({ ...needs, keys });
  return {
    async pseudonymize(document, known) {
      const patient = patientOf(keys, known);
      const record = await vault.open(patient);
      if (!record.ok) return record;
      const read = model === undefined ? ok(undefined) : await model.read(document.text.reveal());
      if (!read.ok) return read;
      const replaced = await replace(document, known, record.value, read.value);
      if (!replaced.ok) return replaced;
      const kept = await vault.keep(patient, replaced.value.record);
      return kept.ok ? ok(replaced.value.document) : kept;
    },
  };
}
