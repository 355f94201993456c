import { type Sql } from '../database/index.js';
import { createTesseractOcr, type Ocr, type TesseractOptions } from '../document/index.js';
import {
  createPseudonymizer,
  createTypeormVault,
  loadPolicy,
  type Pseudonymizer,
  type Vault,
  type VaultKeys,
} from '../pseudonymization/index.js';
import { type Cipher, createKeyedHash, type KeyedHash, type Keys } from '../security/index.js';
import { CATALOG, selectUseCases, type UseCase } from '../use-cases/index.js';

/** Thrown at start: the configuration does not make a pipeline, and the message says why. */
export class AssemblyError extends Error {
  override readonly name = 'AssemblyError';
}

/** The engine of scanned files, where one is configured: it is tried at start, not on the first scan. */
export async function createOcr(options: TesseractOptions | undefined): Promise<Ocr | undefined> {
  if (!options) return undefined;
  const ocr = await createTesseractOcr(options);
  if (!ocr.ok) throw new AssemblyError(`documents.ocr: ${ocr.failure.message}`);
  return ocr.value;
}

export function selectCatalog(ids: readonly string[]): UseCase[] {
  const selected = selectUseCases(CATALOG, ids.includes('all') ? 'all' : ids);
  if (!selected.ok) throw new AssemblyError(`useCases: ${selected.failure.message}`);
  return selected.value;
}

interface PseudonymizerParts {
  readonly policyYaml: string;
  readonly vault: Vault;
  readonly keys: Keys;
}

export function assemblePseudonymizer({ policyYaml, vault, keys }: PseudonymizerParts): Pseudonymizer {
  const policy = loadPolicy(policyYaml);
  if (!policy.ok) throw new AssemblyError(`pseudonymization.policy: ${policy.failure.message}`);
  return createPseudonymizer({
    policy: policy.value,
    vault,
    keys: vaultKeys(createKeyedHash(keys.vault, 'surrogates')),
  });
}

const vaultKeys = (hash: KeyedHash): VaultKeys => ({
  hmac: (...parts) => Buffer.from(hash(...parts), 'hex'),
});

interface ServiceParts extends Omit<PseudonymizerParts, 'vault'> {
  readonly sql: Sql;
  readonly cipher: Cipher;
}

/** The service's: its vault is in PostgreSQL. */
export function createServicePseudonymizer({ policyYaml, sql, cipher, keys }: ServiceParts): Pseudonymizer {
  const hash = createKeyedHash(keys.vault, 'vault-entries');
  return assemblePseudonymizer({ policyYaml, keys, vault: createTypeormVault({ sql, cipher, hash }) });
}
