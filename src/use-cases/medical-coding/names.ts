import { createMatcher, type Matcher } from '../../text/index.js';
import { createLooseNames, type LooseNames, type Written } from './loose.js';
import { type Terminology } from '../../terminology/index.js';

/** Every way the codes of a terminology are written: diagnoses and acts apart, since one stands inside the other. */
export interface Names {
  readonly diagnoses: Finders;
  readonly acts: Finders;
}

export interface Finders {
  /** The forms as they are written. */
  readonly exact: Matcher<string>;
  /** Their words near each other. */
  readonly loose: LooseNames;
}

/** Letters as written, for abbreviations that are also words: "FA", "OAP", "TVP". */
const ABBREVIATION = /^\p{Lu}[\p{Lu}\d./+-]{1,6}$/u;

/** Built once for a terminology: some 25,000 forms. */
export function createNames(terminology: Terminology): Names {
  const diagnoses = [...terminology.diagnoses.values()].filter(({ type }) => type !== 3);
  const acts = [...terminology.acts.values()];
  return {
    diagnoses: { exact: matcherOf(diagnoses), loose: createLooseNames(diagnoses) },
    acts: { exact: matcherOf(acts), loose: createLooseNames(acts) },
  };
}

function matcherOf(codes: readonly Written[]): Matcher<string> {
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
