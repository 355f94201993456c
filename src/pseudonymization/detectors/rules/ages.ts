import { type Candidate, PRIORITY } from '../candidate.js';

const AGE = /(?<![\d.,/])(\d{2,3}) ?(?:ans\b|a\b(?= ?[,.;)])|année?s d['’]âge)/giu;

/** Ages above the cap, the only ones that are altered. Longest human life bounds the reading. */
export function detectAges(text: string, cap: number): Candidate[] {
  const found: Candidate[] = [];
  for (const { 0: raw, 1: years = '', index } of text.matchAll(AGE)) {
    const age = Number(years);
    if (
      age <= cap + 1 ||
      age > 125 ||
      /(?:depuis|il y a|pendant|durant) $/i.test(text.slice(Math.max(0, index - 10), index))
    )
      continue;
    found.push({
      start: index,
      end: index + raw.length,
      category: 'AGE',
      role: null,
      detector: 'rule',
      score: 0.9,
      priority: PRIORITY.lexicon,
    });
  }
  return found;
}
