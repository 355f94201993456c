import { lastStarted, type Span, tokenize, type TokenizedText } from '../../text/index.js';

/** A form whose words all stand near each other, in any order. */
export interface LooseMatch extends Span {
  readonly code: string;
}

/** A code and the ways it is written. */
export interface Written {
  readonly code: string;
  readonly label: string;
  readonly forms: readonly string[];
}

interface Form {
  readonly code: string;
  readonly roots: readonly string[];
}

export interface LooseNames {
  find(tokens: TokenizedText, sentences: readonly Span[]): LooseMatch[];
}

/** Words this short, and those that name nothing by themselves, do not count. */
const SHORTEST = 4;
const EMPTY = new Set(
  'avec sans dans pour chez autre autres cause lors apres avant entre sous cours type forme stade grade partie region droit droite gauche bilateral bilaterale unilateral unilaterale precision precisee aigu aigue chronique syndrome maladie trouble atteinte lesion complication patient patiente'.split(
    ' ',
  ),
);
/** Words that carry meaning only beside others: they are looked for, but never the first to be. */
const QUALIFIERS = new Set(
  'aigu aigue chronique syndrome maladie trouble atteinte lesion complication'.split(' '),
);
const FEWEST = 2;
const MOST = 5;
/** How many words the form may be spread over, beside its own. */
const SPREAD = 5;
const ROOT = 7;

const rootOf = (stem: string): string => stem.slice(0, ROOT);
const rootsOf = (form: string): string[] => [
  ...new Set(
    tokenize(form)
      .stems.filter((stem) => stem.length >= SHORTEST && (!EMPTY.has(stem) || QUALIFIERS.has(stem)))
      .map(rootOf),
  ),
];

/**
 * What a lexicon of phrases misses because other words stand between ("hernie crurale droite étranglée"): forms of two to
 * five words that count, found by their roots in one sentence. Linear in the text: each word looks at the forms whose
 * rarest root it is.
 */
export function createLooseNames(codes: readonly Written[]): LooseNames {
  const forms: Form[] = codes
    .flatMap(({ code, label, forms: others }) =>
      [label, ...others].map((form) => ({ code, roots: rootsOf(form) })),
    )
    .filter(({ roots }) => roots.length >= FEWEST && roots.length <= MOST);
  const uses = new Map<string, number>();
  for (const { roots } of forms) for (const root of roots) uses.set(root, (uses.get(root) ?? 0) + 1);
  const byRarest = new Map<string, Form[]>();
  for (const form of forms) {
    const rarest = [...form.roots].sort(
      (one, other) => (uses.get(one) ?? 0) - (uses.get(other) ?? 0),
    )[0] as string;
    byRarest.set(rarest, [...(byRarest.get(rarest) ?? []), form]);
  }
  return {
    find(tokens, sentences) {
      const roots = tokens.stems.map(rootOf);
      return roots.flatMap((root, at) => {
        const candidates = byRarest.get(root);
        if (!candidates) return [];
        const sentence = lastStarted(sentences, tokens.starts[at] as number);
        return best(candidates.flatMap((form) => spanOf(form, { roots, tokens, at, sentence }) ?? []));
      });
    },
  };
}

interface Around {
  readonly roots: readonly string[];
  readonly tokens: TokenizedText;
  readonly at: number;
  readonly sentence: Span | undefined;
}

/** Where all the roots of a form stand around a word, within its sentence. */
function spanOf(
  form: Form,
  { roots, tokens, at, sentence }: Around,
): (LooseMatch & { readonly size: number }) | null {
  const reach = form.roots.length + SPREAD;
  let [from, to] = [at, at];
  for (const root of form.roots) {
    const near = nearest(roots, root, { at, reach });
    if (near === -1) return null;
    from = Math.min(from, near);
    to = Math.max(to, near);
  }
  if (to - from >= reach) return null;
  const start = tokens.starts[from] as number;
  const end = tokens.ends[to] as number;
  if (sentence && (start < sentence.start || end > sentence.end)) return null;
  return { code: form.code, start, end, size: form.roots.length };
}

function nearest(
  roots: readonly string[],
  root: string,
  { at, reach }: { readonly at: number; readonly reach: number },
): number {
  for (let away = 0; away <= reach; away += 1) {
    if (roots[at - away] === root) return at - away;
    if (roots[at + away] === root) return at + away;
  }
  return -1;
}

/** Of the forms around one word, those of most words: the finest. */
function best(found: readonly (LooseMatch & { readonly size: number })[]): LooseMatch[] {
  const most = Math.max(...found.map(({ size }) => size));
  const kept = new Map<string, LooseMatch>();
  for (const { code, start, end, size } of found)
    if (size === most && !kept.has(code)) kept.set(code, { code, start, end });
  return [...kept.values()];
}
