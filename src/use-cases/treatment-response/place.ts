import { type AssertionAnalyzer, type Span } from '../../text/index.js';
import { type Candidate } from './candidate.js';
import { type WrittenDate } from './dates.js';
import { type Draft } from './drafts.js';
import { inside, lastStarted } from './ordered.js';
import { plain } from './plain.js';
import { polarityOf } from './polarity.js';
import { type Modality } from './value.js';
import { type Zone } from './zones.js';

/** How far back a date of the same section still dates a sentence. UTF-16 units. */
const DATE_REACH = 400;
const DATE_AFTER = 60;
const CLAUSE = 80;

const CLOSED =
  /(?:(?:apres|suite a|a la suite de|depuis|lors de|au moment de|devant|pour|en raison de|face a) (?:la |une |sa |cette |l'|d'une )?(?:premiere |derniere |nouvelle )?|a la )$/;
const STARTED =
  /(?:mis(?:e)? sous|mise en (?:route|place)|instaur|introdui|debut|relais|switch|changement|remplac|traitee? par|pass(?:e|ee|age) (?:sous|a)|recoi|recu|opere|irradi|ligne)[^.;\n]*$/;
const FORMER =
  /(?:initialement|a l'epoque|anterieurement|auparavant|precedemment|au precedent|(?:le|la) precedente?|avai(?:t|ent)|au depart|dans un premier temps|jadis|autrefois|rappel|a l'issue)[^.;\n]*$/;
const ONCE = /^[^.;,\n]{0,25}(?:jusqu'|jusque )/;
const PUIS = /\b(?:puis|ensuite|secondairement|suivie? d)/;
const NOW =
  /\b(?:ce jour|aujourd'hui|actuel(?:le)?s?|actuellement|desormais|recente?s?|derni(?:er|ere)s?|maintenant)\b/;
const RELATIVE =
  /\b(?:mere|pere|soeur|s.ur|frere|tante|oncle|cousine?|grand-?(?:mere|pere)|fille|fils|neveu|niece|conjointe?|epou(?:x|se)|mari)\b[^.;\n]{0,80}$/;
const OVERALL =
  /(?:(?:reponse|evaluation|statut|categorie|classe|conclusion) (?:globale|finale|generale)|overall|au total|in fine|finalement|globalement)[^.;,\n]{0,40}$/;
const PART = /\b(?:non[- ]?)?(?:cibles?|targets?)\b(?![^.;,\n]*(?:global|overall))[^.;,\n]{0,30}$/;
const LOCAL =
  /^[^.;,\n]{0,30}(?:hepati|pulmon|cerebr|osseu|ganglion|peritone|pleur|cutane|surren|mediasti|au niveau|sur le|sur la|des lesions|des metastases|des adenop|de la lesion|du foie|du poumon|de l'atteinte|du nodule|de la masse)/;

const MODALITIES: readonly (readonly [Modality, RegExp])[] = [
  [
    'pathological',
    /histolog|patholog|\byp|\brcb\b|\btrg\b|piece (?:operatoire|d'exerese)|cellules? tumorale/,
  ],
  [
    'metabolic',
    /\btep\b|\btep-|petscan|\bpet\b|metaboli|\bsuv|18f|fdg|deauville|percist|hypermetab|hyperfixa/,
  ],
  [
    'imaging',
    /scanner|\btdm\b|\birm\b|\btap\b|imagerie|scanogra|scannogra|radiolog|morpholog|recist|echograph|scintigra|mammograph|cible/,
  ],
  [
    'biological',
    /biolog|biochim|\bpsa\b|marqueur|ca ?1?25|ca ?15|ca ?19|\bace\b|monoclonal|moleculaire|cytolog|hematolog|mrd|bcr/,
  ],
  ['clinical', /cliniqu|examen|palp|endoscop|cystoscop/],
];

export interface Placing {
  readonly text: string;
  readonly sentences: readonly Span[];
  readonly dates: readonly WrittenDate[];
  readonly analyzer: AssertionAnalyzer;
  readonly zoneOf: (sentence: Span) => Zone;
  readonly sections: readonly Span[];
}

function dateOf({ dates, sections }: Placing, sentence: Span, span: Span): string | null {
  const own = inside(dates, sentence).filter(({ compared }) => !compared);
  const before = own.findLast(({ end }) => end <= span.start);
  const after = own.find(({ start }) => start >= span.start && start - span.end <= DATE_AFTER);
  const said = before ?? after;
  if (said) return said.iso;
  const section = lastStarted(sections, sentence.start);
  const earlier = lastStarted(dates, sentence.start);
  if (!section || !earlier || earlier.compared) return null;
  const near = earlier.start >= section.start && sentence.start - earlier.end <= DATE_REACH;
  return near ? earlier.iso : null;
}

function modalityOf(draft: Draft, text: string, sentence: Span): Modality | null {
  if (draft.modality) return draft.modality;
  const near = plain(text.slice(draft.start, draft.end));
  const whole = plain(text.slice(sentence.start, sentence.end));
  for (const words of [near, whole]) {
    const found = MODALITIES.find(([, pattern]) => pattern.test(words));
    if (found) return found[0];
  }
  return null;
}

const isRelative = (before: string): boolean => RELATIVE.test(plain(before));

/** "Réponse partielle puis progression": the later event replaces the one before it in the sentence. */
export function withoutReplaced(candidates: readonly Candidate[], text: string): Candidate[] {
  return candidates.map((one, at) => {
    const next = candidates.slice(at + 1, at + 4).find(({ start }) => start >= one.end);
    if (!next || next.start - one.end > 2 * CLAUSE) return one;
    const between = plain(text.slice(one.end, next.start));
    return PUIS.test(between) && !/[.\n]/.test(between) ? { ...one, past: true } : one;
  });
}

/** Turns drafts into candidates: where, when, whether denied, doubted or past. What did not happen is left out. */
export function placed(placing: Placing, draft: Draft): Candidate[] {
  const { text, sentences, analyzer, zoneOf } = placing;
  const sentence = lastStarted(sentences, draft.start) ?? { start: 0, end: text.length };
  const { tier, code } = zoneOf(sentence);
  if (code === 'antecedents-familiaux') return [];
  const polarity = polarityOf(analyzer, text, sentence, draft.said);
  if (polarity.dropped || isRelative(text.slice(sentence.start, draft.start))) return [];
  if (polarity.denied && !draft.ifDenied) return [];
  const before = plain(text.slice(Math.max(sentence.start, draft.start - CLAUSE), draft.start));
  const after = plain(text.slice(draft.end, Math.min(sentence.end, draft.end + CLAUSE)));
  const now = NOW.test(plain(text.slice(sentence.start, sentence.end)));
  const closed =
    !polarity.denied && CLOSED.test(before) && (STARTED.test(before) || STARTED.test(`${after}`)) && tier < 3;
  const since = before.slice(Math.max(0, before.search(FORMER)));
  const former = FORMER.test(before) && !PUIS.test(since) && !NOW.test(since);
  const { said, ifDenied, ...rest } = draft;
  return [
    {
      ...rest,
      class: polarity.denied && ifDenied ? ifDenied : draft.class,
      denied: polarity.denied,
      doubt: polarity.doubt && !(draft.class === 'MaladieStable'),
      past: polarity.past || tier === 0 || closed || former || ONCE.test(after),
      tier,
      date: dateOf(placing, sentence, said),
      now,
      overall: OVERALL.test(before),
      part: PART.test(before) && !OVERALL.test(before) && draft.basis === 'category',
      local: draft.basis === 'category' && LOCAL.test(after),
      modality: modalityOf(draft, text, sentence),
    },
  ];
}
