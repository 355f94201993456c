import { fold } from '../lexicon/index.js';
import { type Surrogate, type SurrogateContext } from './context.js';
import { nameWord } from './names.js';
import { isParticle } from '../detectors/known-facts.js';

/** RFC 2606: `.example` never resolves. */
export const SURROGATE_DOMAIN = 'courriel.example';

/** The one first name of the text or the message that starts with this letter. */
function firstNameFor(letter: string, { nameParts }: SurrogateContext): string | undefined {
  const fits = [...nameParts].filter(([name, part]) => part === 'FIRST_NAME' && name.startsWith(letter));
  return fits.length === 1 ? fits[0]?.[0] : undefined;
}

interface Stuck {
  readonly part: string;
  readonly category: 'FIRST_NAME' | 'LAST_NAME';
  readonly initial: boolean;
}

/** `dupont`, `mdupont`, `dupontm`, `mariedupont`: known names in one word of a mailbox. */
function stuckNames(word: string, context: SurrogateContext): readonly Stuck[] | undefined {
  const { nameParts } = context;
  const whole = (part: string): Stuck | undefined => {
    const category = nameParts.get(part);
    return category === undefined || part.length < 2 ? undefined : { part, category, initial: false };
  };
  const letter = (part: string): Stuck => ({
    part: firstNameFor(part, context) ?? part,
    category: 'FIRST_NAME',
    initial: true,
  });
  const alone = whole(word);
  if (alone !== undefined) return [alone];
  for (let at = 1; at < word.length; at += 1) {
    const [left, right] = [word.slice(0, at), word.slice(at)];
    const first = at === 1 ? letter(left) : whole(left);
    const second = at === word.length - 1 ? letter(right) : whole(right);
    if (first !== undefined && second !== undefined && !(first.initial && second.initial))
      return [first, second];
  }
  return undefined;
}

/** Words of the mailbox that are names become their surrogates; the rest of its shape stays. */
export const surrogateEmail: Surrogate = (raw, candidate, context) => {
  const at = /["”»]?\s?(?:[([{](?:at|a|@|arobase)[)\]}]|[@＠]| at )\s?/i.exec(raw);
  const box = raw.slice(0, at?.index ?? raw.length);
  let order = 0;
  const of = (word: string, category: 'FIRST_NAME' | 'LAST_NAME'): string =>
    fold(nameWord(word, { category, role: candidate.role }, context)).replace(/[^a-z-]/g, '');
  const made = box.replace(/[\p{L}]+/gu, (written) => {
    const word = fold(written);
    if (word.length > 1 && isParticle(word)) return word;
    order += 1;
    if (word.length === 1) return of(firstNameFor(word, context) ?? word, 'FIRST_NAME').charAt(0);
    const known = stuckNames(word, context);
    if (known !== undefined)
      return known
        .map(({ part, category, initial }) => (initial ? of(part, category).charAt(0) : of(part, category)))
        .join('');
    return of(word, order === 1 && /[._-]/.test(box) ? 'FIRST_NAME' : 'LAST_NAME');
  });
  const numbered = made.replace(/\d+/g, (digits) =>
    String((Number(digits.slice(-6)) * 7 + 13) % 10 ** Math.min(digits.length, 6)),
  );
  return `${numbered}${at?.[0] ?? '@'}${SURROGATE_DOMAIN}`;
};

export const surrogateUrl: Surrogate = (raw, _, context) => {
  const name = context.once('URL', fold(raw), (draw) => `site-${String(100 + draw.next(900))}`);
  const scheme = /^[a-z]+:\/\//i.exec(raw)?.[0] ?? '';
  return `${scheme}${/^(?:[a-z]+:\/\/)?www\./i.test(raw) ? 'www.' : ''}${name}.example`;
};
