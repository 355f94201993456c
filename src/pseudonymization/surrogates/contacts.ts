import { fold } from '../lexicon/index.js';
import { type Surrogate } from './context.js';
import { nameWord } from './names.js';
import { isParticle } from '../detectors/known-facts.js';

/** RFC 2606: `.example` never resolves. */
const DOMAIN = 'courriel.example';

/** Words of the mailbox that are names become their surrogates; the rest of its shape stays. */
export const surrogateEmail: Surrogate = (raw, candidate, context) => {
  const at = /\s?(?:@|\(at\)|\[at\]|\(a\)| at )\s?/i.exec(raw);
  const box = raw.slice(0, at?.index ?? raw.length);
  let order = 0;
  const made = box.replace(/[\p{L}]+/gu, (word) => {
    if (word.length === 1 || isParticle(fold(word))) return word;
    order += 1;
    const category = order === 1 && /[._-]/.test(box) ? 'FIRST_NAME' : 'LAST_NAME';
    const surrogate = nameWord(word, { category, role: candidate.role }, context);
    return fold(surrogate);
  });
  const numbered = made.replace(/\d+/g, (digits) =>
    String((Number(digits.slice(-6)) * 7 + 13) % 10 ** Math.min(digits.length, 6)),
  );
  return `${numbered}${at?.[0] ?? '@'}${DOMAIN}`;
};

export const surrogateUrl: Surrogate = (raw, _, context) => {
  const name = context.once('URL', fold(raw), (draw) => `site-${String(100 + draw.next(900))}`);
  const scheme = /^[a-z]+:\/\//i.exec(raw)?.[0] ?? '';
  return `${scheme}${/^(?:[a-z]+:\/\/)?www\./i.test(raw) ? 'www.' : ''}${name}.example`;
};
