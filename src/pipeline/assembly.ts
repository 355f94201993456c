import { type PasserelleConfig } from '../config/index.js';
import { type Sql } from '../database/index.js';
import { createTesseractOcr, type Ocr, type TesseractOptions } from '../document/index.js';
import {
  createPseudonymizer,
  createReplacer,
  createTypeormVault,
  type ModelReader,
  openModelReader,
  type Policy,
  type Pseudonymizer,
  type Replacer,
  type Vault,
  type VaultKeys,
} from '../pseudonymization/index.js';
import { type Cipher, createKeyedHash, type Keys } from '../security/index.js';
import { type LongReports } from './beside/long-reports.js';
import { type Terminology } from '../terminology/index.js';
import { CATALOG, selectUseCases, stayCatalog, type StayUseCase, type UseCase } from '../use-cases/index.js';

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

/** The trained model of pseudonymization, opened at start. Absent where the configuration does without. */
export async function openModel({
  models,
}: Pick<PasserelleConfig, 'models'>): Promise<ModelReader | undefined> {
  if (models.pseudonymization === 'off') return undefined;
  const opened = await openModelReader({ folder: models.folder, threads: models.threads });
  if (!opened.ok) throw new AssemblyError(`models.folder: ${opened.failure.code}: ${opened.failure.message}`);
  return opened.value;
}

export interface SelectedCatalogs {
  readonly documents: readonly UseCase[];
  readonly stays: readonly StayUseCase[];
}

/** The use cases that are asked for, of documents and of stays: `all`, or their ids. */
export function selectCatalogs(ids: readonly string[], terminology: Terminology): SelectedCatalogs {
  const stays = stayCatalog(terminology).filter(({ id }) => ids.includes('all') || ids.includes(id));
  const rest = ids.filter((one) => !stays.some(({ id }) => id === one));
  return { documents: rest.length === 0 ? [] : selectCatalog(rest), stays };
}

export function selectCatalog(ids: readonly string[]): UseCase[] {
  const selected = selectUseCases(CATALOG, ids.includes('all') ? 'all' : ids);
  if (!selected.ok) throw new AssemblyError(`useCases: ${selected.failure.message}`);
  return selected.value;
}

interface PseudonymizerParts {
  readonly policy: Policy;
  readonly vault: Vault;
  readonly keys: Keys;
  /** Reads long documents beside the service; they are read here where it is absent. */
  readonly long?: LongReports;
  /** Reads texts beside identity and rules; rules alone where it is absent. */
  readonly model?: ModelReader | undefined;
}

export function assemblePseudonymizer(parts: PseudonymizerParts): Pseudonymizer {
  const { policy, vault, keys, long, model } = parts;
  const here = assembleReplacer(policy, keys.vault);
  const replacer = long?.replacer(here, { policy, vaultKey: keys.vault }) ?? here;
  return createPseudonymizer({ policy, vault, keys: vaultKeys(keys.vault), replacer, model });
}

export function assembleReplacer(policy: Policy, vaultKey: Buffer): Replacer {
  return createReplacer({ policy, keys: vaultKeys(vaultKey) });
}

function vaultKeys(key: Buffer): VaultKeys {
  const hash = createKeyedHash(key, 'surrogates');
  return { hmac: (...parts) => Buffer.from(hash(...parts), 'hex') };
}

interface ServiceParts extends Omit<PseudonymizerParts, 'vault'> {
  readonly sql: Sql;
  readonly cipher: Cipher;
}

/** The service's: its vault is in PostgreSQL. */
export function createServicePseudonymizer({ sql, cipher, ...parts }: ServiceParts): Pseudonymizer {
  const { keys } = parts;
  const hash = createKeyedHash(keys.vault, 'vault-entries');
  return assemblePseudonymizer({ ...parts, vault: createTypeormVault({ sql, cipher, hash }) });
}
