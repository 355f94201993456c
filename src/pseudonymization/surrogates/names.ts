import { FIRST_NAME_CHOICES, FIRST_NAMES, fold, SURNAME_CHOICES, SURNAME_ORIGINS } from '../lexicon/index.js';
import { isParticle } from '../detectors/known-facts.js';
import { alike, pick, shapedLike, type Surrogate, type SurrogateContext } from './context.js';
import { type Candidate, type NameWord } from '../detectors/candidate.js';

/** Endings and beginnings that tell where a surname comes from; French otherwise. */
const ORIGIN_SIGNS: readonly (readonly [string, RegExp])[] = [
  ['maghreb', /^(?:ben|bou|abd|ould|ait|el)[a-z]{3,}|(?:oui|aoui|ouche|eddine|allah)$/],
  ['slavic', /(?:ski|ska|wicz|vic|ov|ova|enko|czyk|iak|czak)$/],
  ['iberian', /(?:ez|eira|eiro|inho|ões|alves|ves)$/],
  ['italian', /(?:ini|etti|elli|ucci|acci|otti|ardi|aldi)$/],
  ['african', /^(?:dia|kou|oua|trao|sy$|ndi|mba|sis)[a-z]*|(?:oko|aye|amba)$/],
  ['asian', /^(?:ng|tr[aiu]n|ph[au]m|hu[iy]nh|zh)/],
];

export const surnameOrigin = (folded: string): string =>
  SURNAME_ORIGINS.get(folded) ?? ORIGIN_SIGNS.find(([, sign]) => sign.test(folded))?.[0] ?? 'french';

const isVowel = (name: string): boolean => /^[aeiou]/.test(fold(name));
/** Origins with few names that start with a vowel borrow French ones for these. */
const VOWEL_SURNAMES = new Map(
  Object.entries(SURNAME_CHOICES).map(([origin, names]) => [
    origin,
    names.filter(isVowel).length < 8 ? [...names, ...(SURNAME_CHOICES.french as readonly string[])] : names,
  ]),
);
const EITHER_SEX = new Map(
  Object.entries(FIRST_NAME_CHOICES).map(([origin, { F, M }]) => [origin, [...F, ...M]] as const),
);

function surnameChoices(canonical: string): readonly string[] {
  const origin = surnameOrigin(canonical);
  const all = /^[aeiouyh]/.test(canonical) ? VOWEL_SURNAMES.get(origin) : undefined;
  return all ?? (SURNAME_CHOICES[origin] as readonly string[]);
}

function firstNameChoices(
  canonical: string,
  role: Candidate['role'],
  context: SurrogateContext,
): readonly string[] {
  const known = FIRST_NAMES.get(canonical);
  const choices = FIRST_NAME_CHOICES[known?.origin ?? 'french'] as {
    F: readonly string[];
    M: readonly string[];
  };
  const titled = context.sexOfFirstName.get(canonical);
  const sex =
    titled !== undefined
      ? titled
      : role === 'Patient' && context.sex !== 'U'
        ? context.sex
        : known?.sexes.length === 1
          ? known.sexes[0]
          : undefined;
  return sex === 'F' || sex === 'M'
    ? choices[sex]
    : (EITHER_SEX.get(known?.origin ?? 'french') as readonly string[]);
}

/** The surrogate of one word of a name: one per patient and original, never a word the message knows. */
export function nameWord(
  word: string,
  candidate: Pick<Candidate, 'category' | 'role'>,
  context: SurrogateContext,
): string {
  const canonical = fold(word);
  const category = candidate.category === 'FIRST_NAME' ? 'FIRST_NAME' : 'LAST_NAME';
  return context.once(category, canonical, (draw) => {
    const choices =
      category === 'FIRST_NAME'
        ? firstNameChoices(canonical, candidate.role, context)
        : surnameChoices(canonical);
    return pick(draw, alike(choices, canonical, String));
  });
}

function written(raw: string, word: NameWord, candidate: Candidate, context: SurrogateContext): string {
  // An initial is no particle, be it D or L.
  const parts = word.canonical.split(' ').filter((part) => word.initial === true || !isParticle(part));
  if (parts.length === 0) return raw;
  const surrogate = parts.map((part) => nameWord(part, candidate, context)).join('');
  if (word.initial === true)
    return (
      shapedLike(surrogate.slice(0, 1), raw.length > 0 && raw[0] === raw[0]?.toLowerCase() ? 'a' : 'A') +
      raw.slice(1)
    );
  const shaped = shapedLike(surrogate, raw);
  return raw.includes('\n') ? `${shaped}\n` : shaped;
}

/** Replaces each word of the span, and keeps what stands between them. */
export const surrogateName: Surrogate = (raw, candidate, context) => {
  const words = candidate.words ?? [{ start: candidate.start, end: candidate.end, canonical: fold(raw) }];
  let out = '';
  let read = 0;
  for (const word of words) {
    const start = word.start - candidate.start;
    out +=
      raw.slice(read, start) +
      written(raw.slice(start, word.end - candidate.start), word, candidate, context);
    read = word.end - candidate.start;
  }
  return out + raw.slice(read);
};
