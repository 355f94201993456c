import { type Span } from '../../../text/index.js';

/** Capitals and digits with the signs that join them: one number, whole. */
const RUN = String.raw`(?=[A-Z]{0,8}[-._/]?[A-Z]{0,4}\d)[A-Z\d]{1,24}(?:[-._/][A-Z\d]{1,24}){0,5}`;
const NUMBERED = String.raw`(?:[ \t]?(?:[Nn][°o]s?|N°S?|[Rr][ée]f\.?|:)){0,2}[ \t]{0,10}`;

/** What somebody took, kept or put in, and the least digits its number has there: a size or a place has fewer. */
const THINGS: readonly (readonly [number, string])[] = [
  [
    2,
    String.raw`[Bb]ons?|[Ff]lacons?|[Bb]o[iî]tes?|[Pp]oches?|[Tt]ubes?|BONS?|FLACONS?|BOITES?|POCHES?|TUBES?|[ÉEée]chantillons?|[ÉEé]ch\.|ECHANTILLONS?|[Ff]iles?|[Ff]ichiers?|FILE|FICHIER|CGR|CPA|PFC|[Cc]ulots?|[Cc]oncentr[ée]s?|[Ss]cell[ée]s?|[ÉEée]tiquettes?`,
  ],
  [
    4,
    String.raw`[Bb]locs?|BLOCS?|[Ll]ames?|LAMES?|[Ee]xamens?|EXAMENS?|[Cc]assettes?|[Cc]apteurs?|CAPTEURS?|[Pp]ompes?|[Ii]mplants?|[Pp]uces?|[Bb]o[iî]tiers?|[Ss]timulateurs?|[Pp]roth[èe]ses?|[Vv]alves?|[Ll]entilles?|[Pp]r[ée]l[èe]vements?|PRELEVEMENTS?|[Dd]emandes?|[Cc]omptes?[- ]rendus?|[Dd]ons?`,
  ],
];
const THING = new RegExp(
  String.raw`(?<!\p{L})(?:${THINGS.map(([, words], at) => `(?<t${String(at)}>${words})`).join('|')})(?!\p{L})${NUMBERED}(?<code>${RUN})(?![\p{L}\d])`,
  'gu',
);
/** Lots and serial numbers, with what they are of: `lot pompe CADD 55-1180`, `numéro de série PJN 604418 S`. */
const SERIAL = new RegExp(
  String.raw`(?<!\p{L})(?:[Ll]ots?|LOTS?|(?:[Nn](?:°|um[ée]ro)s? de |N° DE )?(?:s[ée]rie|SERIE|SÉRIE)|[Ss][ée]rie n°|[Ss]\/?[Nn])(?: [\p{Ll}]{3,12}(?! \d))?(?: n°)?[ \t]?:?[ \t]{0,3}(?<code>(?:[A-Z]{2,5} )?${RUN}(?: [A-Z](?![\p{L}\d'’.]))?)(?![\p{L}\d])`,
  'gu',
);

/** "n° CRISTAL receveur 319842": a registry's or a program's own number. */
const REGISTRY =
  /(?<!\p{L})[Nn](?:°|um[ée]ro) ?(?:d['’]|de )?(?!TEL|FAX|POSTE|DECT|BIP|SAMU|SMUR|RDC|GSM|FIN|NIR|INS|IPP|NDA|RPPS|ADELI|UF)[A-Z]{3,14}(?:-[A-Z]{1,8})?(?: \p{Ll}{3,14})? ?:? ?(?<code>(?:[A-Z]{1,4}-?)?\d{4,14})(?![\p{L}\d]|[.,]\d)/gu;

/** The bar code of a device, read aloud, and the number of somebody in a trial. */
const OTHERS = [
  /\(01\)\d{14}(?:\(\d{2}\)[A-Z\d/-]{1,20}){0,4}/g,
  /(?<=(?<!\p{L})(?:[Pp]atiente?|[Ss]ujet|[Pp]articipante?|[Ii]nclusion)(?: n°)? )\d{2,4}-\d{2,4}(?![\d-]|[./]\d)/gu,
];

const QUANTITY = /^\d{1,5}(?:ML|MG|G|KG|L|CC|UI|CH|FR|MM|CM|H|F|J|CP|MOIS|ANS|S|MIN)?$/;
const DATE = /^\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?$/;
const DECIMAL = /^\d{1,3}[.]\d{1,2}$/;
const VERTEBRA = /^[CTLSD](?:1[0-2]|\d)(?:[-/][CTLSD]?(?:1[0-2]|\d))?$/;

const isNumber = (code: string, least: number): boolean =>
  code.replace(/\D/g, '').length >= least &&
  ![QUANTITY, DATE, DECIMAL, VERTEBRA].some((other) => other.test(code));

const LOT_HEAD = /^(?:n° (?:de |du )?)?(?:lots?|s[ée]rie|s\/?n|udi)(?:[ /.]|$)/iu;
const CELL_CODE = new RegExp(String.raw`^(?:S\/?N |N° ?|REF )?(${RUN})$`, 'u');

const isHead = (cell: string): boolean => !/\d/.test(cell) && LOT_HEAD.test(cell.trim());

/** Cells of a column that its head calls lots or serial numbers, in a table drawn with bars. */
function columns(text: string): Span[] {
  if (!/\|[ \t]*(?:n° (?:de |du )?)?(?:lots?|s[ée]rie|s\/?n|udi)[ \t/|.]/iu.test(text)) return [];
  const found: Span[] = [];
  let heads: boolean[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const cells = line.split('|');
    const isTable = cells.length > 2;
    if (!isTable) heads = [];
    else if (cells.some(isHead)) heads = cells.map(isHead);
    else {
      let start = at;
      cells.forEach((cell, column) => {
        const code = CELL_CODE.exec(cell.trim())?.[1] ?? '';
        if (heads[column] === true && code.length >= 4) {
          const from = start + cell.lastIndexOf(code);
          found.push({ start: from, end: from + code.length });
        }
        start += cell.length + 1;
      });
    }
    at += line.length + 1;
  }
  return found;
}

const NEXT = new RegExp(
  String.raw`^(?:,? ?(?:et|ou)(?: n°)? |, ?(?:n° ?)?| ?[;/] ?(?:n° ?)?)(?<code>${RUN})(?![\p{L}\d])`,
  'u',
);
/** Two things given at once, each of its own maker: `lots X2L41 et HN8812`. */
function secondLot(text: string, at: number): Span[] {
  const match = NEXT.exec(text.slice(at, at + 60));
  const code = match?.groups?.code ?? '';
  if (match === null || code.length < 4 || !/[A-Z]/.test(code) || !isNumber(code, 2)) return [];
  const end = at + match[0].length;
  return [{ start: end - code.length, end }];
}

/** Numbers of what was taken from a patient or given: samples, bags, lots, serial numbers. */
export function materialCodes(text: string): Span[] {
  const found = columns(text);
  for (const pattern of OTHERS)
    for (const { 0: raw, index } of text.matchAll(pattern))
      found.push({ start: index, end: index + raw.length });
  for (const { 0: raw, index, groups } of text.matchAll(THING)) {
    const code = groups?.code ?? '';
    const least = THINGS.find((_, at) => groups?.[`t${String(at)}`] !== undefined)?.[0] ?? 4;
    const end = index + raw.length;
    if (isNumber(code, least)) found.push({ start: end - code.length, end });
  }
  for (const { 0: raw, index, groups } of text.matchAll(REGISTRY)) {
    const end = index + raw.length;
    found.push({ start: end - (groups?.code ?? '').length, end });
  }
  for (const { 0: raw, index, groups } of text.matchAll(SERIAL)) {
    const code = groups?.code ?? '';
    const end = index + raw.length;
    if (code.replace(/[^A-Z\d]/g, '').length >= 4 && (isNumber(code, 2) || /^\d{4,}$/.test(code)))
      found.push({ start: end - code.length, end }, ...secondLot(text, end));
  }
  return found;
}

/** Letters and digits of a number, signs kept: numbers of one list look alike. */
const shapeOf = (code: string): string => code.replace(/\d/g, '0').replace(/[A-Z]/g, 'A');
const MOST_NEXT = 12;

/** The numbers that follow one in a list and look like it: `n° 2603124471, 2603124472`. */
export function nextInList(text: string, { start, end }: Span): Span[] {
  const found: Span[] = [];
  const shape = shapeOf(text.slice(start, end));
  let at = end;
  while (found.length < MOST_NEXT) {
    const match = NEXT.exec(text.slice(at, at + 60));
    const code = match?.groups?.code ?? '';
    if (match === null || shapeOf(code) !== shape) break;
    at += match[0].length;
    found.push({ start: at - code.length, end: at });
  }
  return found;
}

/** Where a number ends whose last letters or figures a sign parts: `25-1234-A`. */
export const runEnd = (text: string, { end }: Span): number =>
  end + (/^(?:[-_./][A-Z\d]{1,12}){0,4}(?![\p{L}\d])/u.exec(text.slice(end, end + 60))?.[0].length ?? 0);

/** Where the end of a full line cuts a number, the rest of it: digits that a bracket or a sign closes. */
export function endAcrossLines(text: string, { start, end }: Span): number {
  const rest = /^\r?\n(\d{1,6})(?=[).,;])(?![.,]\d)/.exec(text.slice(end, end + 10));
  if (rest === null || !/\d$/.test(text.slice(start, end))) return end;
  const line = text.slice(Math.max(text.lastIndexOf('\n', end - 1) + 1, end - 60), end);
  const isOpen = line.lastIndexOf('(') > line.lastIndexOf(')');
  return isOpen || line.length >= 50 ? end + rest[0].length : end;
}
