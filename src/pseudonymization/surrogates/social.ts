import { FAMILY_WORDS, fold, SOCIAL_WORDS } from '../lexicon/index.js';
import { pick, shapedLike, type Surrogate } from './context.js';

type Forms = readonly [string, string];
const keyOf = (form: string): string => fold(form).replace(/[-\s'’]+/g, ' ');
const genderOf = (forms: Forms, key: string): 0 | 1 => (keyOf(forms[0]) === key ? 0 : 1);

const FAMILY = new Map(FAMILY_WORDS.flatMap((forms) => forms.map((form) => [keyOf(form), forms] as const)));
const SOCIAL = new Map(
  SOCIAL_WORDS.flatMap((word) => word.forms.map((form) => [keyOf(form), word] as const)).reverse(),
);
/** The five statuses that one may hold for another. */
const USUAL = FAMILY_WORDS.slice(0, 5);

export const surrogateFamily: Surrogate = (raw, _, context) => {
  const key = keyOf(raw);
  const forms = FAMILY.get(key);
  if (forms === undefined) return raw;
  const others = USUAL.filter((pair) => pair !== forms);
  const made = context.once('FAMILY_STATUS', key, (draw) => pick(draw, others)[genderOf(forms, key)]);
  return shapedLike(made, raw);
};

export const surrogateSocial: Surrogate = (raw, { category }, context) => {
  const key = keyOf(raw);
  const found = SOCIAL.get(key);
  if (found === undefined) return raw;
  const gender = genderOf(found.forms, key);
  if (context.policy.categories[category] === 'generalize') return shapedLike(found.wider[gender], raw);
  const others = SOCIAL_WORDS.filter(({ forms }) => forms !== found.forms);
  return shapedLike(
    context.once(category, key, (draw) => pick(draw, others).forms[gender]),
    raw,
  );
};
