import { type AssertionVerdict, type Span } from '../../text/index.js';

/** "L. monocytogenes : hémocultures et LCR négatifs". */
const CULTURES =
  /^[ \t]*:[ \t]*(?:h[ée]mocultures?|LCR|ECB[UC]|LBA|cultures?|PCR|s[ée]rologies?)(?:[ \t]*(?:,|et)[ \t]*(?:h[ée]mocultures?|LCR|ECB[UC]|LBA|cultures?|PCR|s[ée]rologies?)){0,3}[ \t]+(?:n[ée]gati|st[ée]rile)/iu;
/** "RECH_EPC (PCR);NEGATIVE", "EPC | absence": the next cell answers. */
const NEXT_CELL =
  /^[^;|\t\n]{0,45}[;|\t][ \t]*(?:(n[ée]gati|non[ \t]+d[ée]tect|absen|neg(?!\p{L})|non(?!\p{L}))|(positi|d[ée]tect|pr[ée]sen))/iu;
/** "Rhinovirus ........ ND", "Influenza A    DETECTE": leaders or blanks up to the answer. */
const LEADERS =
  /^[^\n;:.|\t]{0,16}(?:[.…_]{2,}|[ ]{3})[ \t.…_]*(?:(ND(?![\p{L}])|n[ée]g(?:ati\p{L}*)?(?!\p{L})|non[ \t]+d[ée]tect|absen)|(positi|d[ée]tect|pr[ée]sen))/iu;
/** "C. trachomatis    négatif    négatif    POSITIF": two answers or more on its line. */
const ROW =
  /^[^\n;:.|\t]{0,16}(?:(?:[ ]{3,}|\t)[ ]*(?:n[ée]gati(?:f|ve)?|n[ée]g|positi(?:f|ve)?|pos|absence|pr[ée]sence)\.?(?![\p{L}])){2,8}/iu;
const POSITIVE_CELL = /pos|pr[ée]sen/iu;
/** "VRS (TDR positif)": its own result, whatever follows. */
const IN_BRACKETS =
  /^[ \t]*\((?:[^()\n,;]{0,25}[ \t])?(?:(positi(?:f|ve)s?|\+{1,3})|(?:n[ée]gati(?:f|ve)s?|n[ée]g|[-–]))[ \t]*\)/iu;
/** "Écouvillon nasal positif (SARM), rectal négatif". */
const FOUND_LIST =
  /(?:PCR|recherche|d[ée]pistage|[ée]couvillon\p{L}*|pr[ée]l[èe]vement|Xpert|Carba|screening|culture)(?!\p{L})[^.,;\n(]{0,60}(?<!\p{L}|non[ \t])positi(?:f|ve)s?[ \t]*\([^().;\n]{0,60}$/iu;
/** "Immunochromatographie (KPC, OXA-48, VIM) ..... négative". */
const LIST_DENIED = /^[^()\n]{0,60}\)[ \t.…:]*(?:est[ \t]+|sont[ \t]+)?n[ée]gati/iu;
const IN_OPEN_LIST =
  /(?:immunochromato\p{L}*|PCR|tests?|recherche|Xpert|Carba|g[èe]nes?)(?!\p{L})[^()\n]{0,40}\([^()\n]{0,60}$/iu;
/** "PCR HSV + sur écouvillon". */
const PLUS = /^[ \t]*\+{1,4}[ \t]+(?:sur|dans|aux?|à|en)[ \t]/iu;
/** "Chikungunya PCR neg\", "CMV PCR sang -", "Gonocoque nég 3 sites". */
const TESTED =
  /^[ \t]*:?[ \t]*(?:\([^()\n]{0,20}\)[ \t]*)?(?:(?:RT-)?PCR|s[ée]ro(?:logie)?|Ag|IgM|cultures?|antig[ée]nurie|TDR)(?!\p{L})[^.;,:\n]{0,25}(?<!\p{L})(?:n[ée]g(?:ati\p{L}*)?(?!\p{L})|[-–](?=[ \t]*(?:[.;,\n]|$)))|^[ \t]+n[ée]g\.?(?=[ \t]+\d)/iu;
/** "PCR respiratoires neg (grippe, VRS", "reste négatif dont grippe". */
const TESTED_LIST =
  /(?:PCR|[ée]couvillon\p{L}*|pr[ée]l[èe]vements?|s[ée]rologies?|panel|recherches?|d[ée]pistages?|virologie|multiplex|Xpert|Carba|NG-?Test|immunochromato\p{L}*|g[èe]nes?)(?!\p{L})[^.;\n(]{0,60}(?<!\p{L})n[ée]g(?:ati\p{L}*)?[ \t]*\([^().;\n]{0,80}$|n[ée]gati\p{L}*[ \t]+(?:dont|y[ \t]compris|notamment)[ \t][^.;:\n(]{0,60}$/iu;
/** "Infection en cours : ☐ oui ☒ non". */
const BOXES =
  /^[^\n.;:☐□☒☑✔[]{0,30}:[ \t]*(?:(?:[☒☑✔■]|\[[xX]\])[ \t]*(oui)|(?:[☐□]|\[[ ]?\])[ \t]*oui[ \t]*(?:[☒☑✔■]|\[[xX]\])[ \t]*non)(?!\p{L})/iu;
const DIFFICILE = /^[^.;\n]{0,40}(?:GDH|toxines?)[^.;\n]{0,20}(?:n[ée]g|[-–](?![\p{L}\d])|absen)/iu;
const PCR_NEGATIVE = /(?:PCR|g[èe]nes?)[^,]{0,20}(?:n[ée]gati|absen|non[ \t]+d[ée]tect|[-–](?![\p{L}\d]))/iu;
const IS_POSITIVE = /(?:^|[^\p{L}])(?:positi|\+|pr[ée]sence)/iu;
/** What heads its line, and the answer on the lines below. */
const HEADS_LINE =
  /(?:^|\n)[ \t]*(?:(?:[-•*–]|\d{1,2}[).]|[a-d][).])[ \t]*)?(?:(?:recherche|PCR|d[ée]pistage|d[ée]tection)[ \t]+(?:de[ \t]+|d['’])?)?$/iu;
const ANSWER_BELOW =
  /^[^\n:;.]{0,12}(?:\([^()\n]{0,50}\))?[ \t]*:?[ \t]*\n[ \t]*(?:[-•*–][ \t]*|(?=GDH|toxine|g[èe]ne|culture|PCR|Ag[ \t]|antig|r[ée]sultat))([^\n]{0,120})/iu;
const DENIES = /n[ée]gati|non[ \t]+d[ée]tect|absence|non[ \t]+retrouv|aucun|st[ée]rile/iu;
const AFFIRMS = /positi|(?<!non[ \t])d[ée]tect[ée]|pr[ée]sence(?!\p{L})/iu;
/** "A. baumannii OXA-23 toujours présent". */
const STILL_THERE = /^[^.;,\n]{0,25}(?:toujours|encore)[ \t]+(?:pr[ée]sente?|positi|isol[ée]|retrouv[ée])/iu;
/** "Étaient négatifs : Ag cryptocoque, PCR CMV". */
const DENIED_LIST =
  /(?:^|\n|[.;])[ \t•-]*(?:(?:[ée]taient|sont|restent|discut[ée]e?s|recherches|puis|diagnostics?|hypoth[èe]ses?|bilan)[ \t]+){0,3}(?:n[ée]gati(?:f|ve)s|non[ \t]+d[ée]tect[ée]e?s|r[ée]cus[ée]e?s|[ée]limin[ée]e?s|[ée]cart[ée]e?s|absents)[ \t]*:[^:;.\n]{0,90}$/iu;
const NOT_KEPT = /(?<!\p{L})(?:pas|non|n['’]a(?:vons)?)[ \t]+(?:[ée]t[ée][ \t]+)?retenue?[^.;,\n]{0,20}$/iu;
const DENIED_AFTER = /^[^.;,\n]{0,25}(?:non[ \t]+r[ée]acti|ind[ée]tectable)/iu;
const LEFT_OPEN =
  /^[^.;,\n]{0,60}ni[ \t]+(?:affirm|confirm)[^.;\n]{0,15}ni[ \t]+(?:exclu|infirm|[ée]limin)|^[^.;\n]{0,30}positi\p{L}*,?[ \t]+mais[ \t]+(?:la|le)[ \t]+(?:PCR|CNR|confirmation)[^.;\n]{0,30}(?:n[ée]gati|infirm|non[ \t]+confirm)|^[^.;,\n]{0,20}[àa][ \t]+discuter|^[^.;,:\n]{0,30}[àa][ \t]+(?:rechercher|[ée]liminer|exclure|documenter|confirmer)(?!\p{L})/iu;
const NOT_PRODUCING =
  /(?<!\p{L})non[- ](?:product|s[ée]cr[ée]t|porteu)\p{L}*[ \t]+(?:de[ \t]+|d['’])(?:une[ \t]+)?$/iu;
/** "KPC : -", "OXA-48 : +". */
const SIGN = /^[ \t]*[:=][ \t]*([-–+0])(?![\p{L}\d/]|[.,]\d)/u;
/** "Écouvillon rectal : E. coli BLSE": what is named behind a sample is what grew. */
export const SPECIES =
  /(?<!\p{L})(?:\p{Lu}\p{Ll}{0,20}\.?[ \t]?\p{Ll}{4,}|\p{Lu}\.[ \t]?\p{Lu}{4,}|staph\p{Ll}*[ \t]dor[ée]|pyocyanique|colibacille)/u;
/** "T. pallidum pos, HSV nég": its own answer, beside it. */
const OWN =
  /^[ \t]{1,3}(?:(pos(?:iti(?:f|ve))?)|n[ée]g(?:ati(?:f|ve))?)\.?(?=[ \t]*(?:[,;)\n]|$)|[ \t]{2}|[ \t]\()/iu;
const LINE = 120;

/** A result written as a cell, a sign or a line of its own. */
export function answerTo(text: string, span: Span, before: string): AssertionVerdict['assertion'] | null {
  const after = text.slice(span.end, span.end + 2 * LINE);
  const box = BOXES.exec(after);
  if (box) return box[1] === undefined ? 'Absent' : 'Present';
  const beside = OWN.exec(after);
  if (beside) return beside[1] === undefined ? 'Absent' : 'Present';
  const [, denied, affirmed] = NEXT_CELL.exec(after) ?? [];
  if (denied !== undefined) return 'Absent';
  const own = IN_BRACKETS.exec(after);
  if (own) return own[1] === undefined ? 'Absent' : 'Present';
  if (FOUND_LIST.test(before) && !/^[^()\n]{0,20}(?:n[ée]gati|absen|non[ \t])/iu.test(after))
    return 'Present';
  if (LIST_DENIED.test(after) && IN_OPEN_LIST.test(before)) return 'Absent';
  if (ROW.test(after)) return POSITIVE_CELL.test(ROW.exec(after)?.[0] ?? '') ? 'Present' : 'Absent';
  const [, undetected, detected] = LEADERS.exec(after) ?? [];
  if (undetected !== undefined || TESTED.test(after)) return 'Absent';
  const sign = SIGN.exec(after)?.[1];
  if (sign !== undefined) return sign === '+' ? 'Present' : 'Absent';
  if (NOT_PRODUCING.test(before)) return 'Absent';
  if (CULTURES.test(after) && SPECIES.test(text.slice(span.start, span.end))) return 'Absent';
  if (
    DENIED_AFTER.test(after) ||
    DENIED_LIST.test(before) ||
    TESTED_LIST.test(before) ||
    NOT_KEPT.test(before)
  )
    return 'Absent';
  if (LEFT_OPEN.test(after)) return 'Indetermine';
  if (affirmed !== undefined || PLUS.test(after) || detected !== undefined || STILL_THERE.test(after))
    return 'Present';
  // "Bacilles Gram -": the sign is their stain, no answer.
  if (
    /gram[ \t]?[+–-]$|^[BC]G[+-]$/iu.test(text.slice(span.start, span.end)) &&
    !DENIES.test(before.slice(-30))
  )
    return 'Present';
  if (/difficile$/i.test(text.slice(span.start, span.end)) && DIFFICILE.test(after)) {
    const results = after.split(/[.;\n]/u)[0] ?? '';
    if (!IS_POSITIVE.test(results)) return 'Absent';
    return PCR_NEGATIVE.test(results) ? 'Indetermine' : null;
  }
  const [, below] = HEADS_LINE.test(before) ? (ANSWER_BELOW.exec(after) ?? []) : [];
  if (below === undefined || !DENIES.test(below)) return null;
  return AFFIRMS.test(below) ? null : 'Absent';
}
