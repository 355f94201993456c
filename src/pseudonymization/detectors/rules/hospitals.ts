import { type Candidate, PRIORITY } from '../candidate.js';
import { anyCase } from './any-case.js';

/** Heads that need a name after them, and bare acronyms that need a town or a proper name. */
const HEAD = String.raw`h[oô]pita(?:l|ux)(?: (?:universitaires?|priv[eé]s?|civils?|g[eé]n[eé]ral|local|intercommunal|d['’]instruction des arm[eé]es|de jour|europ[eé]en|am[eé]ricain|[eé]l[aà]rgi))*|centres? hospitaliers?(?: (?:universitaires?|r[eé]gional|r[eé]gionaux|intercommunal|g[eé]n[eé]ral|sp[eé]cialis[eé]|m[eé]tropole|priv[eé]))*|chr?u|chru?|chi|ch|ch ?g|chs|hia|gh|ght|ghu|ghe|ghm|gcs|hcl|aphp|ap-hp|ap-hm|groupe(?:ment)? hospitalier(?: (?:universitaire|mutualiste|est|nord|sud|ouest|intercommunal|de territoire))*|(?:poly)?cliniques?(?: (?:priv[eé]e|mutualiste|chirurgicale|m[eé]dicale|du sport|v[eé]t[eé]rinaire))*|institut(?: (?:de canc[eé]rologie|r[eé]gional du cancer|m[eé]dico-[eé]ducatif|mutualiste|universitaire du cancer|du cancer|curie|hospitalier))*|maison de (?:sant[eé]|convalescence|retraite)|infirmerie|hospices? civils?|centre(?: (?:de (?:r[eé][eé]ducation|canc[eé]rologie|lutte contre le cancer|convalescence|sant[eé]|dialyse|radiologie|soins de suite)|m[eé]dical|anticanc[eé]reux|r[eé]gional|d['’]imagerie(?: m[eé]dicale)?|d['’]h[eé]modialyse|de gestion))*|ehpad|smr|ssr|clcc|usld|laboratoires?(?: (?:de|d['’]) ?(?:biologie|analyses?|anatomie)(?: (?:m[eé]dicales?|et (?:de )?cytologie|pathologiques?|et cytologie pathologiques?))*)?|r[eé]sidence(?: autonomie| senior)?|cabinet (?:de radiologie|m[eé]dical|d['’]anatomie pathologique|d['’]imagerie(?: m[eé]dicale)?|de cardiologie|d['’]anatomo-?pathologie)|gie (?:irm|scanner|imagerie)|r[eé]seau(?: de soins(?: palliatifs)?| ville-h[oô]pital)|fondation|pharmacie|foyer|m[eé]dip[oô]le|ehpad r[eé]sidence|resid ehpad`;
const LINK = String.raw`(?:${anyCase`de la|de l['’]|de|du|des|d['’]|la|le|les|l['’]|à|aux?|sur|en|sous|lès|et|-`} ?)`;
const PROPER = String.raw`(?:\p{Lu}[\p{L}\p{M}'’.]*(?:-\p{L}[\p{L}\p{M}'’]*)*)`;
const HOSPITAL = new RegExp(
  String.raw`(?<![\p{L}\d-])(?<head>${anyCase`${HEAD}`})(?=[ \-"«“])(?<tail>(?:[ ]?(?:"|«|“)?[ -]?${LINK}{0,3}${PROPER}){1,6}(?:"| »|”)?)`,
  'gu',
);
const LOWER_TAIL = new RegExp(String.raw`(?:[ -]${LINK}{0,3}${PROPER})`, 'gu');
/** Capitalised words that follow a hospital's name without being part of it. */
const STOP =
  /^(?:service|g[eé]riatriques?|polyvalente?|neurologiques?|locomoteur|cardiologique|respiratoire|m[eé]dicales?|cytologie|pathologiques?|analyses?|p[oô]le|unit[eé]|d[eé]partement|t[eé]l|fax|dr|docteur|pr|professeur|mme|madame|m\.|monsieur|secr[eé]tariat|cs|bp|finess|chirurgie|m[eé]decine|cardiologie|oncologie|urgences|urgence|radiologie|imagerie|le|la|il|elle|on|pour|par|chef|rue|avenue|cedex|patient|patiente|nom|n°|anatomie|laboratoire|biologie|consultation|consultations|r[eé]animation|neurologie|g[eé]riatrie|p[eé]diatrie|maternit[eé]|ssr|smr|irm|hdj|soins|bâtiment|direction|compte|compte-rendu|cr|ipp|ndaa?|lettre|bloc|hépato|gastro|pneumologie|hématologie|néphrologie|urologie|orl|ophtalmologie|dermatologie|psychiatrie|endocrinologie|rhumatologie|gynécologie|obstétrique|orthopédie|centre|hospitalisation|hopital|adresse|site internet|email|mail|courriel|date|page)$/iu;
const SERVICE_WORDS =
  /^(?: ?(?:de|d['’]|du|des|la|l['’]|le)* ?)(?:jour|semaine|nuit|domicile|r[eé]f[eé]rence|proximit[eé]|proche|ville(?![\p{L}-])|secteur|garde|r[eé]gion|traitant|antipoison|15)/iu;
const BARE_NEEDS_PROPER =
  /^(?:centre|institut|laboratoire|r[eé]sidence|fondation|ch|gh|chi|chs|gcs|smr|ssr|foyer|pharmacie|hia|maison de.*|usld|cabinet.*|infirmerie)$/iu;

function nameTail(head: string, tail: string): string {
  let kept = '';
  for (const { 0: raw } of tail.matchAll(LOWER_TAIL)) {
    const proper = /\p{Lu}[\p{L}\p{M}'’.-]*$/u.exec(raw)?.[0] ?? '';
    if (
      STOP.test(proper.replace(/[.]$/, '')) &&
      !(
        kept === '' &&
        /^(?:laboratoire)/iu.test(head) === false &&
        /(?:de|du|des|la)/.test(raw) &&
        /^(?:maternit[eé])$/i.test(proper)
      )
    )
      break;
    if (
      /^[ -](?:et|en|à|aux?|sur|le|la|les)[ -]/iu.test(raw) &&
      kept === '' &&
      !/^ (?:la|le|les) /i.test(raw)
    )
      break;
    if (/^ (?:et|en) /u.test(raw) && !/^ en /u.test(raw)) break;
    if (/^ (?:à|au|aux) /iu.test(raw)) break;
    kept += raw;
    if (/[.]$/.test(proper) && !/^(?:St|Ste|Dr|Pr|J|M)\.$/.test(proper)) return kept.slice(0, -1);
  }
  return kept;
}

const KNOWN_BARE =
  /(?<![\p{L}\d])(?:Gustave Roussy|Institut Curie|La Timone|La Pitié(?:-| )Salpêtrière|Pitié(?:-| )Salpêtrière|Édouard Herriot|Edouard Herriot|Hospices [Cc]ivils de Lyon|Lyon[ -]Sud|La Croix-Rousse|Val-de-Grâce|Necker|Bichat|Bicêtre|Lariboisière|Assistance [Pp]ublique(?:[ -–]+(?:Hôpitaux de )?(?:Paris|Marseille))?)(?![\p{L}])/gu;

/** Named establishments ("CHU de Lyon", "Clinique du Parc"). A service or "l'hôpital" alone is not one. */
export function detectHospitals(text: string): Candidate[] {
  const found: Candidate[] = [];
  const push = (start: number, end: number, score: number): void => {
    found.push({
      start,
      end,
      category: 'HOSPITAL',
      role: null,
      detector: 'rule',
      score,
      priority: PRIORITY.title + 2,
    });
  };
  const pattern = new RegExp(HOSPITAL);
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const headEnd = match.index + (match.groups?.head?.length ?? 0);
    pattern.lastIndex = headEnd;
    const { head = '', tail = '' } = match.groups ?? {};
    if (SERVICE_WORDS.test(tail)) continue;
    if (
      /^(?:ch|gh|chi|gcs|smr|ssr|hia|chs|ght|ghe|ghm|clcc|usld)$/i.test(head) &&
      head !== head.toUpperCase()
    )
      continue;
    const kept = nameTail(head, tail.replace(/["«“»”]/g, ' '));
    if (kept.trim() === '') continue;
    const proper = /\p{Lu}[\p{L}\p{M}]{1,}/u.test(kept.replace(/^[ -]/, ''));
    const before = text.slice(Math.max(0, match.index - 12), match.index);
    if (/^clinique/.test(head) && !/(?:la|une|cette|en|à|de|notre|votre|[,(:\n-]) ?$/iu.test(before))
      continue;
    if (/^clinique/.test(head) && !/\p{Lu}\p{L}*\p{Ll}{2}/u.test(kept)) continue;
    if (/^[A-Z]{2,4}$/.test(head) && !/\p{Lu}[\p{L}'’-]{2,}/u.test(kept)) continue;
    if (BARE_NEEDS_PROPER.test(head) && !proper) continue;
    if (
      /^(?:laboratoire|centre|institut|pharmacie|fondation|foyer|cabinet.*|r[eé]sidence)$/iu.test(head) &&
      !/^\p{Lu}/u.test(head) &&
      !/^ \p{Lu}/u.test(kept)
    )
      continue;
    if (/^laboratoires?$/iu.test(head) && / d['’e]/u.test(kept)) continue;
    if (/^r[eé]seau$/iu.test(head)) continue;
    pattern.lastIndex = headEnd + kept.length;
    push(match.index, headEnd + kept.length, 0.9);
  }
  for (const { 0: raw, index } of text.matchAll(KNOWN_BARE)) push(index, index + raw.length, 0.8);
  return found;
}
