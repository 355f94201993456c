import { createMatcher, type Matcher } from '../../text/index.js';
import { type Terminology } from '../../terminology/index.js';

/** Every way the codes of a terminology are written: diagnoses and acts apart, since one stands inside the other. */
export interface Names {
  readonly diagnoses: Matcher<string>;
  readonly acts: Matcher<string>;
}

/** Letters as written, for abbreviations that are also words: "FA", "OAP", "TVP". */
const ABBREVIATION = /^\p{Lu}[\p{Lu}\d./+-]{1,6}$/u;

/** Built once for a terminology: some 25,000 forms. */
export const createNames = ({ diagnoses, acts }: Terminology): Names => ({
  diagnoses: matcherOf([...diagnoses.values()].filter(({ type }) => type !== 3)),
  acts: matcherOf([...acts.values()]),
});

function matcherOf(
  codes: readonly { readonly code: string; readonly label: string; readonly forms: readonly string[] }[],
): Matcher<string> {
  return createMatcher(
    codes.flatMap(({ code: value, label, forms }) => {
      const written = [label, ...forms];
      const short = written.filter((form) => ABBREVIATION.test(form));
      const long = written.filter((form) => !ABBREVIATION.test(form));
      return [
        ...(short.length > 0 ? [{ value, patterns: short, caseSensitive: true }] : []),
        ...(long.length > 0 ? [{ value, patterns: long }] : []),
      ];
    }),
  );
}
