import { type Match, type Span } from '../../text/index.js';
import { type SusceptibilityResult } from './antibiogram-cells.js';
import { micAfter, micOf } from './mic.js';
import { before, isDenied, opposite, type Written } from './result-words.js';

/** An antibiotic and the result that prose, or a line of an antibiogram, gives it. */
export interface ProseResult extends Span {
  readonly antibiotic: string;
  readonly result: SusceptibilityResult;
  readonly mic: string | null;
  readonly resultSpan: Span;
  readonly direct: boolean;
  readonly plural: boolean;
  /** Its own words deny ("non sensible", "tout sauf"): the denial is read already. */
  readonly settled: boolean;
}
export type Antibiotic = Match<{ entry: { name: string }; abbreviated: boolean }>;

const MIC = String.raw`(?:[<>≤≥=]{0,2}[ \t]*\d+(?:[.,]\d+)?(?:\/\d+)?)`;
const NOTED = String.raw`(?:\([^()\n]{0,40}\))?`;
const VERB = String.raw`(?:(?:est|sont|reste(?:nt)?|demeure(?:nt)?|[ée]tait|test[ée]+s?|rendue?s?|jug[ée]+s?|donc|aussi|[ée]galement|encore|toujours|d[ée]sormais|n['’]est|ne|pas|plus|non|de|avec[ \t]une|souche|germe|CMI|IV|HN|HC)[ \t]*){0,4}`;
/** Between an antibiotic and its result: signs, dot leaders, a MIC, a verb. */
const DIRECT = new RegExp(
  String.raw`^[*†°]{0,2}[ \t]*${NOTED}[ \t:=()|>.…–—_☐☑☒-]*${VERB}[ \t:=<>≤≥]*(?:à[ \t])?${MIC}?[ \t]*(?:[mµ]g\/m?L|mm)?[ \t:=()|–—☑☒-]*$`,
  'iu',
);
/** "… gentamicine. Résistance à": another sentence. */
const SENTENCE_END = /^\.[ \t]+$|\.[ \t]+\p{Lu}/u;
const NEGATES = /(?<!\p{L})(?:n['’]|ne|non|pas|plus)(?!\p{L})/iu;
const ARTICLES = String.raw`(?:(?:à|a|aux?|de|du|des)[ \t]*)?(?:(?:toute?s|tous)[ \t]les[ \t]|l['’]ensemble[ \t]des[ \t])?(?:l['’]association[ \t]+|l['’]|la |le |les )?`;
const LIST = new RegExp(
  String.raw`^[*†°]{0,3}(?:\.(?=[ \t]*[,;+/)-]))?\s*(?:\(?(?:CMI[ \t]*[:=à]?[ \t]*)?${MIC}(?:[ \t]*mg\/L)?\))?(?:IV|PO|per os|HN|inject\p{L}*|orale?)?${NOTED}\s*(?:,|;|\+|\/|–|-|et|ou|ni|,\s*et|ainsi[ \t]qu(?:e|['’])|dont|y[ \t]compris|\((?:dont|ex\.?|soit)?)?\s*(?:[-•*–][ \t]*)?${ARTICLES}[ \t]*$`,
  'iu',
);
const EXCEPT_WORDS = String.raw`(?:sauf|hormis|except[ée]e?s?|en[ \t]dehors|[àa][ \t]l['’]exception|mis(?:es?)?[ \t][àa][ \t]part|[àa][ \t]part|mais[ \t](?:pas|non))`;
const OF = String.raw`(?:[ \t]*[:(])?(?:[ \t]*(?:pour|contre|de|du|des|d['’]|à|a|au|aux))?[ \t]*(?:l['’]association[ \t]+|l['’]|la |le |les )?[ \t]*`;
/** "Sensible aux C3G sauf à la ceftazidime": what follows has the other result. */
const EXCEPT_IN_LIST = new RegExp(String.raw`^[ \t,(]*${EXCEPT_WORDS}${OF}$`, 'iu');
/** "R à tout sauf à la colistine", "multisensible hormis l'amoxicilline". */
const EXCEPT = new RegExp(String.raw`^[^.;:\n]{0,60}(?<!\p{L})${EXCEPT_WORDS}${OF}$`, 'iu');
const ADVERB = String.raw`(?:(?:uniquement|seulement|exclusivement|encore|également|aussi|notamment|seul|toujours|naturellement|in[ \t]vitro|acquise?|naturelle|isol[ée]e|crois[ée]e|inductible|associ[ée]e|d[ée]tect[ée]e|retrouv[ée]e|de[ \t](?:haut|bas)[ \t]niveau|à[ \t]forte[ \t]posologie|\([SIR]\)|\(SFP\))[ \t]*){0,2}`;
const WHOLE = String.raw`(?:[ \t](?:l['’]ensemble[ \t]des|(?:toute?s|tous)(?:[ \t]les)?)(?:[ \t]\S{1,20}){0,2}?(?:[ \t](?:dont|y[ \t]compris))?|[ \t]reste[^,.;:\n]{0,30}?[ \t]dont|[ \t](?:antibiotiques|mol[ée]cules|familles|ATB)[ \t](?:suivante?s|ci-dessous|test[ée]e?s)?[ \t]*:?)?`;
const TO = new RegExp(
  String.raw`^[ \t]*${ADVERB}(?:(?:qu['’])?(?:à|a|au|aux|pour|contre|d(?:e|u|es)|vis[- ]à[- ]vis[ \t]d(?:es?|u))${WHOLE}[ \t]*:?|:)\s*(?:[-•*–](?=[ \t]))?[ \t]*(?:l['’]association[ \t]+|l['’]|la |le |les )?[ \t]*$`,
  'iu',
);
/** "R amox, S C3G": a letter, then what it is said of. */
const BARE = /^[ \t]+$/;
/** "Seuls restent actifs, d'après le laboratoire, la colistine…". */
const ONLY = /(?<!\p{L})seule?s?(?:[ \t]\p{L}+){0,2}[ \t]$/iu;
const ONE_CLAUSE = /^[^.;:\n]*$/;
/** "Le reste S y compris amoxicilline", "R (AMX, AMC)". */
const INCLUDING = /^[ \t,(]*(?:y[ \t]compris|dont)[ \t]*(?:l['’]|la |le |les )?$|^[ \t]*\([ \t]*$/iu;
/** "; I tobramycine": no numeral. */
const OPENS = /(?:^|[;,:(\n])[ \t]*$/;
/** "S : amikacine, imipénème": the result opens a list. */
const HEAD = /^\)?s?[ \t]*(?:\([^()\n]{0,20}\))?[ \t]*(?::|=[ \t])/;
/** "Sensible\n- amikacine". */
const BULLETS = /^s?[ \t]*\n[ \t]*[-•*–][ \t]*$/;
/** In a list under its heading, what parts two antibiotics; never another heading, line or treatment. */
const LOOSE = /^(?:[^:.\n]|\.(?![ \t]*\p{Lu})|,[ \t]*\n){0,60}$/u;
const TREATS = /trait|relais|(?<!\p{L})par(?!\p{L})|d[ée]but|switch|sous[ \t]/iu;
const LONGEST_GAP = 60;

/** "Initialement sensible", "devenu résistant": what was, and what is now. */
const ONCE =
  /(?:initialement|auparavant|jusque-l[àa]|ant[ée]rieurement|pr[ée]c[ée]demment|pr[ée]alablement|historiquement)[ \t]+$/iu;
const BECAME = /devenue?s?[ \t]+(?:secondairement[ \t]+|progressivement[ \t]+)?$/iu;
/** "La résistance à la colistine sera testée", "sensibilité attendue". */
const NOT_YET =
  /^[^.;\n]{0,16}(?<!\p{L})(?:sera|seront|à|en|attendue?s?|est[ \t]|sont[ \t]|reste[ \t])[^.;\n]{0,12}(?:test|demand|cours|attente|confirm|v[ée]rifi|contr[ôo]l|d[ée]termin|pr[ée]cis|probable|possible|suspect)|^[ \t]*(?:attendue?s?|probables?|possibles?|à[ \t]confirmer)(?!\p{L})/iu;
/** "Résistance aux FQ fréquente en Asie": said of the species. */
const GENERAL =
  /^[ \t]*(?:(?:est|sont)[ \t]+)?(?:fr[ée]quente?s?|habituelle?s?|classiques?|rares?)(?!\p{L})/iu;
const NOUN = /^(?:r[ée]sistance|sensibilit)/iu;

const fits = (gap: string, shape: RegExp): boolean => gap.length <= LONGEST_GAP && shape.test(gap);

const opensOn = (gap: string, { value }: Written, ahead: string): boolean =>
  fits(gap, TO) ||
  (!value.letter && fits(gap, BULLETS)) ||
  fits(gap, INCLUDING) ||
  (fits(gap, BARE) && (value.result !== 'I' || OPENS.test(ahead)));

const isPlural = (text: string, { start, end, value }: Written): boolean =>
  !value.letter && /s$/i.test(text.slice(start, end));

interface Kept {
  readonly result: SusceptibilityResult;
  readonly settled: boolean;
  readonly direct: boolean;
}

/** Results of `antibiotics` in prose and in loose lines; both lists are sorted. Linear in the text. */
export function proseResults(
  text: string,
  antibiotics: readonly Antibiotic[],
  results: readonly Written[],
): ProseResult[] {
  const found = new Map<Antibiotic, ProseResult>();
  const keep = (antibiotic: Antibiotic, written: Written, { result, settled, direct }: Kept) => {
    if (found.has(antibiotic)) return;
    found.set(antibiotic, {
      start: antibiotic.start,
      end: direct ? written.end : antibiotic.end,
      antibiotic: antibiotic.value.entry.name,
      result,
      mic: direct ? micOf(text, antibiotic, written) : micAfter(text, antibiotic.end),
      resultSpan: { start: written.start, end: written.end },
      direct,
      plural: isPlural(text, written),
      settled,
    });
  };
  const isHead = (written: Written) => HEAD.test(text.slice(written.end, written.end + LONGEST_GAP));
  const lists: (() => void)[] = [];
  let once: (() => readonly Antibiotic[]) | null = null;

  let next = 0;
  for (const written of results) {
    while (next < antibiotics.length && (antibiotics[next] as Antibiotic).end <= written.start) next += 1;
    const from = next;
    const previous = antibiotics[from - 1];
    const after = antibiotics[from];
    const gap = previous ? text.slice(previous.end, written.start) : '';
    const isApart = !written.value.letter && SENTENCE_END.test(gap);
    const isBeside = (fits(gap, DIRECT) && !isApart) || (gap === ';' && written.value.letter);
    const ahead = before(text, written);
    if (once && BECAME.test(ahead) && previous && written.start - previous.end <= LONGEST_GAP) {
      for (const one of once())
        keep(one, written, { result: written.value.result, settled: true, direct: false });
    }
    once = null;
    if (previous && !found.has(previous) && isBeside && !(isHead(written) && after)) {
      const flips = !written.value.letter && (NEGATES.test(gap) || isDenied(text, written));
      const result = flips ? opposite(written.value.result) : written.value.result;
      if (result === null) continue;
      keep(previous, written, { result, settled: flips, direct: true });
      const list = { antibiotics, from: from - 1, step: -1, text, isLoose: false } as const;
      const speaksOfList = gap.includes(':') || flips || isPlural(text, written) || written.value.letter;
      if (speaksOfList)
        lists.push(() => {
          spread(list, found, (one) => {
            keep(one, written, { result, settled: flips, direct: false });
          });
        });
      continue;
    }
    if (!after || after.start < written.end) continue;
    const opening = text.slice(written.end, after.start);
    const isOnly = ONLY.test(ahead) && fits(opening, ONE_CLAUSE);
    const exception = opening.length <= 2 * LONGEST_GAP && EXCEPT.test(opening);
    if (!exception && !isOnly && !opensOn(opening, written, ahead)) continue;
    const isDeniedHere = isDenied(text, written) && !/^\W{0,3}(?:\p{L}+[ \t])?qu/u.test(opening);
    const isOpposed = exception !== isDeniedHere;
    const result = isOpposed ? opposite(written.value.result) : written.value.result;
    if (result === null) continue;
    const settled = isOpposed || exception || isOnly || /qu['’]/.test(opening);
    const list = { antibiotics, from, step: 1, text, isLoose: opening.includes(':') } as const;
    if (ONCE.test(ahead)) {
      once = () => listed(list);
      continue;
    }
    lists.push(() => {
      if (NOUN.test(text.slice(written.start, written.end)) && isOpen(text, listed(list))) return;
      keep(after, written, { result, settled, direct: false });
      spread(list, found, (one, isExcepted) => {
        const own = isExcepted ? opposite(result) : result;
        if (own !== null) keep(one, written, { result: own, settled: settled || isExcepted, direct: false });
      });
    });
  }
  for (const list of lists) list();
  return [...found.values()];
}

/** What will be tested has no result yet. */
function isOpen(text: string, drugs: readonly Antibiotic[]): boolean {
  const last = drugs.at(-1);
  const behind = last ? text.slice(last.end, last.end + LONGEST_GAP) : '';
  return NOT_YET.test(behind) || GENERAL.test(behind);
}

interface List {
  readonly antibiotics: readonly Antibiotic[];
  readonly from: number;
  readonly step: 1 | -1;
  readonly text: string;
  /** A list under its heading ("R : a, b IV, c"). */
  readonly isLoose: boolean;
}

function listed(list: List): readonly Antibiotic[] {
  const first = list.antibiotics[list.from] as Antibiotic;
  const all = [first];
  spread(list, new Map(), (one) => all.push(one));
  return all;
}

/** Carries a result along a list of antibiotics parted by commas, "et", "ou", up to one that has its own. */
function spread(
  { antibiotics, from, step, text, isLoose }: List,
  found: ReadonlyMap<Antibiotic, ProseResult>,
  keep: (antibiotic: Antibiotic, isExcepted: boolean) => void,
): void {
  let isExcepted = false;
  for (let at = from; ; at += step) {
    const here = antibiotics[at];
    const neighbour = antibiotics[at + step];
    if (!here || !neighbour || found.has(neighbour)) return;
    const gap = step > 0 ? text.slice(here.end, neighbour.start) : text.slice(neighbour.end, here.start);
    if (gap.includes('\n') && !BROKEN.test(gap)) return;
    if (step > 0 && fits(gap, EXCEPT_IN_LIST)) isExcepted = true;
    else if (!fits(gap, LIST) || (step < 0 ? !JOINED.test(gap) : gap.includes(';'))) {
      if (!isLoose || !LOOSE.test(gap) || TREATS.test(gap)) return;
    }
    keep(neighbour, isExcepted);
  }
}

/** A list goes on below by its comma, its "et" or its bullet. */
const BROKEN =
  /[,;+/][ \t]*\n|\n[ \t]*[-•*–,+/]|(?<!\p{L})(?:et|ou|ni|au?x?|les?|la)[ \t]*\n|\n[ \t]*(?:et|ou|ni)(?!\p{L})/iu;
/** Backwards a list has its commas: a heading above is none of it. */
const JOINED = /^(?!.*[;\n]).*(?:[,+/]|(?<!\p{L})(?:et|ou|ni)(?!\p{L}))|^[ \t]*[-–][ \t]*$/iu;
