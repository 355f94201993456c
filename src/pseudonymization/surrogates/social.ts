import { FAMILY_WORDS, fold, SOCIAL_WORDS } from '../lexicon/index.js';
import { pick, shapedLike, type Surrogate } from './context.js';

const genderOf = (forms: readonly [string, string], folded: string): 0 | 1 =>
  fold(forms[0]) === folded ? 0 : 1;

export const surrogateFamily: Surrogate = (raw, _, context) => {
  const folded = fold(raw);
  const forms = FAMILY_WORDS.find((pair) => pair.some((form) => fold(form) === folded));
  if (forms === undefined) return raw;
  const others = FAMILY_WORDS.slice(0, 5).filter((pair) => pair !== forms);
  const made = context.once('FAMILY_STATUS', folded, (draw) => pick(draw, others)[genderOf(forms, folded)]);
  return shapedLike(made, raw);
};

export const surrogateSocial: Surrogate = (raw, { category }, context) => {
  const folded = fold(raw);
  const found = SOCIAL_WORDS.find(({ forms }) =>
    forms.some((form) => fold(form).replace(/[-\s'’]/g, ' ') === folded.replace(/[-\s'’]/g, ' ')),
  );
  if (found === undefined) return raw;
  const gender = genderOf(found.forms, folded);
  if (context.policy.categories[category] === 'generalize') return shapedLike(found.wider[gender], raw);
  const others = SOCIAL_WORDS.filter(({ forms }) => forms !== found.forms);
  return shapedLike(
    context.once(category, folded, (draw) => pick(draw, others).forms[gender]),
    raw,
  );
};
