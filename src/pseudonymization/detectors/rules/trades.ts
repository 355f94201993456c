import { EMPLOYERS, fold, SOCIAL_WORDS } from '../../lexicon/index.js';
import { type Span } from '../../../text/index.js';
import { formsPattern } from './forms.js';

const WORD = formsPattern(SOCIAL_WORDS.flatMap(({ forms }) => forms));
const END = '(?![a-z]|-[a-z])';
/** "artisan couvreur retraité", "apprentie coiffeuse", "patron pêcheur à la retraite": one trade. */
const TRADE = new RegExp(
  `(?<![a-z'’-])(?:(?:patron|patronne|eleve|artisan|artisane|apprenti|apprentie)[ \\n])?(?:${WORD})${END}(?:[ \\n](?:${WORD})${END}){0,2}`,
  'g',
);
const OF = "[ \\n](?:de la[ \\n]|de l'|du[ \\n]|des[ \\n]|de[ \\n]|d')";
const KIND_OF =
  'publique|hospitaliere|territoriale|nationale|privee?|agricole|municipale?|automobile|textile|bancaire|marchande|militaire|francaise|ferroviaire|penitentiaire|public|navale|superieur|secondaire|primaire|generale|maritime|sociale?|physique|naturelles|plastiques?|specialisee?|medicale?|telecom';
/** "retraitée de la fonction publique", "étudiant en droit", "professeure de mathématiques". */
const COMPLEMENTS: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^retraitee?$/,
    new RegExp(
      `^${OF}(?!profession|formation|metier|longue|date|fait|cette|son |sa |puis|nationalite|origine)(?:la |france )?[a-z]{2,}(?:[ \\n](?:${KIND_OF})(?![a-z])){0,2}${END}`,
    ),
  ],
  [
    /^(?:etudiante?|doctorante?|alternante?|apprentie?|lyceen(?:ne)?)$/,
    new RegExp(
      `^[ \\n]en (?!cours|internat|raison|vacances|visite|attente|bonne|couple|colocation|arret|septembre|janvier|rupture|france|surpoids|\\d)(?:\\d{1,2}(?:e|eme|ere|re) annee|[a-z]{2,})(?:[ \\n](?:de |d')[a-z]{3,}| \\d)?${END}`,
    ),
  ],
  [
    /^(?:professeure?|enseignante?|format(?:eur|rice)|ingenieure?|cheffe? de projet)$/,
    new RegExp(
      `^(?:${OF}|[ \\n]en )(?!profession|formation|metier|la|son|sa|l'|ville|nuit|jour|retraite|arret|service|garde|chirurgie|medecine|astreinte|lycee|college)[a-z]{3,}(?:[ \\n](?:${KIND_OF})(?![a-z]))?${END}`,
    ),
  ],
];
const WORKPLACE = new RegExp(
  `^[ \\n]en (?:boulangerie|patisserie|boucherie|pharmacie|parapharmacie|usine|grande surface|supermarche|hypermarche|magasin|pret-a-porter|librairie|bijouterie|parfumerie|creche|cuisine|restauration|restaurant|mairie|atelier|menuiserie|mecanique|batiment|telephonie|informatique)${END}`,
);
const EMPLOYER = new RegExp(`^[ \\n](?:${formsPattern(EMPLOYERS)})${END}`);

/** "agricultrice à la retraite", "MENUISIER EN RETRAITE": the trade and its standing are one. */
const RETIRED = new RegExp(`^[ \\n](?:a la|en)[ \\n](?:pre)?retraite${END}`);

function complement(trade: string, after: string): number {
  const plain = trade.split(/[ \n]/)[0] as string;
  const [, found] = COMPLEMENTS.find(([head]) => head.test(trade) || head.test(plain)) ?? [];
  const retired = RETIRED.exec(after)?.[0].length ?? 0;
  if (retired > 0) return retired;
  const more = found?.exec(after)?.[0].length ?? 0;
  return more > 0 ? more : ((EMPLOYER.exec(after) ?? WORKPLACE.exec(after))?.[0].length ?? 0);
}

/** Trades and standings in a text folded in place, each with what belongs to it, whoever's they are. */
export function tradesIn(folded: string): Span[] {
  return [...folded.matchAll(TRADE)].map(({ 0: raw, index }) => {
    const end = index + raw.length;
    return { start: index, end: end + complement(raw, folded.slice(end, end + 60)) };
  });
}

const BROKEN = /(?<=[a-z])-\n[ ]*(?=[a-z])/g;

/** The same in a text whose words are broken at line ends ("agent de ser-\nvice"). */
export function brokenTrades(folded: string): Span[] {
  const cuts: number[] = [];
  let removed = 0;
  const whole = folded.replace(BROKEN, (cut, at: number) => {
    for (let sign = 0; sign < cut.length; sign += 1) cuts.push(at - removed);
    removed += cut.length;
    return '';
  });
  if (cuts.length === 0) return [];
  const back = (at: number, isEnd: boolean): number =>
    at + cuts.filter((cut) => (isEnd ? cut < at : cut <= at)).length;
  return tradesIn(whole)
    .map(({ start, end }) => ({ start: back(start, false), end: back(end, true) }))
    .filter(({ start, end }) => folded.slice(start, end).includes('-\n'));
}

export const plainTrade = (raw: string): string => fold(raw).replace(/-?\s+/g, ' ');
