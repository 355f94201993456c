import { type SpanRole } from '../../pseudonymized-document.js';

/** Clues to whose contact or place it is; the last one before it wins. */
const CLUES: readonly (readonly [SpanRole, string])[] = [
  [
    'Other',
    String.raw`personnes? (?:de confiance|[aà] pr[eé]venir|[aà] contacter|ressource)|fils|filles?|fr[eè]res?|s(?:œ|oe)urs?|p[eè]re|m[eè]re|[eé]poux|son [eé]pouse|mari\b|sa femme|conjointe?|compagn(?:e|on)|concubine?|neveu|ni[eè]ce|voisine?|tut(?:eur|rice)|curat(?:eur|rice)|aidante?|oncle|tante|cousine?|amie?|ehpad|m[eé]decin traitant|pharmacie|infirmi[eè]re? lib[eé]rale?|employeur|notaire`,
  ],
  [
    'Carer',
    String.raw`dr|docteure?|pr|professeure?|internes?|dect|bip|poste|cabinet|secr[eé]tariat (?:de |du )?(?:mme|m\.|dr|docteur|pr)|ide|infirmi[eè]re?s?|kin[eé]|astreinte|sage-femme|cadre|chirurgien|senior|praticien|assistante sociale`,
  ],
  [
    'Hospital',
    String.raw`secr[eé]tariat|standard|accueil|service|h[oô]pital|h[oô]pitaux|h[oô]pitaux|chu|chru|ch|clinique|polyclinique|centre|institut|consultations?|rendez-vous|rdv|fax|t[eé]l[eé]copie|laboratoire|urgences|unit[eé]|p[oô]le|h[oô]spitalis[eé]e?|transf[eé]r[eé]e?|op[eé]r[eé]e? [aà]|suivie? [aà]|finess|imagerie|radiologie|prise en charge|site`,
  ],
  [
    'Patient',
    String.raw`patiente?|domicile|domicili[eé]e?|demeurant|adresse|habit(?:e|ant)|r[eé]sid(?:e|ant)|vit|originaire|n[eé]e?|mme|m\.|mr|monsieur|madame|mlle|portable|mobile|naissance|voyage|vacances|retour d|s[eé]jour|assur[eé]e?|voyag[eé]|arriv[eé]e?`,
  ],
];
const CLUE = new RegExp(
  `(?<![\\p{L}])(?:${CLUES.map(([, words], at) => `(?<r${String(at)}>${words})`).join('|')})(?![\\p{L}])`,
  'giu',
);

const CIVIL = /^(?:mme|m\.|mr|monsieur|madame|mlle)$/i;
const WINDOW = 130;
const STAFF_LINE =
  /^[^\n]*(?:biologistes?|responsables?|praticiens?|radiologues?|service|p[oô]le|unit[eé]|d[eé]partement|pathologistes?)[^\n]*$/gim;

export interface RoleContext {
  readonly role: SpanRole;
  /** False where nothing in the block says whose it is. */
  readonly stated: boolean;
}

/** Whose contact or place starts at `start`, from the words before it in its block (text up to a blank line). */
export function roleBefore(text: string, start: number, fallback: SpanRole): RoleContext {
  const from = Math.max(0, start - WINDOW);
  const window = text.slice(from, start);
  const blank = window.search(/\n[ \t]*\r?\n(?![\s\S]*\n[ \t]*\r?\n)/);
  const block = blank < 0 ? window : window.slice(blank);
  let role: SpanRole | undefined;
  let relative = -1;
  for (const { 0: raw, groups, index } of block.matchAll(CLUE)) {
    // "sa mère, Mme X, joignable au": the title is the relative's.
    const sameSentence =
      relative >= 0 && !/[.;!?\n]/.test(block.slice(relative, index).replace(/(?<!\p{L})M\./gu, 'M'));
    if (sameSentence && CIVIL.test(raw)) continue;
    if (
      /[.;!?]\s/.test(block.slice(index + 3).replace(/(?<!\p{L})M\./gu, 'M')) &&
      CLUES.some(([name], at) => name === 'Other' && groups?.[`r${String(at)}`] !== undefined)
    )
      continue;
    relative = groups?.r0 === undefined ? relative : index;
    role = CLUES.find((_, at) => groups?.[`r${String(at)}`] !== undefined)?.[0] ?? role;
  }
  return { role: role ?? fallback, stated: role !== undefined };
}

/** Before the report's own words start: letterhead. Capped, so that it costs the same in a long text. */
export const inLetterhead = (text: string, start: number): boolean =>
  start < 900 &&
  /h[oô]pita|\bch[ru]*\b|clinique|centre|service|p[oô]le|laboratoire|secr[eé]tariat|institut|unit[eé]|ehpad/i.test(
    text.slice(0, start),
  ) &&
  !/patiente?\s*:|cher|ch[eè]re|madame|monsieur|\bmme\b|\bm\.|\bn[ée]e?\b|conclusion|domicil|demeurant|adresse ?:|habite|originaire|\bdr\b[^\n]*\n[^\n]*$/i.test(
    text.slice(0, start).replace(STAFF_LINE, ''),
  );
