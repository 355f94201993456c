import { type KnownResource, type Ledger } from './ledger.js';

export function createMemoryLedger(): Ledger {
  const rows = new Map<string, KnownResource>();
  const at = (target: string, key: string): string => `${target}\n${key}`;
  return {
    async known(target, keys) {
      const found = keys.flatMap((key) => rows.get(at(target, key)) ?? []);
      return new Map(found.map((row) => [row.key, row]));
    },
    async record(target, resources) {
      for (const resource of resources) rows.set(at(target, resource.key), { ...resource });
    },
    async forget(target, keys) {
      for (const key of keys) rows.delete(at(target, key));
    },
  };
}
