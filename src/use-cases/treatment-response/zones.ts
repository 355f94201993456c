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
/** Words that open a line, where no title opens a section. */
const CONCLUDES =
  /^\W{0,6}(?:en |\w{2,12} )?(?:conclusion|au total|synthese|resume|impression|conclu)\b[^\n]{0,3}/;
const ANTECEDENTS = /^\W{0,4}(?:antecedents?|atcd)\b[^:\n.]{0,40}:/;
const STORY =
  /^\W{0,4}(?:rappel|histoire|historique|contexte|indication|motif|circonstances|renseignements?)\b[^:\n.]{0,40}[:.]/;
/** A line that opens the copy of an older report. */
const COPY =
  /^\W{0,8}(?:copie (?:de|du|d')|rappel d(?:u|e la|es) (?:compte|courrier|consultation|examen)|(?:consultation|hospitalisation|courrier|lettre|examen|bilan|compte[- ]rendu|crh?) (?:precedente?|anterieure?|initiale?)\b)[^\n]{0,40}\W{0,8}$/;
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
