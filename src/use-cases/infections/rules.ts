import { type InfectionValue } from './value.js';

export type CodeOf = (name: string) => InfectionValue['code'];
export interface Vocabulary {
  readonly codeOf: CodeOf;
  /** ATC of an antibiotic or of a class, by its name. */
  readonly atcOf: (antibiotic: string) => string | null;
  /** The alert a phenotype raises in an organism of this family (null: unknown organism). */
  readonly alertOf: (
    phenotype: string,
    family: string | null,
    organism: string | null,
  ) => InfectionValue['alert'];
  /** The phenotype that a result states by definition: S. aureus, oxacilline, R → SARM. */
  readonly phenotypeOf: (organism: string, antibiotic: string, result: string) => string | null;
  /** The phenotype that several resistances of an organism state together by definition. */
  readonly phenotypeOfAll: (organism: string, resisted: ReadonlySet<string>) => string | null;
}
