import { type Judged } from './judged.js';
import { type Mention } from './mentions.js';
import { type Susceptibility } from './susceptibility.js';

/** A result and the organism it is said of. */
export interface CarriedResult {
  readonly one: Judged<Susceptibility<Judged<Mention>>>;
  readonly carrier: Judged<Mention> | null;
}

const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  glycopeptides: ['vancomycine', 'téicoplanine'],
};

/**
 * What a sentence says again of an antibiogram is no second result: a diminished sensitivity against the category written
 * beside the antibiotic ("pneumocoque de sensibilité diminuée" where pénicilline is R), the class beside its members.
 */
export function withoutRepeated(results: readonly CarriedResult[]): readonly CarriedResult[] {
  const keyOf = (antibiotic: string, { carrier }: CarriedResult) =>
    `${carrier?.organism ?? ''}|${antibiotic}`;
  const written = new Set(
    results.filter(({ one }) => one.direct).map((each) => keyOf(each.one.antibiotic, each)),
  );
  return results.filter((each) => {
    const { direct, result, antibiotic } = each.one;
    const told = [...(result === 'I' ? [antibiotic] : []), ...(MEMBERS[antibiotic] ?? [])];
    return direct || !told.some((name) => written.has(keyOf(name, each)));
  });
}
