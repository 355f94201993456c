import {
  type AssertionVerdict,
  type Section,
  type Span,
  spanAt,
  type TokenizedText,
  union,
} from '../../text/index.js';
import { answerTo, SPECIES } from './answers.js';
import { CLAUSE_BORDER } from './clause.js';
import { pastParts } from './past-parts.js';
import { prophylaxisParts } from './prophylaxis.js';
import { screeningColumns } from './screening-columns.js';
import { createStatements } from './statements.js';
import { createSuspicions } from './suspicions.js';

/** What the page around a mention says of it, beyond its sentence. */
export interface Guards {
  /** The verdict of a mention; null where it is no mention of the patient's. */
  readonly of: (span: Span, verdict: AssertionVerdict) => AssertionVerdict | null;
  /** Whether the words that leave a mention open only ask for a search; of a disease: for a test of it. */
  readonly isSearched: (verdict: AssertionVerdict, ofDisease?: boolean) => boolean;
  /** Whether its clause speaks of another person. */
  readonly isOfOther: (span: Span) => boolean;
  /** Whether its clause says that what was found of it proves nothing. */
  readonly isUnproven: (span: Span) => boolean;
}

const UNTICKED = /(?:☐|□|❏|\[[ ]?\])[ \t]*[^☒☑✔☐□❏[\n]{0,30}$/u;
/** "☐ Gouttelettes  Motif : BLSE", "Non ☐ Si oui : E. coli": another field begins behind the box. */
const NEW_FIELD =
  /(?:[☐□❏]|\[[ ]?\])[^☒☑✔☐□❏[\n]{0,20}?(?:[ \t]{2,}|(?<!\p{L})(?:motif|germe|micro-?organisme|bact[ée]rie|r[ée]sultat|si[ \t]+oui|pr[ée]cise[rz])[^:\n☐□]{0,20}:)[^☐□❏[\n]{0,30}$/iu;
/** "Oui ☒ … Si oui : E. coli", "BMR : oui, si oui laquelle : BLSE": the condition is met. */
const MET =
  /(?:oui[ \t]*(?:[☒☑✔]|\[ ?x ?\])|(?:[☒☑✔]|\[ ?x ?\])[ \t]*oui|[:?][ \t]*oui)(?!\p{L})[^\n]{0,60}?si[ \t]+oui[^:\n]{0,30}:[^:\n]{0,40}$/iu;
const GENERAL =
  /(?<!\p{L})les[ \t]+(?:EPC|ERG|ERV|BHRe|BMR|E?BLSE|SARM|bact[ée]ries|ent[ée]robact[ée]ries)(?!\p{L})[^.;\n]{0,60}?(?:sont|repr[ée]sentent|regroupent|comprennent|d[ée]signent|incluent)(?!\p{L})|une[ \t]+(?:EPC|ERG|BHRe|BMR)[ \t]+(?:est|d[ée]signe)(?!\p{L})[^.\n]{0,160}|(?:prescri\p{L}*|pr[ée]voir|programmer|demander?)[ \t:]*(?:une?[ \t]+|les?[ \t]+|des[ \t]+)?(?:d[ée]pistages?|[ée]couvillons?)[^.;:\n]{0,100}|(?<!\p{L})rappel[ \t]+(?:pour|aux?|[àa])[ \t][^:\n]{0,30}:[^\n]*|(?:notre|votre)[ \t]+[ée]cologie(?:[^.;\n]|\.[ \t]\p{Ll}){0,80}|[ée]cologie[ \t]+(?:du[ \t]+service|de[ \t]+l['’]unit[ée]|locale|r[ée]gionale|hospitali[èe]re)(?:[^.;\n]|\.[ \t]\p{Ll}){0,80}|\d[ \t]?%[ \t]+(?:des|de[ \t]+nos)[ \t](?:[^.;\n]|\.[ \t]\p{Ll}){0,60}/giu;
const OTHERS =
  /voisine?s?[ \t]+(?:de[ \t]+(?:chambre|lit)|d['’]unit[ée])|(?<!\p{L})coloc(?:ataire)?s?(?!\p{L})|autres?[ \t]+patiente?s?|(?:avec|[àa][ \t]c[ôo]t[ée][ \t]d['’]|aupr[èe]s[ \t]d['’])[ \t]*une?[ \t]+(?:patiente?|malade|personne)[ \t]+porteu|(?:^|\n)[ \t•*-]*(?:lit|ch|chambre)\.?[ \t]*\d{1,4}[ \t]*\p{L}?[ \t]*(?::|\p{L}{0,3}[ \t]*\p{Lu}\.|Mme)|(?:pr[ée]l[èe]vements?|contr[ôo]les?|cultures?)[^.;:\n]{0,24}(?:environnement|surfaces?|soignante?s?|(?:endo|duod[ée]no|broncho)scopes?|liquide[ \t]+de[ \t]+conservation|[ée]viers?|siphons?)(?!\p{L})|(?<!\p{L})(?:siphons?|[ée]viers?|(?:endo|duod[ée]no|broncho)scopes?)[ \t]*(?::|contamin\p{L}*|positi\p{L}*)|cas[ \t]+(?:index|source)|(?<!\p{L})(?:partenaires?|conjointe?|entourage|fratrie)(?:[ \t]+\p{L}{3,12})?[ \t]*:|(?<!(?:s[ée]jour|voyage|lait|transfert|cong[ée]|allaitement)[ \t])maternel(?:le)?s?(?!\p{L})|chez[ \t]+(?:la|sa)[ \t]+m[èe]re|m[èe]re[ \t]+(?:porteuse|colonis|trait[ée]e|connue)|(?:son|sa|leur)[ \t]+(?:[ée]pou(?:x|se)|mari|conjointe?|compagne|compagnon|fr[èe]re|s(?:œ|oe)ur|fille|fils|m[èe]re|p[èe]re)[^.;\n]{0,16}(?:a|ont|avai(?:en)?t)[ \t]+(?:eu|pr[ée]sent[ée]|fait|contract[ée])(?!\p{L})|(?:son|sa|ses|leurs?)[ \t]+(?:femme|mari|[ée]pou(?:x|se)|conjointe?|compagne|compagnon|fr[èe]re|s(?:œ|oe)ur|fille|fils|m[èe]re|p[èe]re|enfant|b[ée]b[ée]|colocataire)s?[ \t]+(?:est|sont|[ée]tai(?:en)?t|a[ \t]+[ée]t[ée]|a)[ \t]|(?<!\p{L})(?:la|le|sa|son|une?)[ \t]+(?:grande?s?[- ]?|petite?s?[- ]?)?(?:m[èe]re|p[èe]re|s(?:œ|oe)ur|fr[èe]re|tante|oncle|nourrice|nounou|cousine?)(?:,[^,.;\n]{0,40},)?[ \t]+(?:a|est|avait|[ée]tait|pr[ée]sente|pr[ée]sentait)[ \t]|(?<!\p{L})(?:germe|souche|patiente?|malade|occupante?)[ \t]+(?:de[ \t]+la[ \t]+(?:chambre|place)|du[ \t]+(?:box|lit))[ \t]+\d|(?:o[ùu]|qui)[ \t]+(?:circule(?:nt)?|s[ée]vi(?:t|ssent))(?!\p{L})|circulation[ \t]+(?:actuelle[ \t]+)?d(?:e[ \t]|u[ \t]|['’])|chambre[ \t]+\d{1,3}[ \t]+(?=[^,;.\n]{2,20},[ \t]*chambre[ \t]+\d)|chambre[ \t]+\d{1,3}[ \t]+$/iu;
/** "L'EPC du voisin". */
const OF_ANOTHER =
  /^[ \t]*(?:du|de[ \t]+(?:la|sa|son)|de[ \t]+l['’])[ \t]*(?:voisine?|conjointe?|m[èe]re|p[èe]re|co-?chambr|autre[ \t]+patiente?)(?!\p{L})/iu;
/** "Son statut BHRe (porteur KPC)": what is borne is known. */
const IS_BEARER = /porteu(?:r|se)[ \t]+(?:de[ \t]+|d['’])?$/iu;
/** "☒ Contact ☐ Air", "porteur/contact de BMR :": a precaution or a heading of a form, no other person. */
const PRECAUTION =
  /(?:[☐□❏☒☑✔■]|\[[ xX]?\])[ \t]*contact(?!\p{L})|(?:pr[ée]cautions?|isolement|mesures)[^.;\n]{0,30}contact[ \t]*[(:,+-]|porteu(?:r|se)[ \t]?\/[ \t]?contact[^:\n]{0,40}:[^\n]{0,20}oui/iu;
const SEARCHES =
  /^(?:recherche|d[ée]pist|PCR|RT-PCR|TDR|test|s[ée]rolog|pr[ée]l[èe]v|[ée]couvillon|antig|statut|toxine|marqueur|quantif|en cours|en attente|attente|à venir|si\b|demand)/iu;
/** "S'il revenait positif à EPC": nothing is stated. */
const CONDITION =
  /(?<!m[êe]me[ \t]|comme[ \t]|\p{L})(?:(?:si|au cas o[ùu])(?![\p{L}'’])(?![ \t]bien)|s['’](?:ils?|elles?|on)(?!\p{L})|en cas d(?:e[ \t]|['’]))[^,:=]{0,60}$/iu;
const WOULD =
  /(?:passerait|deviendrait|serai(?:en)?t|imposerait|faudrait|n[ée]cessiterait)(?!\p{L})[^.;\n]{0,40}$/iu;
/** "Ex-porteur de", "n'est plus porteuse de", "éradication du". */
const FORMER =
  /(?:(?<!\p{L})ex[- ]?porteu(?:r|se)s?|ancien(?:ne)?s?[ \t]+porteu(?:r|se)s?|n['’](?:est|[ée]tait)[ \t]+plus[ \t]+\p{L}+|[ée]radication|(?<!\p{L})post[- ]?)[ \t]*(?:de[ \t]+|du[ \t]+|d['’]|d['’]une?[ \t]+|connue?[ \t]+de[ \t]+)?$/iu;
/** "Dépistage : SARM, BLSE, EPC": what is looked for, without any answer. */
const PANEL =
  /d[ée]pistages?[^:.;\n]{0,30}:[ \t]*(?:SARM|E?BLSE|EPC|ER[GV]|BHRe|BMR)(?:[ \t]*(?:,|\/|et)[ \t]*(?:SARM|E?BLSE|EPC|ER[GV]|BHRe|BMR)){1,6}[ \t]*\.?[ \t]*$/gimu;
/** "Écouvillon rectal positif (OXA-48)". */
const FOUND = /^[^.;,\n]{0,40}(?<!\p{L}|non[ \t])positi(?:f|ve)s?[ \t]*(?:[(:=→]|pour[ \t])[^.;\n)]{0,40}$/iu;
/** "La PCR identifie le complexe M. tuberculosis", "écouvillon demandé : présence d'un C. freundii". */
const IDENTIFIES =
  /(?<!n['’]|ne[ \t]|\p{L})(?:identifi(?:e|ent|ait)|retrouve(?:nt)?|d[ée]tecte(?:nt)?|r[ée]v[èe]le(?:nt)?|met(?:tent)?[ \t]en[ \t][ée]vidence|isole(?:nt)?|rapporte(?:nt)?)(?![ \t]+(?:pas|ni|plus|aucun))[^.;,\n]{0,40}$|(?<!absence[ \t]de[ \t]|recherche[ \t]de[ \t]|pas[ \t]de[ \t]|non[ \t]|la[ \t]|\p{L})pr[ée]sence[ \t]+(?:de[ \t]+|d['’])(?:une?[ \t]+)?(?:rares[ \t]+|nombreu(?:x|ses)[ \t]+)?$/iu;
/** "Quel traitement pour l'entérocoque de la bile ?": only its treatment is asked. */
const HOW_TREATED =
  /(?<!\p{L})(?:quel(?:le)?s?|comment|combien)[ \t][^.;\n?]{0,20}(?:trait(?:er|ements?)|dur[ée]es?|antibio\p{L}*|relais|doses?|posologies?|conduite)(?!\p{L})[^.;\n?]{0,60}$/iu;
const SAMPLED = /^(?:[ée]couvillon|pr[ée]l[èe]v|d[ée]pist)/iu;
/** "BLSE non recherchée", "test carbapénémase non indiqué": nothing was looked for. */
const NOT_TESTED =
  /^[^.;,:\n]{0,16}non[ \t]+(?:indiqu|recherch|fait|r[ée]alis|demand|test|effectu|pratiqu)[ée]/iu;
/** "Souche multirésistante (BMR), carbapénémases non détectées": what an adjective says is not denied over a comma. */
const ADJECTIVE = /^(?:multi|toto|pan|ultra|poly)-?[ \t]?r[ée]sist|^(?:M|X|P)DR$/iu;
const PROVISIONAL = /^[^.;\n]{0,40}jusqu['’](?:à|a)[ \t]preuve[ \t]du[ \t]contraire/iu;
const TESTS = /^(?:PCR|RT-PCR|TDR|test|s[ée]rolog|antig|statut|d[ée]pist|marqueur|quantif)/iu;
/** "Milieu chromogène KPC/OXA-48": what it is grown on. */
const MEDIUM = /vimentine[ \t(]{1,3}$|(?<!\p{L})(?:milieux?|g[ée]loses?|bouillons?)[ \t][^:;.=\n]{0,40}$/iu;
const LINE = 120;

/** "Vaccins : Prevenar 13, grippe, Covid (3 doses)", "Prophylaxie Bactrim (pneumocystose)": what is prevented. */
const VACCINES =
  /(?<!\p{L})vaccin\p{L}*(?:[ \t]+[^\s.;:()]{1,24}){0,6}[ \t]*\([^()\n]{0,120}\)|(?<!\p{L})(?:prophyla|pr[ée]venti)\p{L}*[ \t]*\([^()\n]{0,80}\)|(?:^|[.;][ \t])[ \t•*-]*(?:statut[ \t]+vaccinal|calendrier[ \t]+vaccinal|vaccin(?:s|ations?)?)[^:.;\n]{0,30}:[^.;\n]*|(?:^|[.;][ \t])[ \t•*-]*(?:vaccin(?:s|ations?)|prophylaxies?)(?!\p{L})[^.;\n]*|(?:^|[.;][ \t])[ \t•*-]*rappel[ \t]*:[ \t]*(?:tout|toute|les|une|un)[ \t][^.\n]*/gimu;

/** Reads each mention once; the stretches of other times and general statements are found once for the text. */
export function createGuards(
  tokens: TokenizedText,
  referenceDate: string | null,
  sections: readonly Section[],
): Guards {
  const { text } = tokens;
  const statements = createStatements(tokens);
  const suspicions = createSuspicions(tokens);
  const past = union(pastParts(text, referenceDate));
  const general = union(
    [GENERAL, PANEL, VACCINES]
      .flatMap((words) => [...text.matchAll(words)])
      .map(({ index, 0: whole }): Span => ({ start: index, end: index + whole.length }))
      .concat(prophylaxisParts(tokens)),
  );
  const isIn = (parts: readonly Span[], { start }: Span) => spanAt(parts, start) !== undefined;

  const isGrown = (span: Span, { assertion, triggers }: AssertionVerdict): boolean => {
    const last = triggers.at(-1);
    if (assertion !== 'Indetermine' || !last || last.end > span.start) return false;
    const between = text.slice(last.end, span.start);
    if (
      (FOUND.test(between) || IDENTIFIES.test(between)) &&
      triggers.every(({ start, end }) => SEARCHES.test(text.slice(start, end)))
    )
      return true;
    return (
      triggers.every(({ start, end }) => SAMPLED.test(text.slice(start, end))) &&
      between.length < LINE &&
      /[:=→]/u.test(between) &&
      SPECIES.test(text.slice(last.end, span.end).split(/[:=→]/u).at(-1) ?? '')
    );
  };
  const columns = new Map(screeningColumns(text).map((column) => [column.start, column]));
  const of: Guards['of'] = (span, read) => {
    const verdict = withoutCells(text, read);
    const column = columns.get(span.start);
    if (column) return column.assertion && { ...verdict, assertion: column.assertion, triggers: [] };
    const before = text.slice(Math.max(0, span.start - LINE), span.start);
    const clause = before.split(CLAUSE_BORDER).at(-1) ?? before;
    if (
      (UNTICKED.test(clause) && !NEW_FIELD.test(clause)) ||
      CONDITION.test(clause) ||
      WOULD.test(clause) ||
      isIn(general, span) ||
      MEDIUM.test(clause) ||
      statements.isMistaken(span) ||
      statements.isNatural(span)
    )
      return null;
    if (NOT_TESTED.test(text.slice(span.end, span.end + LINE))) return null;
    if (OTHERS.test(clause) || OF_ANOTHER.test(text.slice(span.end, span.end + LINE)))
      return { ...verdict, experiencer: 'other' };
    if (verdict.experiencer === 'other' && PRECAUTION.test(clause))
      return of(span, { ...verdict, experiencer: 'patient' });
    if (IS_BEARER.test(clause) && isStatus(text, verdict))
      return of(span, { ...verdict, assertion: 'Present', triggers: [] });
    const isProvisional =
      verdict.assertion === 'Present' && PROVISIONAL.test(text.slice(span.end, span.end + LINE));
    if (isOfYear(text, span, referenceDate) && !statements.isLasting(span))
      return { ...verdict, temporality: 'historical' };
    if (FORMER.test(clause) || statements.isEnded(span)) return { ...verdict, temporality: 'historical' };
    if (isGrown(span, verdict) || (verdict.assertion === 'Indetermine' && MET.test(clause)))
      return { ...verdict, assertion: 'Present', triggers: [] };
    if (verdict.assertion === 'Indetermine' && HOW_TREATED.test(clause))
      return { ...verdict, assertion: 'Present', triggers: [] };
    if (isOwnQuality(text, span, verdict)) return { ...verdict, assertion: 'Present', triggers: [] };
    const told =
      answerTo(text, span, before) ??
      suspicions(span, verdict) ??
      (isProvisional ? 'Indetermine' : verdict.assertion);
    const isPast =
      (verdict.temporality === 'historical' &&
        !(isCured(text, span, verdict) && spanAt(sections, span.start)?.code !== 'antecedents')) ||
      isIn(past, span);
    const isNow = isPast && told === 'Present' && statements.isLasting(span);
    return { ...verdict, assertion: told, temporality: isPast && !isNow ? 'historical' : 'current' };
  };
  const isSearched: Guards['isSearched'] = ({ assertion, triggers }, ofDisease = false) =>
    assertion === 'Indetermine' &&
    triggers.length > 0 &&
    triggers.every(({ start, end }) => (ofDisease ? TESTS : SEARCHES).test(text.slice(start, end)));
  const isOfOther = ({ start }: Span) =>
    OTHERS.test(
      text
        .slice(Math.max(0, start - LINE), start)
        .split(CLAUSE_BORDER)
        .at(-1) ?? '',
    );
  return { of, isSearched, isOfOther, isUnproven: statements.isUnproven };
}

/** "Linézolide  S\nIl s'agit": a category and the next line are no condition ("s'il"). */
function withoutCells(text: string, verdict: AssertionVerdict): AssertionVerdict {
  if (verdict.assertion !== 'Indetermine' || verdict.triggers.length === 0) return verdict;
  const isCell = verdict.triggers.every(({ start, end }) => /^S[ \t]*\n/u.test(text.slice(start, end)));
  return isCell ? { ...verdict, assertion: 'Present', triggers: [] } : verdict;
}

const isOwnQuality = (
  text: string,
  { start, end }: Span,
  { assertion, triggers }: AssertionVerdict,
): boolean =>
  assertion === 'Absent' &&
  ADJECTIVE.test(text.slice(start, end)) &&
  triggers.every((trigger) => trigger.start >= end && text.slice(end, trigger.start).includes(','));

const isStatus = (text: string, { assertion, triggers }: AssertionVerdict): boolean =>
  assertion === 'Indetermine' &&
  triggers.every(({ start, end }) => /^statut$/iu.test(text.slice(start, end)));

const CURED = /^(?:gu[ée]ri|r[ée]solu|cicatris[ée])e?s?$/iu;
const LONG_AGO = /(?<!\d)(?:19|20)\d\d(?!\d)|h[ée]patite|ant[ée]c[ée]dent|ATCD|enfance/iu;

/** "Pneumopathie guérie", "sepsis résolu en 24 h": cured within the stay, where nothing dates it. */
function isCured(text: string, { start, end }: Span, { triggers }: AssertionVerdict): boolean {
  const last = triggers.at(-1);
  if (triggers.length !== 1 || !last || last.start < end) return false;
  const before =
    text
      .slice(Math.max(0, start - LINE), start)
      .split('\n')
      .at(-1) ?? '';
  const clause = before + (text.slice(start, last.end + 30).split('\n')[0] ?? '');
  return CURED.test(text.slice(last.start, last.end)) && !LONG_AGO.test(clause);
}

const OF_YEAR = /^(?:[- ]?BHRe)?["»”]?[ \t]+de[ \t]+(?:\d{1,2}\/)?((?:19|20)\d\d)(?!\d)/iu;

/** "Alerte BLSE de 2016": of a former year. */
function isOfYear(text: string, { end }: Span, referenceDate: string | null): boolean {
  const year = OF_YEAR.exec(text.slice(end, end + 24))?.[1];
  return year !== undefined && referenceDate !== null && Number(year) < Number(referenceDate.slice(0, 4));
}
