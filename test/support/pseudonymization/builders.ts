import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document } from '../../../src/document/index.js';
import { sensitive } from '../../../src/kernel/index.js';
import { type Carer, type Identity, NO_IDENTITY, NO_STAY, type Stay } from '../../../src/patients/index.js';
import { type Known } from '../../../src/pseudonymization/known.js';
import { loadPolicy, type Policy } from '../../../src/pseudonymization/policy.js';
import { type VaultKeys } from '../../../src/pseudonymization/ports.js';
import {
  createPseudonymizer,
  type Pseudonymizer,
  type PseudonymizerNeeds,
} from '../../../src/pseudonymization/pseudonymizer.js';
import { createMemoryVault } from '../../../src/pseudonymization/vault/memory-vault.js';

export const POLICY_PATH = join(import.meta.dirname, '..', '..', '..', 'config', 'pseudonymization.yml');

export function thePolicy(name = 'care'): Policy {
  const policy = loadPolicy(readFileSync(POLICY_PATH, 'utf8'), name);
  if (!policy.ok) throw new Error(policy.failure.message);
  return policy.value;
}

export const testKeys = (secret = 'test key'): VaultKeys => ({
  hmac: (...parts) => createHmac('sha256', secret).update(JSON.stringify(parts)).digest(),
});

export const aDocument = (text: string): Document => ({
  text: sensitive(text),
  reader: { id: 'test', version: '1' },
  hash: createHash('sha256').update(text).digest('hex'),
  sections: [],
  sentences: [{ start: 0, end: text.length }],
});

export function known(
  more: {
    identity?: Partial<Identity>;
    stay?: Partial<Stay>;
    carers?: readonly Carer[];
    fallbackKey?: string;
  } = {},
): Known {
  return {
    identity: sensitive({ ...NO_IDENTITY, ...more.identity }),
    stay: sensitive({ ...NO_STAY, ...more.stay }),
    carers: sensitive(more.carers ?? []),
    fallbackKey: more.fallbackKey ?? 'lineage',
  };
}

export const aPseudonymizer = (more: Partial<PseudonymizerNeeds> = {}): Pseudonymizer =>
  createPseudonymizer({ policy: thePolicy(), vault: createMemoryVault(), keys: testKeys(), ...more });
