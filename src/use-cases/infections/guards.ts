import { type AssertionVerdict, type Span } from '../../text/index.js';
import { pastParts } from './past-parts.js';
import { screeningColumns } from './screening-columns.js';

/** What the page around a mention says of it, beyond its sentence. */
export interface Guards {
  /** The verdict of a mention; null where it is no mention of the patient's. */
  readonly of: (span: Span, verdict: AssertionVerdict) => AssertionVerdict | null;
  /** Whether the words that leave a mention open only ask for a search; of a disease: for a test of it. */
  readonly isSearched: (verdict: AssertionVerdict, ofDisease?: boolean) => boolean;
}

const UNTICKED = /(?:☐|□|❏|\[[ ]?\])[ \t]*[^☒☑✔☐□❏[\n]{0,30}$/u;
const GENERAL =
  /(?<!\p{L})les[ \t]+(?:EPC|ERG|ERV|BHRe|BMR|E?BLSE|SARM|bact[ée]ries|ent[ée]robact[ée]ries)(?!\p{L})[^.;\n]{0,60}?(?:sont|repr[ée]sentent|regroupent|comprennent|d[ée]signent|incluent)(?!\p{L})|une[ \t]+(?:EPC|ERG|BHRe|BMR)[ \t]+(?:est|d[ée]signe)(?!\p{L})[^.\n]{0,160}/giu;
const OTHERS =
  /voisine?s?[ \t]+(?:de[ \t]+(?:chambre|lit)|d['’]unit[ée])|autres?[ \t]+patiente?s?|cas[ \t]+(?:index|source)|maternel(?:le)?s?(?!\p{L})|chez[ \t]+(?:la|sa)[ \t]+m[èe]re|m[èe]re[ \t]+(?:porteuse|colonis|trait[ée]e|connue)|(?:son|sa|leur)[ \t]+(?:[ée]pou(?:x|se)|mari|conjointe?|compagne|compagnon|fr[èe]re|s(?:œ|oe)ur|fille|fils|m[èe]re|p[èe]re)[^.;\n]{0,16}(?:a|ont|avai(?:en)?t)[ \t]+(?:eu|pr[ée]sent[ée]|fait|contract[ée])(?!\p{L})/iu;
/** "RECH_EPC (PCR);NEGATIVE", "EPC | absence": the next cell answers. */
const NEXT_CELL =
  /^[^;|\n]{0,45}[;|][ \t]*(?:(n[ée]gati|non[ \t]+d[ée]tect|absen|neg(?!\p{L})|non(?!\p{L}))|(positi|d[ée]tect|pr[ée]sen))/iu;
const DIFFICILE = /^[^.;\n]{0,40}(?:GDH|toxines?)[^.;\n]{0,20}(?:n[ée]g|[-–](?![\p{L}\d])|absen)/iu;
const IS_POSITIVE = /(?:^|[^\p{L}])(?:positi|\+|pr[ée]sence)/iu;
/** What heads its line, and the answer on the lines below. */
const HEADS_LINE =
  /(?:^|\n)[ \t]*(?:(?:[-•*–]|\d{1,2}[).]|[a-d][).])[ \t]*)?(?:(?:recherche|PCR|d[ée]pistage|d[ée]tection)[ \t]+(?:de[ \t]+|d['’])?)?$/iu;
const ANSWER_BELOW =
  /^[^\n:;.]{0,12}(?:\([^()\n]{0,50}\))?[ \t]*:?[ \t]*\n[ \t]*(?:[-•*–][ \t]*|(?=GDH|toxine|g[èe]ne|culture|PCR|Ag[ \t]|antig|r[ée]sultat))([^\n]{0,120})/iu;
const DENIES = /n[ée]gati|non[ \t]+d[ée]tect|absence|non[ \t]+retrouv|aucun|st[ée]rile/iu;
const AFFIRMS = /positi|(?<!non[ \t])d[ée]tect[ée]|pr[ée]sence(?!\p{L})/iu;
const SEARCHES =
  /^(?:recherche|d[ée]pist|PCR|RT-PCR|TDR|test|s[ée]rolog|pr[ée]l[èe]v|[ée]couvillon|antig|statut|toxine|marqueur|quantif|en cours|en attente|attente|à venir|si\b|demand)/iu;
/** "E. coli" ends no clause. */
const CLAUSE = /[.;][ \t]+(?=[\p{Lu}\d-])|\n/u;
/** "S'il revenait positif à EPC": nothing is stated. */
const CONDITION =
  /(?<!m[êe]me[ \t]|comme[ \t]|\p{L})(?:(?:si|au cas o[ùu])(?![\p{L}'’])(?![ \t]bien)|s['’](?:ils?|elles?|on)(?!\p{L})|en cas d(?:e[ \t]|['’]))[^,:=]{0,60}$/iu;
const WOULD =
  /(?:passerait|deviendrait|serai(?:en)?t|imposerait|faudrait|n[ée]cessiterait)(?!\p{L})[^.;\n]{0,40}$/iu;
/** "A. baumannii OXA-23 toujours présent". */
const STILL_THERE = /^[^.;,\n]{0,25}(?:toujours|encore)[ \t]+(?:pr[ée]sente?|positi|isol[ée]|retrouv[ée])/iu;
/** "Étaient négatifs : Ag cryptocoque, PCR CMV". */
const DENIED_LIST =
  /(?:^|\n|[.;])[ \t•-]*(?:(?:[ée]taient|sont|restent|discut[ée]e?s|recherches|puis)[ \t]+){0,3}(?:n[ée]gati(?:f|ve)s|non[ \t]+d[ée]tect[ée]e?s|r[ée]cus[ée]e?s|[ée]limin[ée]e?s|[ée]cart[ée]e?s|absents)[ \t]*:[^:;.\n]{0,90}$/iu;
const NOT_KEPT = /(?<!\p{L})(?:pas|non|n['’]a(?:vons)?)[ \t]+(?:[ée]t[ée][ \t]+)?retenue?[^.;,\n]{0,20}$/iu;
const DENIED_AFTER = /^[^.;,\n]{0,25}(?:non[ \t]+r[ée]acti|ind[ée]tectable)/iu;
const LEFT_OPEN =
  /^[^.;,\n]{0,20}(?:ni[ \t]+(?:affirm|confirm)[^.;\n]{0,15}ni[ \t]+(?:exclu|infirm|[ée]limin)|[àa][ \t]+discuter)/iu;
/** "Ex-porteur de", "n'est plus porteuse de", "éradication du". */
const FORMER =
  /(?:(?<!\p{L})ex[- ]?porteu(?:r|se)s?|ancien(?:ne)?s?[ \t]+porteu(?:r|se)s?|n['’](?:est|[ée]tait)[ \t]+plus[ \t]+\p{L}+|[ée]radication)[ \t]*(?:de[ \t]+|du[ \t]+|d['’]|d['’]une?[ \t]+|connue?[ \t]+de[ \t]+)?$/iu;
const NOT_PRODUCING =
  /(?<!\p{L})non[- ](?:product|s[ée]cr[ée]t|porteu)\p{L}*[ \t]+(?:de[ \t]+|d['’])(?:une[ \t]+)?$/iu;
/** "KPC : -", "OXA-48 : +". */
const SIGN = /^[ \t]*[:=][ \t]*([-–+])(?![\p{L}\d])/u;
/** "Écouvillon rectal : E. coli BLSE": what is named behind a sample is what grew. */
const SPECIES =
  /(?<!\p{L})(?:\p{Lu}\p{Ll}{0,20}\.?[ \t]?\p{Ll}{4,}|staph\p{Ll}*[ \t]dor[ée]|pyocyanique|colibacille)/u;
/** "Dépistage : SARM, BLSE, EPC": what is looked for, without any answer. */
const PANEL =
  /d[ée]pistages?[^:.;\n]{0,30}:[ \t]*(?:SARM|E?BLSE|EPC|ER[GV]|BHRe|BMR)(?:[ \t]*(?:,|\/|et)[ \t]*(?:SARM|E?BLSE|EPC|ER[GV]|BHRe|BMR)){1,6}[ \t]*\.?[ \t]*$/gimu;
const SAMPLED = /^(?:[ée]couvillon|pr[ée]l[èe]v|d[ée]pist)/iu;
const PROVISIONAL = /^[^.;\n]{0,40}jusqu['’](?:à|a)[ \t]preuve[ \t]du[ \t]contraire/iu;
const TESTS = /^(?:PCR|RT-PCR|TDR|test|s[ée]rolog|antig|statut|d[ée]pist|marqueur|quantif)/iu;
/** "Milieu chromogène KPC/OXA-48": what it is grown on. */
const MEDIUM = /vimentine[ \t(]{1,3}$|(?<!\p{L})(?:milieux?|g[ée]loses?|bouillons?)[ \t][^:;.=\n]{0,40}$/iu;
const LINE = 120;

/** Reads each mention once; the stretches of other times and general statements are found once for the text. */
export function createGuards(text: string, referenceDate: string | null): Guards {
  const past = pastParts(text, referenceDate);
  const general = [...text.matchAll(GENERAL), ...text.matchAll(PANEL)].map(({ index, 0: whole }) => ({
    start: index,
    end: index + whole.length,
  }));
  const isIn = (parts: readonly Span[], { start }: Span) =>
    parts.some((part) => part.start <= start && start < part.end);

  const isGrown = (span: Span, { assertion, triggers }: AssertionVerdict): boolean => {
    const last = triggers.at(-1);
    if (assertion !== 'Indetermine' || !last || last.end > span.start) return false;
    const between = text.slice(last.end, span.start);
    return (
      triggers.every(({ start, end }) => SAMPLED.test(text.slice(start, end))) &&
      between.length < LINE &&
      /[:=→]/u.test(between) &&
      SPECIES.test(text.slice(last.end, span.end).split(/[:=→]/u).at(-1) ?? '')
    );
  };
  const columns = new Map(screeningColumns(text).map((column) => [column.start, column]));
  const of: Guards['of'] = (span, verdict) => {
    const column = columns.get(span.start);
    if (column) return column.assertion && { ...verdict, assertion: column.assertion, triggers: [] };
    const before = text.slice(Math.max(0, span.start - LINE), span.start);
    const clause = before.split(CLAUSE).at(-1) ?? before;
    if (
      UNTICKED.test(clause) ||
      CONDITION.test(clause) ||
      WOULD.test(clause) ||
      isIn(general, span) ||
      MEDIUM.test(clause)
    )
      return null;
    if (OTHERS.test(clause)) return { ...verdict, experiencer: 'other' };
    const isProvisional =
      verdict.assertion === 'Present' && PROVISIONAL.test(text.slice(span.end, span.end + LINE));
    if (FORMER.test(clause)) return { ...verdict, temporality: 'historical' };
    if (isGrown(span, verdict)) return { ...verdict, assertion: 'Present', triggers: [] };
    const told = answerTo(text, span, before) ?? (isProvisional ? 'Indetermine' : verdict.assertion);
    const isPast = verdict.temporality === 'current' && isIn(past, span);
    return { ...verdict, assertion: told, temporality: isPast ? 'historical' : verdict.temporality };
  };
  const isSearched: Guards['isSearched'] = ({ assertion, triggers }, ofDisease = false) =>
    assertion === 'Indetermine' &&
    triggers.length > 0 &&
    triggers.every(({ start, end }) => (ofDisease ? TESTS : SEARCHES).test(text.slice(start, end)));
  return { of, isSearched };
}

const IN_LIST =
  /^[ \t]*(?:,|\/|et|ou|\+|-)?[ \t]*(?:et[ \t]+|ou[ \t]+)?(?:de[ \t]+|d['’]|g[èe]nes?[ \t]+)?$/iu;
const LONGEST_GAP = 20;

/** "KPC, NDM, VIM non détectés": the answer behind a list is that of each of its items. `items` are sorted. */
export function answeredTogether<T extends Span & { readonly verdict: AssertionVerdict }>(
  text: string,
  items: readonly T[],
): T[] {
  const answered: T[] = [...items];
  for (let at = answered.length - 2; at >= 0; at -= 1) {
    const [one, next] = [answered[at] as T, answered[at + 1] as T];
    const isAnswered =
      next.verdict.assertion === 'Absent' && next.verdict.triggers.some(({ start }) => start >= next.end);
    const gap = next.start - one.end <= LONGEST_GAP ? text.slice(one.end, next.start) : 'apart';
    if (isAnswered && one.verdict.assertion !== 'Absent' && IN_LIST.test(gap) && isOpen(one)) {
      answered[at] = { ...one, verdict: { ...next.verdict, temporality: one.verdict.temporality } };
    }
  }
  return answered;
}

const isOpen = ({ end, verdict }: Span & { readonly verdict: AssertionVerdict }): boolean =>
  !verdict.triggers.some(({ start }) => start >= end && start - end < LONGEST_GAP);

/** A result written as a cell, a sign or a line of its own. */
function answerTo(text: string, span: Span, before: string): AssertionVerdict['assertion'] | null {
  const after = text.slice(span.end, span.end + 2 * LINE);
  const [, denied, affirmed] = NEXT_CELL.exec(after) ?? [];
  if (denied !== undefined) return 'Absent';
  const sign = SIGN.exec(after)?.[1];
  if (sign !== undefined) return sign === '+' ? 'Present' : 'Absent';
  if (NOT_PRODUCING.test(before)) return 'Absent';
  if (DENIED_AFTER.test(after) || DENIED_LIST.test(before) || NOT_KEPT.test(before)) return 'Absent';
  if (LEFT_OPEN.test(after)) return 'Indetermine';
  if (affirmed !== undefined || STILL_THERE.test(after)) return 'Present';
  // "Bacilles Gram -": the sign is their stain, no answer.
  if (
    /gram[ \t]?[+–-]$|^[BC]G[+-]$/iu.test(text.slice(span.start, span.end)) &&
    !DENIES.test(before.slice(-30))
  )
    return 'Present';
  if (/difficile$/i.test(text.slice(span.start, span.end)) && DIFFICILE.test(after)) {
    return IS_POSITIVE.test(after.split(/[.;\n]/u)[0] ?? '') ? null : 'Absent';
  }
  const [, below] = HEADS_LINE.test(before) ? (ANSWER_BELOW.exec(after) ?? []) : [];
  if (below === undefined || !DENIES.test(below)) return null;
  return AFFIRMS.test(below) ? null : 'Absent';
}
