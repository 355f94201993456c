/** A committed file and what makes its whole content. Deterministic: no date, no path of the machine. */
export interface Generator {
  /** From the root of the repository. */
  readonly file: string;
  generate(): string | Promise<string>;
}
