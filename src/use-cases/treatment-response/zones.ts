import { type Section, type Span } from '../../text/index.js';
import { type Tier } from './candidate.js';
import { plain } from './plain.js';

const TIERS: Readonly<Record<string, Tier>> = {
  conclusion: 3,
  'decision-rcp': 3,
  addendum: 3,
  'histoire-maladie': 1,
  motif: 1,
  indication: 1,
  'renseignements-cliniques': 1,
  comparaison: 1,
  antecedents: 0,
  'antecedents-familiaux': 0,
};
const CONCLUDES =
  /^\W{0,6}(?:en |\w{2,12} )?(?:conclusion|au total|synthese|resume|impression|conclu)\b[^\n]{0,3}/;

export interface Zone {
  readonly tier: Tier;
  readonly code: string | null;
}

/** Where a place of the text stands. Sections and sentences are sorted; places are asked in order. */
export function zonesOf(text: string, sections: readonly Section[], sentences: readonly Span[]) {
  const tiers = new Map<number, Zone>();
  let section = 0;
  let concluding: Section | null = null;
  for (const sentence of sentences) {
    while ((sections[section]?.end ?? Infinity) <= sentence.start) section += 1;
    const own = sections[section] ?? null;
    const tier = TIERS[own?.code ?? ''] ?? 2;
    if (CONCLUDES.test(plain(text.slice(sentence.start, sentence.start + 40)))) concluding = own;
    const isConclusion = concluding !== null && concluding === own && tier === 2;
    tiers.set(sentence.start, { tier: isConclusion ? 3 : tier, code: own?.code ?? null });
  }
  return (sentence: Span): Zone => tiers.get(sentence.start) ?? { tier: 2, code: null };
}
