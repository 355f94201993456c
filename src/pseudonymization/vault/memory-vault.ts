import { ok } from '../../kernel/index.js';
import { type SurrogatePair, type Vault } from '../ports.js';

const keyOf = ({ category, original }: SurrogatePair): string => `${category}|${original.reveal()}`;

/** A vault that lives with the process: tests, demonstrations, the batch command. */
export function createMemoryVault(): Vault {
  const patients = new Map<string, { shift?: number; pairs: Map<string, SurrogatePair> }>();
  return {
    open: (patient) => {
      const found = patients.get(patient);
      const shift = found?.shift === undefined ? {} : { dateShiftDays: found.shift };
      return Promise.resolve(ok({ ...shift, pairs: [...(found?.pairs.values() ?? [])] }));
    },
    keep: (patient, { dateShiftDays, pairs }) => {
      const found = patients.get(patient) ?? { pairs: new Map<string, SurrogatePair>() };
      if (found.shift === undefined && dateShiftDays !== undefined) found.shift = dateShiftDays;
      for (const pair of pairs) found.pairs.set(keyOf(pair), pair);
      patients.set(patient, found);
      return Promise.resolve(ok(undefined));
    },
  };
}
