import { type Candidate, type DetectionInput, PRIORITY } from '../candidate.js';
import { type KnownFacts } from '../known-facts.js';

/** `dit « Tonio »`, `surnommée "Nini"`: quoted after a word that gives a name. */
const NICKNAME =
  /(?<!\p{L})(?:dite?|surnomm[ée]e?|alias|surnom ?:?) ?[«"“] ?(?<name>\p{Lu}[\p{L}\p{M}'’-]{1,20}) ?[»"”]/gu;
/** `initiales S-G`, `initiales : J.D.`: each letter stands for a name. */
const INITIALS = /(?<!\p{L})[Ii]nitiales? ?:? ?(?<letters>\p{Lu}(?:[.-]{0,2} ?\p{Lu}(?!\p{L})){1,3}\.?)/gu;

const base = { role: 'Patient', detector: 'rule', score: 0.9, priority: PRIORITY.title } as const;

function initialOf(letter: string, { words }: KnownFacts, isLast: boolean): Candidate['category'] {
  const known = [...words.values()].find(
    ({ word, role }) => role === 'Patient' && word.startsWith(letter.toLowerCase()),
  );
  return known?.category ?? (isLast ? 'LAST_NAME' : 'FIRST_NAME');
}

export function detectNicknames({ text, facts }: DetectionInput): Candidate[] {
  const found: Candidate[] = [];
  for (const { 0: raw, index, groups } of text.matchAll(NICKNAME)) {
    const name = groups?.name ?? '';
    const start = index + raw.lastIndexOf(name);
    found.push({ ...base, category: 'FIRST_NAME', start, end: start + name.length });
  }
  for (const { 0: raw, index, groups } of text.matchAll(INITIALS)) {
    const written = groups?.letters ?? '';
    const from = index + raw.length - written.length;
    const letters = [...written.matchAll(/\p{L}\.?/gu)];
    letters.forEach(({ 0: letter, index: at }, order) => {
      const category = initialOf(letter[0] ?? '', facts, order === letters.length - 1);
      const start = from + at;
      const canonical = letter.toLowerCase().replace('.', '');
      const words = [{ start, end: start + letter.length, canonical, initial: true }];
      found.push({ ...base, category, start, end: start + letter.length, words });
    });
  }
  return found;
}
