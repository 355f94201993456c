import { COMPARED, INTERVAL, measureOf, NUMBER, UNIT, unitOf } from './numbers.js';
import { type Clue, type Measure, type ShapeKind } from './terms.js';

const MONTH =
  'janv(?:ier|\\.)?|fev(?:rier|r\\.?|\\.)?|mars|avr(?:il|\\.)?|mai|juin|juil(?:let|\\.)?|aout|sept(?:embre|\\.)?|oct(?:obre|\\.)?|nov(?:embre|\\.)?|dec(?:embre|\\.)?';
export const AMINO =
  'ala|arg|asn|asp|cys|gln|glu|gly|his|ile|leu|lys|met|phe|pro|ser|thr|trp|tyr|val|ter|sec';
const AA = 'acdefghiklmnpqrstvwy';

interface Shape {
  readonly kind: ShapeKind | 'elevated' | 'normal' | 'ihc';
  readonly pattern: string;
  readonly unit?: string;
}

/** In order of preference at one place. Written for plain text: lower case, no accents. */
const SHAPES: readonly Shape[] = [
  {
    kind: 'ihc',
    pattern: String.raw`\bclones?\s?:?\s?(?<name>(?:[a-z]{1,6}[- ]?)?\d[a-z0-9]*(?:-[a-z0-9]+)?)\b`,
  },
  {
    kind: 'copies',
    pattern: String.raw`\b(?:nombre|nb|nbre)\.? (?:moyen )?de (?:copies|signaux)(?: (?:du gene|de|met|M+|par noyau|par cellule))*\s?[:=(]?\s?(?:a|de|est|estime)?\s?${COMPARED}|(?<=[(,:;] ?|avec |de |a )(?:>|≥)?\s?(?<low2>\d{1,3}(?:[.,]\d+)?) copies\b`,
  },
  {
    kind: 'vaf',
    pattern: String.raw`\b(?:vaf|faa?|fav|frequence (?:allelique|d'allele mute)|allele frequency|charge allelique)(?:\s(?:moyenne|variante|mutee?|estimee?|calculee?|du variant|de la mutation|du clone|a|de|est))*\s?[:=(]?\s?${COMPARED}\s?(?<sign>%|pour ?cents?\b)?|(?<low2>${NUMBER})\s?%\s(?:de (?:vaf|frequence allelique)|(?:des|d'|de) (?:alleles?|reads|lectures))\b`,
  },
  {
    kind: 'date',
    pattern: String.raw`\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d\d\b(?!\s?%)|\b(?:19|20)\d\d-\d\d-\d\d\b|\b(?:0?[1-9]|1[0-2])/(?:19|20)\d\d\b|\b(?:(?:\d{1,2}|1er)\s)?(?:${MONTH})\s(?:19|20)?\d\d\b(?!\s?[%/])|(?<=\b(?:en|depuis|de|du|fin|debut|annee|des|l'ete|printemps|automne)\s(?:l'annee\s)?|\()(?:19|20)\d\d\b(?![.,]\d|\s?(?:ng|u|k|ui)\b)|(?<=\b(?:le|du|au)\s)\d{1,2}/(?:0?[1-9]|1[0-2])\b(?![/.,]?\d|\s?%)|(?<=\b(?:en|de|depuis|fin|debut|mi|courant)[\s-])(?:${MONTH})(?![a-z])|\b(?<=le\s)\d{1,2}\s(?:${MONTH})(?![a-z])|(?<=\b(?:histologie|biopsies?|anapath|ngs|ihc|tissu|primitif|primitive|initiale?|sein (?:droit|gauche)|exerese|resection)\s)(?:19|20)\d\d\b(?![.,]\d)|(?<=\()(?:${MONTH})(?=\s?[:,)])|(?<=\()(?:0[1-9]|1[0-2])/[12]\d(?=\))|(?<=\()[cj]\d{1,3}(?=\))|(?<=[:;,\n]\s?)\b[cjm]\d{1,2}(?=\s?:\s?[<\d])`,
  },
  {
    kind: 'variant',
    pattern: String.raw`\b[cpg]\.(?=\s?[^\s,;]*\d)\s?[\[(]?[a-z0-9_*>=+\-?]+(?:&gt;[a-z]+)?(?:\([a-z0-9_*>=]+\))?[\])]?|\bp\.?\s?\(?(?:${AMINO})\d+(?:_(?:${AMINO})\d+)?(?:${AMINO}|del\w*|ins\w*|dup|fs\w*|\*)\)?|\b(?:${AMINO})\d{2,4}(?:${AMINO})\b|(?<![a-z0-9.-])[${AA}]\d{2,4}(?:[${AA}](?:/[${AA}])?|\*|x|fs(?:\*?\d*)?)(?![a-z0-9]|-\d)|\b[${AA}]\d{3,4}_[${AA}]\d{3,4}(?:del|ins|dup)\w*|\b(?:exon|ex)\.?\s?\d{1,2}\s?(?:del(?:etions?)?|ins(?:ertions?)?|skip(?:ping)?)\b|\b(?:deletions?|insertions?|saut|duplications?|del|ins)\s(?:(?:dans|de|du|d'|en|sur|l'|l|la|le|au|niveau)\s?)*(?:exon|ex)\.?\s?\d{1,2}\b|\bdel\s?(?:ex|exon)?\s?19\b|\bv600\b|\be1a[23]\b|\be1[34]a[23]\b|\bb[23]a[23]\b|(?<=M{4}[\s:,(]{0,3}(?:mutee?,?\s|mutation,?\s)?)type [abd]\b|\b(?:itd|tkd|ptd)\b|\b(?:del|ins|dup)\s?[${AA}]\d{2,4}(?:_[${AA}]\d{2,4})?\b`,
  },
  {
    kind: 'elevated',
    pattern: String.raw`\b\d+(?:[.,]\d+)?\s?(?:x|fois)?\s?(?:la\s)?(?:n|normale|lsn)\b(?!\s?[<:=≤(°/])|(?<![a-z])>\s?n\b`,
  },
  { kind: 'normal', pattern: String.raw`(?<=M\s?:?\s?)\bn(?=\s*(?:[,;.)\n]|$))` },
  {
    kind: 'exon',
    pattern: String.raw`\b(?:exons?|codons?|ex\.?)\s?\d+(?:\s?(?:,|et|a|-|/|,?\s?et)\s?\d{1,2}(?!\d|[.,]?\d?\s?%))*`,
  },
  {
    kind: 'hscore',
    pattern: String.raw`\bh[- ]?score\s?(?:a|de|=|:|est|estime|evalue|\s)*\s?${INTERVAL}(?:\s?/\s?300)?`,
  },
  {
    kind: 'allred',
    pattern: String.raw`\ballred\s?(?:a|de|=|:|\s)*\s?(?<low>\d)(?:\s?/\s?8)?|\b(?<low2>[0-8])\s?/\s?8\b`,
  },
  {
    kind: 'ratio',
    pattern: String.raw`\bratio(?:\sallelique|\sitd(?:/wt)?)?(?:\s?(?:(?:du|de|gene|genes)\s)*(?:her-?2|erbb2|c-?met|met|M+)?\s?/?\s?(?:cep|chr|cen|d17z1|c)?\s?-?(?:17|7)?)?\s?(?:a|de|=|:|est|egal|inferieur|superieur|calcule|moyen|\(|\s)*\s?${COMPARED}`,
  },
  { kind: 'percent', pattern: String.raw`${INTERVAL}\s?(?:%|pour ?cents?\b|p\. ?100)` },
  {
    kind: 'range',
    pattern: String.raw`[\[(]?\s?\b(?:vn|vr|valeurs? (?:normales?|usuelles?|de reference)|normales?|normes?|norm|n|ref|reference|usuelles?|seuil)\s?(?:[:=]|inferieure? a|a|de|est|entre)*\s?(?:(?:<|≤|<=|inf\.?(?:erieure?s?)? a|-)\s?(?<high>${NUMBER})|(?<low>${NUMBER})\s?(?:-|a|et|/)\s?(?<high2>${NUMBER}))(?:\s?(?:${UNIT}))?\s?[\])]?|[\[(]\s?(?<low3>${NUMBER})\s?(?:-|a|;)\s?(?<high3>${NUMBER})(?:\s?(?:${UNIT}))?\s?[\])]|[\[(]\s?(?:<|≤|<=|inf\.?(?:erieure?s?)? a)\s?(?<high4>${NUMBER})(?!\s?%)(?:\s?(?:${UNIT}))?\s?[\])]|\b(?:(?<=\b(?:une?|la|sa|valeur|laboratoire)\s)normale|vn|vr|valeurs? (?:normales?|usuelles?|de reference)(?: du laboratoire)?|normes?(?: du laboratoire)?|limites?(?: (?:superieure|haute))?(?: de la normale)?|bornes?(?: superieure)?|seuil(?! de (?:detection|sensibilite|quantification))(?: de [a-z']{3,20}| retenu| pathologique)?)\s?(?:[:=]|a|de|est|fixee?|\s)*\s?(?:>=?|≥)?\s?(?<high6>${NUMBER})(?:\s?(?:${UNIT}|%))?|\b(?:vn|vr|n|normes?|normales?|valeurs? (?:normales?|usuelles?|de reference))\s?[:=]?\s?(?:>=?|≥|sup\.?(?:erieure?s?)? a)\s?(?<above>${NUMBER})(?:\s?(?:${UNIT}|%))?|\b(?:attendue?s?|cible|objectif)\b[a-z' ]{0,40}[:=]?\s?(?:<=?|≤|inf\.?(?:erieure?s?)? a)\s?(?<high7>${NUMBER})(?:\s?(?:${UNIT}))?|(?<=[|\t]\s?|\s{2})(?<low5>${NUMBER})\s?(?:-|a)\s?(?<high5>${NUMBER})(?!\s?%)(?=\s*(?:[|\t\n]|$|${UNIT}))`,
  },
  {
    kind: 'grade',
    pattern: String.raw`(?:\bscore\s?(?:ihc|de|a|:|=|\s)*\s?)?(?<![\d.,])(?<grade>[0-3])\s?\(?\+\)?(?!\s?\d|\w|\+)|\bscore\s?(?:ihc|de|a|:|=|\s)*\s?(?<grade2>[0-3])(?![\d.,]\d|\d|\s?(?:%|/))`,
  },
  { kind: 'plus', pattern: String.raw`(?<![+\d])\(?\+{1,4}\)?(?![+\d])(?:(?<=/\+)|(?!\s?/\s?-))` },
  {
    kind: 'minus',
    pattern: String.raw`(?<=\w\s?)-(?=\s*(?:$|[,;.)/|\n]))|(?<=[+-] ?M{2,20})-(?=M+ ?[+-](?![a-z\d]))|(?<=M )-(?= \(|\s{1,12}M+ ?[+-]|\s{2}|\s?:)|(?<=[a-zM])-(?=\s)|(?<=[+\-]/)-(?=\s*(?:$|[,;.)/]))|(?<=\s)-(?=\s?(?:$|[,;.)]))|\(-\)`,
  },
  {
    kind: 'number',
    pattern: String.raw`(?<=\bcps\s?[:=]?\s?)(?<low2>${NUMBER})\s?(?:-|a)\s?(?<high2>${NUMBER})(?!\s?%|\d)|(?<![a-z0-9M]|\d[.,]|\d\s?/\s?|\bsur |\bx ?|\bpar )${COMPARED}(?:[\s|]{0,10}(?<unit>${UNIT}))?(?!\s?(?:ans?\b|mois|jours?|semaines?|mg\b|g/|g\b|mm\b|cm\b|kg\b|h\b|heures?|cycles?|cures?|ms\b|eme|er\b|/mn|/min|bpm|gy\b|ml\b|fois|lignes?|/\d|mmol|umol|giga|/mm|patients?|ganglions?|marqueurs?|loci\b|locus\b|genes?\b|proteines?|sondes?|noyaux|lames?\b|blocs?\b|carottes?|sites?\b|champs?\b|mitoses?\b|foyers?\b|fragments?\b|hpf\b|cfg\b|copies|signaux|\(\d\+)|[.,]?\d|[a-z]|-\d+\s?(?:j|jours?|mois|ans|sem|semaines?|h)\b)`,
  },
  { kind: 'unit', pattern: String.raw`(?<=[(\[]\s?|,\s?|\ben )(?:${UNIT})` },
];

const NAMED = /\(\?<(?![=!])(\w+)>/g;

/** One expression for all shapes; its named groups are told apart by their shape. */
const ALL = new RegExp(
  SHAPES.map(
    ({ kind, pattern }, index) =>
      `(?<${kind}>${pattern.replace(NAMED, (_, name: string) => `(?<s${index}_${name}>`)})`,
  ).join('|'),
  'g',
);

function measure(
  kind: Shape['kind'],
  groups: Record<string, string | undefined>,
  text: string,
): Measure | undefined {
  switch (kind) {
    case 'percent':
      return measureOf(groups, '%');
    case 'number':
      return measureOf(
        { ...groups, low: groups['low'] ?? groups['low2'], high: groups['high2'] },
        groups['unit'] === undefined ? null : unitOf(groups['unit']),
      );
    case 'vaf': {
      const percent = groups['low2'] !== undefined || groups['sign'] !== undefined;
      return measureOf({ ...groups, low: groups['low'] ?? groups['low2'] }, percent ? '%' : null);
    }
    case 'copies':
      return measureOf({ ...groups, low: groups['low'] ?? groups['low2'] }, null);
    case 'unit':
      return { comparator: '', low: Number.NaN, high: Number.NaN, text: '', unit: unitOf(text) };
    case 'hscore':
      return measureOf(groups, null);
    case 'ratio':
      return measureOf(groups, '{ratio}');
    case 'allred':
      return measureOf({ low: groups['low'] ?? groups['low2'] }, null);
    case 'grade':
      return measureOf({ low: groups['grade'] ?? groups['grade2'] }, null);
    case 'range': {
      // "N > 25" has no upper bound.
      if (groups['above'] !== undefined) return undefined;
      const from = groups['low'] ?? groups['low3'] ?? groups['low5'];
      const high =
        groups['high'] ??
        groups['high2'] ??
        groups['high3'] ??
        groups['high4'] ??
        groups['high5'] ??
        groups['high6'] ??
        groups['high7'];
      const range = measureOf({ low: from ?? '0', high }, null);
      return { ...range, text: `${from === undefined ? '<' : `${range.low}-`}${range.high}` };
    }
    default:
      return undefined;
  }
}

/** For each shape, its own groups: the name here, and the name in ALL. */
const OWN_GROUPS = SHAPES.map(({ pattern }, index) =>
  [...pattern.matchAll(NAMED)].map(([, name = '']) => [name, `s${index}_${name}`] as const),
);

/** "(p.Gly12Val) sans…": the parenthesis that closes is not of the variant. */
const closedBefore = (kind: Shape['kind'], text: string) =>
  kind === 'variant' && /[)\]]$/.test(text) && !/[([]/.test(text) ? text.slice(0, -1) : text;

/** Numbers, grades, variants, dates of a stretch of plain text; `offset` is where it starts in the document. */
export function shapesOf(plainText: string, offset: number): Clue[] {
  const clues: Clue[] = [];
  for (const match of plainText.matchAll(ALL)) {
    const groups = match.groups ?? {};
    const index = SHAPES.findIndex(({ kind }) => groups[kind] !== undefined);
    const { kind } = SHAPES[index] as Shape;
    const own: Record<string, string | undefined> = {};
    for (const [name, full] of OWN_GROUPS[index] ?? []) own[name] = groups[full];
    const read = measure(kind, own, match[0].trim());
    const text = kind === 'ihc' ? (own['name'] ?? '') : closedBefore(kind, match[0].trim());
    const start = offset + match.index + match[0].lastIndexOf(text);
    clues.push({ kind, start, end: start + text.length, text, ...(read && { measure: read }) });
  }
  return clues;
}
