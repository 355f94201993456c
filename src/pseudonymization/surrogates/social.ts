import { FAMILY_WORDS, fold, SOCIAL_WORDS, type SocialWord } from '../lexicon/index.js';
import { pick, shapedLike, type Surrogate } from './context.js';
import { maskOf } from './mask.js';

type Forms = readonly [string, string];
const keyOf = (form: string): string => fold(form).replace(/[-\s'’]+/g, ' ');
const genderOf = (forms: Forms, key: string): 0 | 1 => (keyOf(forms[0]) === key ? 0 : 1);

const FAMILY = new Map(FAMILY_WORDS.flatMap((forms) => forms.map((form) => [keyOf(form), forms] as const)));
const SOCIAL = new Map(
  SOCIAL_WORDS.flatMap((word) => word.forms.map((form) => [keyOf(form), word] as const)).reverse(),
);
/** The five statuses that one may hold for another. */
const USUAL = FAMILY_WORDS.slice(0, 5);
/** Words of a stretch in which a known one is sought. */
const LONGEST = 12;

interface Known<T> {
  readonly key: string;
  readonly found: T;
}

/** The longest form of a list that a stretch says in whole words: "ancien mineur de fond silicosé" has "mineur de fond". */
function knownIn<T>(list: ReadonlyMap<string, T>, raw: string): Known<T> | undefined {
  const words = keyOf(raw)
    .split(/[^a-z ]+| /)
    .filter(Boolean)
    .slice(0, LONGEST);
  for (let length = words.length; length > 0; length -= 1) {
    for (let at = 0; at + length <= words.length; at += 1) {
      const key = words.slice(at, at + length).join(' ');
      const found = list.get(key);
      if (found !== undefined) return { key, found };
    }
  }
  return undefined;
}

/** A status that we know no other for does not stay: its tag does. */
export const surrogateFamily: Surrogate = (raw, candidate, context) => {
  const known = knownIn(FAMILY, raw);
  if (known === undefined) return maskOf(raw, candidate);
  const { key, found: forms } = known;
  const others = USUAL.filter((pair) => pair !== forms);
  const made = context.once('FAMILY_STATUS', key, (draw) => pick(draw, others)[genderOf(forms, key)]);
  return shapedLike(made, raw);
};

/** The same for an occupation. One that is as wide as its sector stays as it is when generalized. */
export const surrogateSocial: Surrogate = (raw, candidate, context) => {
  const known = knownIn<SocialWord>(SOCIAL, raw);
  if (known === undefined) return maskOf(raw, candidate);
  const { key, found } = known;
  const gender = genderOf(found.forms, key);
  const { category } = candidate;
  if (context.policy.categories[category] === 'generalize') return shapedLike(found.wider[gender], raw);
  const others = SOCIAL_WORDS.filter(({ forms }) => forms !== found.forms);
  return shapedLike(
    context.once(category, key, (draw) => pick(draw, others).forms[gender]),
    raw,
  );
};
