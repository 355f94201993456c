import { type Span } from '../../text/index.js';
import { type Basis } from './candidate.js';
import { plain } from './plain.js';
import { type Modality } from './value.js';

/** How much of a sentence before and after a statement is read. UTF-16 units. */
const BEFORE = 100;
const AFTER = 80;
const AROUND = 200;
const STORY = 250;

/** "Mis sous X devant la progression": the assessment that closed an earlier treatment. */
const CLOSED =
  /(?:(?:apres|suite a|a la suite de|depuis|lors de|au moment de|devant|pour|en raison de|face a) (?:la |une |sa |cette |l'|d'une )?(?:premiere |derniere |nouvelle )?|a la )$/;
/** "Après échec du lenvatinib". */
const AFTER_IT = /\bapres (?:la |l'|une? )?(?:premiere |nouvelle )?$/;
const STARTED =
  /(?:mis(?:e)? sous|mise en (?:route|place)|instaur|introdui|debut|relais|switch|changement|remplac|traitee? par|pass(?:e|ee|age) (?:sous|a)|recoi|recu|opere|irradi|ligne)[^.;\n]*$/;
const FORMER =
  /(?:initialement|a l'epoque|anterieure?s?\b|anterieurement|auparavant|precedemment|au precedent|(?:le|la) precedente?|avai(?:t|ent)|au depart|dans un premier temps|d'abord|jadis|autrefois|rappel|ancien(?:ne)? (?:cancer|carcinome|lymphome|melanome|neo|tumeur|sarcome|seminome|leucemie)|a l'issue)[^.;\n]*$/;
/** "Récidive ganglionnaire connue", "rechute osseuse traitée par": told as known, or already answered. */
const KNOWN =
  /^[^.;,\n(]{0,40}\b(?:connue?s?|ancienne?s?|deja traitee?s?|traitee?s? (?:par|en|avec)|operee?s?|resequee?s?|irradiee?s?|prise en charge par)\b/;
/** In prose, the treatment that came next is under way. */
const NEXT = /^[^\n]{0,70}\b(?:depuis|a partir d|mise? sous|relais par|a recu|ont ete|car-t)\b/;
/** In a story, a treatment that begins after it. */
const LATER =
  /(?:mise? sous|mise en (?:route|place)|instaur|introdui|debut|relais|switch|changement|traitee? par|recoi|recu\b|reprise d)/;
const INSIGNIFICANT = /^[^.;,\n]{0,30}(?:non significati|pas significati|sans signification|dans la marge)/;
const COMPARED = /(?:rapport|compar)[^.;\n]*$/;
const ONCE = /^[^.;,\n]{0,25}(?:jusqu'|jusque )/;
export const THEN = /\b(?:puis|ensuite|secondairement|suivie? d)/;
const NOW =
  /\b(?:ce jour|aujourd'hui|actuel(?:le)?s?|actuellement|desormais|recente?s?|derni(?:er|ere)s?|maintenant)\b/;
const RELATIVE =
  /\b(?:mere|pere|soeur|s.ur|frere|tante|oncle|cousine?|grand-?(?:mere|pere)|fille|fils|neveu|niece|conjointe?|epou(?:x|se)|mari)\b[^.;\n]{0,80}$/;
/** What follows is planned, feared, explained, asked: it did not happen. */
const UNREAL =
  /(?:\b(?:si|s'il y a|en cas d[e']?|au cas ou|lors d'une?|en l'absence d[e']?|dans l'hypothese d[e']?|jusqu'a|jusqu'en|criteres?(?: \w+){0,2} d[e']?|signes? d[e']? ?alerte|a rechercher|a la recherche d[e']?|rechercher?|guetter|surveill\w+ d[e']?|prejuge\w* (?:pas )?d[e']?|esper\w+|afin d\w*|risque\w* d[e']?|crain\w+|peur d[e']?|angoisse d[e']?|eviter|prevenir|retarder|freiner|limiter|but d[e']?|objectif\w*|en attendant|avant|selon|a discuter (?:si|en cas)|question\w*|taux d[e']|chances? d[e']|conclure (?:sur|a|quant a)|eligible a|candidate? a|criteres? pour|plutot qu\w*|evaluer|apprecier|evaluation d[e']?|recidive ou)(?: (?:la|le|une?|l'|de|d'|toute|eventuelle?|nouvelle|bonne|premiere|prochaine|pas|signe|notion))*|option\w* a la|(?:ou|et) [^\s.;,]+ a la|sera\w* [^.;,\n]{0,40}a la|a la prochaine|a (?:la )?eventuelle) ?$/;
/** A study, an information: said of other patients. */
const STUDY =
  /\b(?:dans (?:l'etude|l'essai|la litterature|les essais|la cohorte)|l'(?:etude|essai) (?:a montre|montre|randomise)|survie (?:globale|mediane)|mediane d)[^.\n]*$/;
const EXCEPTION = /\b(?:sauf|hormis|a l'exception|en dehors d|mais|cependant|toutefois)[^.;:\n]{0,40}$/;
const ASKED = /^[^.;:\n]{0,20}\?/;
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

/** What the words around a statement say of it. */
export interface Situation {
  /** Of an earlier time by its own words. */
  readonly former: boolean;
  /** Called too small to count. */
  readonly insignificant: boolean;
  /** The next treatment is under way. */
  readonly replaced: boolean;
  /** A treatment begins after it is told. */
  readonly answered: boolean;
  /** The reason of a later treatment. */
  readonly closed: boolean;
  readonly now: boolean;
  /** Another person's, or nothing that happened. */
  readonly unreal: boolean;
  readonly overall: boolean;
  readonly exception: boolean;
  readonly part: boolean;
  readonly local: boolean;
  readonly modality: Modality | null;
}

export function situationOf(text: string, sentence: Span, { start, end }: Span, basis: Basis): Situation {
  const story = plain(text.slice(end, end + STORY)).split(/\n[ \t]*\n/)[0] ?? '';
  const before = plain(text.slice(Math.max(sentence.start, start - BEFORE), start));
  const after = plain(text.slice(end, Math.min(sentence.end, end + AFTER)));
  const around = plain(
    text.slice(Math.max(sentence.start, start - AROUND), Math.min(sentence.end, end + AROUND)),
  );
  const closed =
    AFTER_IT.test(before) || (CLOSED.test(before) && (STARTED.test(before) || STARTED.test(after)));
  const since = before.slice(Math.max(0, before.search(FORMER)));
  const former = FORMER.test(before) && !COMPARED.test(before) && !THEN.test(since) && !NOW.test(since);
  const overall = OVERALL.test(before);
  const words = plain(text.slice(start, end));
  const modality = [words, around].map((one) => MODALITIES.find(([, pattern]) => pattern.test(one))?.[0]);
  return {
    former: former || ONCE.test(after) || KNOWN.test(after),
    closed,
    answered: LATER.test(story),
    replaced: NEXT.test(story),
    now: NOW.test(around),
    insignificant: INSIGNIFICANT.test(after),
    unreal: UNREAL.test(before) || ASKED.test(after) || STUDY.test(before) || RELATIVE.test(before),
    overall,
    exception: EXCEPTION.test(before),
    part: PART.test(before) && !overall && basis === 'category',
    local: basis === 'category' && LOCAL.test(after),
    modality: modality[0] ?? modality[1] ?? null,
  };
}
