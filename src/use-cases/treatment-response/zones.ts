import { readYaml, type Section, type Span } from '../../text/index.js';
import { type Tier } from './candidate.js';
import { oneOf } from './phrases.js';
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
const words = readYaml<
  Readonly<Record<'concludes' | 'antecedents' | 'story' | 'results' | 'today' | 'copy', readonly string[]>>
>(import.meta.url, './vocabulary/zones.yml');
const CONCLUDES = new RegExp(String.raw`^\W{0,6}${oneOf(words.concludes)}[^\n]{0,3}`);
const ANTECEDENTS = new RegExp(String.raw`^\W{0,4}${oneOf(words.antecedents)}[^:\n.]{0,40}:`);
const STORY = new RegExp(String.raw`^\W{0,4}${oneOf(words.story)}[^:\n.]{0,40}[:.]`);
const RESULTS = new RegExp(String.raw`^\W{0,4}${oneOf(words.results)}[^:\n.]{0,40}:`);
const TODAY = new RegExp(String.raw`^\W{0,4}${oneOf(words.today)} ?[:,]`);
/** A line that opens the copy of an older report. */
const COPY = new RegExp(String.raw`^\W{0,8}${oneOf(words.copy)}[^\n]{0,40}\W{0,8}$`);
const LINE = 90;

export interface Zone {
  readonly tier: Tier;
  readonly code: string | null;
}

/** Where a place of the text stands. Sections and sentences are sorted. */
export function zonesOf(text: string, sections: readonly Section[], sentences: readonly Span[]) {
  const zones = new Map<number, Zone>();
  let section = 0;
  let concluding: Section | null = null;
  let copied = false;
  let label: { readonly tier: Tier; readonly end: number } | null = null;
  for (const sentence of sentences) {
    while ((sections[section]?.end ?? Infinity) <= sentence.start) section += 1;
    const own = sections[section] ?? null;
    const line = plain(text.slice(sentence.start, sentence.start + LINE)).split('\n')[0] ?? '';
    copied ||=
      COPY.test(line) || (own !== null && COPY.test(plain(text.slice(own.title.start, own.title.end))));
    if (CONCLUDES.test(line)) concluding = own;
    const opened = ANTECEDENTS.test(line) ? 0 : STORY.test(line) ? 1 : null;
    if (opened === null && RESULTS.test(line)) label = null;
    if (TODAY.test(line) && own !== null) label = { tier: 2, end: own.end };
    if (opened !== null) label = { tier: opened, end: endOfLine(text, sentence.end) };
    const known = TIERS[own?.code ?? ''] ?? 2;
    const labelled = label !== null && sentence.start < label.end ? label.tier : known;
    const concluded = concluding !== null && concluding === own && labelled === 2 ? 3 : labelled;
    const tier = copied ? (Math.min(concluded, 1) as Tier) : concluded;
    zones.set(sentence.start, { tier, code: own?.code ?? null });
  }
  return (sentence: Span): Zone => zones.get(sentence.start) ?? { tier: 2, code: null };
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset - 1);
  return end === -1 ? text.length : end;
}
