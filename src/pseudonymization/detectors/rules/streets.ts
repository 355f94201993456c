import { type Candidate, PRIORITY } from '../candidate.js';
import { addressRole } from './place-role.js';
import { ADDRESS_MORE, FLOOR_BEFORE } from './address-parts.js';
import { anyCase } from './any-case.js';

const WAY = String.raw`rue|r\.|avenue|av\.?|ave|boulevard|boul\.?|bld|bd\.?|chemin|ch(?:em)?\.|impasse|imp\.|all[eé]es?|place|pl\.|route|rte|square|sq\.?|cours|quai|passage|mont[eé]e|sentier|voie|faubourg|fbg|lotissement|lot\.?|r[eé]sidence|r[eé]s\.|hameau|lieu-?dit|lieu dit|villa|rond-point|esplanade|promenade|venelle|ruelle|traverse|clos|domaine|cit[eé]|parvis|zone|za|zi|zac|mail|cour|rampe|pont|parc|immeuble|coron|drève`;
const STREET = new RegExp(
  String.raw`(?<![\p{L}\d/.,])(?:(?:n[°o] ?)?(?<number>\d{1,4}(?: ?(?:bis|ter|quater)|[ ]?[A-Fa-f](?=[ ,]))?(?: ?[-/à] ?\d{1,4})?),? {1,2})?(?<way>${WAY})(?![\p{L}])[ -]{1,2}(?<name>(?:(?:de la|du|des|de|la|les|le)\r?\n(?=\p{L}))?[^\n,;:()\d–|]{2,50}(?:\d{1,2}[- ]?(?:mai|novembre|septembre|ao[uû]t|juin|juillet|mars|f[eé]vrier|[eè]re? [^\n,;:()\d]{3,20})(?:[- ](?:19)?\d{2,4})?)?)`,
  'giu',
);
/** "lotissement Les Genêts 3", "rue Neuve, 12". */
const HOUSE_AFTER = /^,? ?(?:n[°o] ?)?\d{1,3}(?: ?(?:bis|ter))?(?=[,;.)\n]|$| -| à )/;
const POST_BOX = /(?<![\p{L}\d])(?:B\.?P\.?|C\.?S\.?|TSA) ?(?:n[°o] ?)?\d{1,6}(?: \d{3,5})?(?![\d/])/gu;
const UNSURE_WAY =
  /^(?:cours|voie|villa|parc|pont|zone|mail|passage|place|clos|domaine|cour|r[eé]sidence|route|côte|cit[eé]|promenade|tour|traverse|lot|lot\.|quai|r\.|rampe|mont[eé]e|ch\.|pl\.|av|zi|za|imp\.|hameau|sentier|chemin|immeuble|square|avenue|rue|boulevard|allée|impasse)$/i;

/** "ZA du Moulin, 6 rue …", "Maison médicale, 2 route …": one address with the street. */
const PLACE_BEFORE = new RegExp(
  String.raw`(?:(?<![\p{L}\d-])${anyCase`za|zi|zac|zone (?:artisanale|industrielle|d['’]activit[eé]s)|parc (?:d['’]activit[eé]s|d['’]affaires|tertiaire|m[eé]dical)|technop[oô]le|p[oô]le (?:de )?sant[eé]|espace|r[eé]sidence|immeuble|b[aâ]timent|b[aâ]t\.|lotissement|hameau|lieu-?dit|domaine|quartier|centre commercial|galerie marchande|tour|villa`}(?: [^\n,;:()–|]{1,40})?(?:,? ${anyCase`niveau|[eé]tage|hall|porte|escalier|esc\.|entr[eé]e`} [\p{L}\d]{1,3})?|(?<![\p{L}\d-])${anyCase`maison m[eé]dicale|maison de sant[eé]|p[oô]le m[eé]dical|centre m[eé]dical|mairie`})(?:,| -| –)[ ]$`,
  'u',
);
/** "2 Grand-Place", "14 Grande Rue": ways that need no name. */
const NAMELESS =
  /(?<![\p{L}\d/.,])\d{1,4}(?: ?(?:bis|ter))?,? (?:[Gg]rand(?:e|['’])?[ -]?(?:[Rr]ue|[Pp]lace)|[Ll]e [Bb]ourg|[Rr]ue [Nn]euve)(?![\p{L}-])/gu;

/** A street's name ends where words of the sentence start. */
function streetName(name: string): string {
  const words = name.split(/(?<= )/);
  let kept = '';
  let named = false;
  for (const word of words) {
    const bare = word.trim();
    if (/^(?:BP|CS|TSA|B\.P\.)$/u.test(bare) || (named && /^à$/u.test(bare))) break;
    const joins =
      /^(?:de|du|des|la|le|les|l['’].*|d['’].*|et|en|aux?|sur|sous|à|lès|-|petite?s?|grande?s?|vieille|vieux|haute?s?|basse?s?|saint|sainte|st|ste|général|docteur|dr|professeur|pr|maréchal|président|colonel|capitaine|abbé|mai|novembre|septembre|ao[uû]t|juin|juillet|mars|f[eé]vrier|clos|pré|pont|moulin|église|gare|mairie|château|fontaine)$/iu.test(
        bare,
      );
    if (/^\p{Lu}|^\d/u.test(bare)) named = true;
    else if (!joins) {
      if (named) break;
      if (kept.trim() !== '' && !/(?:^|\s)(?:de|du|des|la|le|les|l['’]|d['’])\s*$/iu.test(kept) && named)
        break;
      named = true;
    }
    kept += word;
    if (/[.!?]$/.test(bare) && bare.length > 3) break;
  }
  return kept.replace(/(?:\s+(?:de|du|des|la|le|les|et|en|à|aux?|sur|-))*[\s.!?-]*$/iu, '');
}

/** "route de Sault ST JUST" at the end of a line: capitals after small letters are the town. */
function withoutTown(text: string, end: number, name: string): string {
  const parts =
    /^(?<street>.*\p{Ll}) (?<town>(?:(?:ST|STE|LE|LA|LES)[ -])?\p{Lu}[\p{Lu}'’-]{3,}(?:[ -][\p{Lu}'’]{2,}){0,3})$/u.exec(
      name,
    );
  return parts?.groups?.street !== undefined && /^[ \t]*(?:\r?\n|$)/.test(text.slice(end, end + 8))
    ? parts.groups.street
    : name;
}

/** "Route de Paris, 80000 Amiens" on a line of its own: what follows makes it an address. */
const heads = (text: string, start: number, end: number): boolean => {
  const after = end + (ADDRESS_MORE.exec(text.slice(end, end + 120))?.[0].length ?? 0);
  return (
    /(?:^|\n)[ \t|]*$/.test(text.slice(Math.max(0, start - 20), start)) &&
    /^(?: ?[-–,]? ?(?:BP|CS|TSA) ?\d| ?[-–,•·|] ?\d{5} \p{Lu})/u.test(text.slice(after, after + 16))
  );
};

/** Streets, residences, hamlets and post boxes. */
export function streets(text: string): Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(STREET)) {
    const { number, way = '', name = '' } = match.groups ?? {};
    const kept = withoutTown(text, match.index + match[0].length, streetName(name));
    // Where the line ends after "rue des", its next one goes on with a name in capitals or it is none.
    if (name.includes('\n') && (number === undefined || !/\n\p{Lu}/u.test(kept))) continue;
    if (
      /^lot/i.test(way) &&
      /^[A-Z]{1,6}$/.test(kept) &&
      /^\d/.test(text.slice(match.index + match[0].length))
    )
      continue;
    const floor = FLOOR_BEFORE.test(text.slice(Math.max(0, match.index - 14), match.index))
      ? (/^\d+ [-–] /.exec(match[0])?.[0].length ?? 0)
      : 0;
    const from = match.index + floor;
    const place = PLACE_BEFORE.exec(text.slice(Math.max(0, from - 70), from))?.[0].length ?? 0;
    if (
      kept === '' ||
      (number === undefined &&
        /(?:en|sur|au|du) $/i.test(text.slice(Math.max(0, match.index - 4), match.index))) ||
      (number === undefined && /^(?:en|par|avec|pour|dans|sur|à|aux?|thérap|d['’]abord)/iu.test(kept))
    )
      continue;
    const sure =
      number !== undefined ||
      heads(text, match.index, match.index + match[0].length - name.length + kept.length) ||
      (place > 0 &&
        /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, from - place - 20), from - place)) &&
        /\p{Lu}/u.test(kept)) ||
      (!UNSURE_WAY.test(way) && /^\p{Lu}|['’ ]\p{Lu}/u.test(kept)) ||
      (/^(?:rue|avenue|boulevard|allée|impasse|chemin|place|square|quai|lotissement|hameau|résidence)$/iu.test(
        way,
      ) &&
        /(?:^|['’ ])(?:\p{Lu}|\d{1,2}[- ]\p{L}{3})/u.test(kept));
    if (!sure) continue;
    if (
      number !== undefined &&
      /^(?:voie|parc|pont|passage|tour|place|cours|cour|zone|mail|rampe)s?$/i.test(way) &&
      !/\p{Lu}[\p{L}'’]*\p{Ll}|\p{Lu}{4}/u.test(kept)
    )
      continue;
    const head = match[0].length - name.length;
    let end = match.index + head + kept.length;
    if (number === undefined) end += HOUSE_AFTER.exec(text.slice(end, end + 12))?.[0].length ?? 0;
    end += ADDRESS_MORE.exec(text.slice(end, end + 120))?.[0].length ?? 0;
    const start = from - place;
    found.push({
      start,
      end,
      category: 'ADDRESS',
      role: addressRole(text, start, 'Patient'),
      detector: 'rule',
      score: number === undefined ? 0.75 : 0.95,
      priority: PRIORITY.labelled,
    });
  }
  for (const { 0: raw, index } of text.matchAll(NAMELESS)) {
    found.push({
      ...{ start: index, end: index + raw.length, category: 'ADDRESS', detector: 'rule' },
      ...{ role: addressRole(text, index, 'Patient'), score: 0.9, priority: PRIORITY.labelled },
    });
  }
  for (const { 0: raw, index } of text.matchAll(POST_BOX)) {
    found.push({
      start: index,
      end: index + raw.length,
      category: 'ADDRESS',
      role: addressRole(text, index, 'Hospital'),
      detector: 'rule',
      score: 0.9,
      priority: PRIORITY.title,
    });
  }
  return found;
}
