/** One broken rule: the path and the rule, never the value. */
export interface Problem {
  /** FHIRPath of the element, from the Bundle. */
  readonly path: string;
  readonly rule: string;
}
