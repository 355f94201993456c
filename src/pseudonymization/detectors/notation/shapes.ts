import { type Span } from '../../../text/index.js';

const AA = '[ACDEFGHIKLMNPQRSTVWY]';
const AA3 =
  '(?:Ala|Arg|Asn|Asp|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val|Sec|Ter|Xaa|ALA|ARG|ASN|ASP|CYS|GLN|GLU|GLY|HIS|ILE|LEU|LYS|MET|PHE|PRO|SER|THR|TRP|TYR|VAL|TER)';
/** Before a letter or a figure that is a sign of its own. */
const OPEN = String.raw`(?<![\p{L}\d])`;
const SHUT = String.raw`(?![\p{L}\d])`;
/** Signs that belong to a description of a variant. */
const TAIL = String.raw`[\p{L}\d_>*=+?()\[\];:-]{0,80}`;
const BAND = String.raw`(?:[pq](?:\d{1,2}(?:\.\d{1,3})?|ter|arm)?(?:[pq-]{1,2}\d{1,2}(?:\.\d{1,3})?)?)`;
const CHROMOSOME = String.raw`(?:\d{1,2}|[XY])`;

/** Sure: nothing that says who somebody is looks so, whatever stands before it. */
const SURE: readonly string[] = [
  // NM_000059.4, ENST00000380152.8, rs113488022, COSM476, LRG_293t1, chr7:140753336, and what follows a colon.
  String.raw`${OPEN}(?:(?:N[MRPCGTW]|X[MRP])_\d{4,12}|N[MP] ?\d{6,9}(?=\.\d)|ENS[A-Z]{0,4}\d{6,15}|LRG_\d{1,5}(?:[tp]\d)?|rs\d{3,12}|COS[MVT]\d{2,12}|[cC]hr(?:\d{1,2}|[XYM]):g?\.?\d{3,12})(?:\.\d{1,3})?(?:\([A-Z\d-]{2,12}\))?(?: ?:? ?[cgnmrp]\.${TAIL})?`,
  // c.6275_6276del, c. 1799 T > A, c.68-2A>G, g.[123A>G;456del], m.3243A>G
  String.raw`${OPEN}[cgnmr]\. ?[(\[]?\(?[?*+-]?[\d?]{1,10}(?=[\d_+?()*-]{0,40} ?(?:[ACGTUacgtu]{1,20} ?>|del|dup|ins|inv|con|=|\[))${TAIL}(?: ?[ACGT]{1,3} ?> ?[ACGT]{1,3}|(?<=del|ins|dup)[ACGT]{1,30})?`,
  String.raw`${OPEN}C\. ?\d{1,6}(?:[+-]\d{1,4})?(?:_\d{1,6})?(?:[ACGT]>[ACGT]|DEL|DUP|INS)[ACGT]{0,20}`,
  // p.(Leu2092Profs*7), p.W557_K558del, p.V600E, p.?, p.(=)
  String.raw`${OPEN}[pP]\. ?[(\[]?(?:${AA3}|${AA}) ?\d{1,5}${TAIL}`,
  String.raw`${OPEN}p\. ?(?:\((?:=|\?)\)|=|\?|0)`,
  // Leu2092Profs*7, Gln1756Profs
  String.raw`${OPEN}${AA3}\d{1,5}(?:${AA3}|fs|del|dup|ins|\*|=|_)${TAIL}`,
  // t(9;22)(q34;q11), inv(16)(p13q22), del(17p), +der(22), i(17)(q10)
  String.raw`${OPEN}(?:t|inv|del|dup|ins|add|der|dic|idic|i|r|iso|trp|tas|psu|fra)\(${CHROMOSOME}(?:${BAND})?(?:[;,/]${CHROMOSOME}(?:${BAND})?){0,3}\)(?: ?\(${BAND}(?:[;,/]?${BAND}){0,3}\))?`,
  // 46,XX,t(9;22)[20]; nuc ish(ABL1,BCR)x2; arr[GRCh38] 7q11
  String.raw`${OPEN}4[3-9] ?, ?X[XY]?Y?(?:,[^\s,]{1,60}|, (?=[+-]?(?:t|inv|del|der|add|dup|i)\()[^\s,]{1,60}){0,12}`,
  String.raw`${OPEN}(?:(?:nuc )?ish ?\(|arr ?\[[^\]\n]{1,20}\] ?)[^\s]{1,80}`,
  // 11q22.3, 1p/19q, 17p13, Xq28
  String.raw`${OPEN}${CHROMOSOME}(?:[pq]\d{1,2}(?:\.\d{1,3})?(?:-?[pq]?\d{1,2}(?:\.\d{1,3})?)?|[pq])(?:[/-]?${CHROMOSOME}[pq](?:\d{1,2}(?:\.\d{1,3})?)?)?(?![\p{L}\d./])`,
  String.raw`${OPEN}1[pP](?:[ /-]| et | ET )?19[qQ]${SHUT}`,
  // exon 19, exons 18 à 21, codon 600, intron 4
  String.raw`${OPEN}(?:exons?|ex\.|codons?|introns?) ?\d{1,3}(?: ?(?:,|;|/|-|à|et|ou) ?\d{1,3}(?![\p{L}\d/.]))*`,
  // HLA-B*57:01, HLA B27, DRB1*15:01
  String.raw`${OPEN}HLA[- ]?[A-Z]{1,4}\d{0,2}(?:\*\d{2,3}(?::\d{2,3}){0,3})?|${OPEN}D[RQP][AB]?\d?\*\d{2,3}(?::\d{2,3}){0,3}`,
  // [68Ga]Ga-PSMA-11, 18F-FDG, 177Lu-PSMA, 99mTc
  String.raw`${OPEN}\[?(?:18F|68Ga|64Cu|11C|13N|15O|82Rb|89Zr|111In|123I|124I|131I|90Y|177Lu|223Ra|99m?Tc|201Tl|51Cr|225Ac)\]?(?:[- ]?[\p{L}\d]{1,12}(?:-[\p{L}\d]{1,10})?)?`,
  // CD34+, CD3-, CD19/CD20, CD79a
  String.raw`${OPEN}CD ?\d{1,3}[a-z]{0,2}(?:[/,] ?CD\d{1,3}[a-z]?){0,8}[+-]{0,3}`,
  // COVID-19, SARS-CoV-2
  String.raw`${OPEN}(?:COVID|Covid|covid)[ -]?(?:19|long)${SHUT}|${OPEN}S(?:AR|RA)S[ -]?Co[Vv][ -]?\d?${SHUT}`,
  // Pip/taz, amox / clav: two halves of one drug
  String.raw`${OPEN}(?:[Pp]ip|[Aa]mox)(?:e|é|i)? ?[/+-] ?(?:[Tt]az|[Cc]lav)[oub]?${SHUT}`,
  // blaIMP, blaOXA-48, blaCTX-M-15
  String.raw`${OPEN}bla[ _-]?(?:IMP|KPC|NDM|VIM|OXA|TEM|SHV|CTX-?M|GES|SPM|CMY|DHA)(?:-?\d{1,3})?${SHUT}`,
  // A(H1N1)pdm09, H1-2009, H3N2
  String.raw`${OPEN}H\d{1,2}(?:N\d{1,2}(?:pdm|v)?-?(?:(?:20)?09)?|(?:pdm)?-?(?:20)?09)${SHUT}`,
  // mut/Mb, UFC/mL, 10^5
  String.raw`(?<=(?:mut(?:ations?)?\.?|variants?|évènements?) ?\/ ?)(?:Mb|MB|mb|mégabase)${SHUT}`,
];

/** Letters and figures that a number on a label may also be. */
const LIKELY: readonly string[] = [
  // V600E, W557_K558del, H3K27M, H3.3 K27M, E746_A750delinsIP, Y641, G12X
  String.raw`${OPEN}(?:H[1-4](?:\.\d)?[ -]?)?${AA}\d{1,3}(?:${AA}|X|\*|fs|del|dup|ins|_${AA}\d{1,4}|me[123]|ac|ph)(?:del|ins|dup|delins|fs|\*|[A-Z\d]){0,4}(?:\/${AA})?(?![\p{L}\d])(?![-._/]\d)`,
  String.raw`${OPEN}(?:mutations?|variants?|muté[es]{0,2}|[A-Z][A-Z\d]{2,7}) ${AA}\d{1,4}(?:${AA}|X|\*|fs)?(?![\p{L}\d])(?![-._/]\d)`,
  String.raw`${OPEN}${AA}\d{1,4}(?:${AA}|X|fs|del)(?:[/+]${AA}\d{1,4}(?:${AA}|X|fs|del)){1,3}${SHUT}`,
  // J+15, J8, C1J8, S3, M6: a letter tied to a figure
  String.raw`${OPEN}(?:[CS]\d{1,2} ?)?[JDSMCGTNHR][+-]?\d{1,2}(?![\p{L}\d])(?![-._/:]\d)`,
  // pT2N0(sn)M0, ypT0N0, cT3N1Mx, ypTis
  String.raw`${OPEN}[mrcpya]{0,4}T(?:[0-4][a-d]?|is|x|X)(?:\(\p{L}{1,3}\))?(?: ?[cpy]{0,2}N[0-3xX+][a-c]?(?:mi|\(sn\)|\(i[+-]\))?)?(?: ?[cpy]{0,2}M[01xX][a-d]?)?(?:R[012x])?(?![\p{L}\d])`,
  String.raw`${OPEN}[cpy]{1,2}[NM][0-3xX][a-c]?(?![\p{L}\d])`,
  // granzyme B, hépatite C, van A, type B
  String.raw`${OPEN}(?:[Gg]ranzyme|[Ii]nfluenza|[Gg]rippe|[Hh][ée]patite|[Vv]irus|[Vv]an|[Tt]ype|[Gg]roupe|[Ss]treptocoque|[Ss]trepto|[Vv]itamine|[Tt]oxine|[Ss]tade|[Cc]lasse|[Pp]énicilline|[Pp]éni|[Aa]mphot[ée]ricine|[Oo]p[ée]ron van|Child(?:-Pugh)?|BCLC|INFLUENZA|GRANZYME|VAN|TYPE|GROUPE|STADE) [A-GV](?:\d?${SHUT})(?! ?\. ?\p{Lu})`,
  // Deauville 4, score de Nancy
  String.raw`${OPEN}(?:Deauville|DEAUVILLE) ?:? ?(?:[1-5]|X)[ab]?(?![\p{L}\d]|[ .]?\d)`,
  String.raw`(?<=(?<!\p{L})(?:[Ss]core|[Éé]chelle|[Cc]rit[èe]res?|[Cc]lassification|[Ii]ndice) (?:de |selon |d['’])?)(?:Deauville|Lugano|Milan|Paris|Nancy|Lille|Vienne|Montr[ée]al|Rome|Amsterdam|Chicago|Vancouver|Berlin|Tokyo|Los Angeles|Copenhague|Helsinki|Sydney|Stockholm|Oxford|Rotterdam|Bruxelles|Utrecht|Atlanta|Baltimore|Boston)${SHUT}`,
  // claudine 18.2, trisomie 8, gain de 7
  String.raw`${OPEN}(?:[Cc]laudine?|CLAUDINE?)[ -]?\d{1,2}(?:\.\d)?${SHUT}`,
  String.raw`${OPEN}(?:[Tt]risom(?:ie|y)|[Mm]onosom(?:ie|y)|[Pp]olysomie|[Gg]ain|[Pp]erte|TRISOM(?:IE|Y)|MONOSOMIE|GAIN|PERTE)(?: (?:du|de|d['’]un|DU|DE))?(?: (?:chromosome|CHROMOSOME))? \d{1,2}(?:[pq]\d{0,2})?${SHUT}`,
  // CDKN2A et B
  String.raw`${OPEN}[A-Z][A-Z\d]{2,7}[A-D] (?:et|ou) [A-D](?![\p{L}\d])`,
  // R. Œstrogène
  String.raw`${OPEN}R(?:[ée]c)?\. ?(?:aux? |à la )?(?:[ŒOo]e?strog[èeé]ne|œstrog[èeé]ne|[EÉeé]strog[èeé]ne|[Pp]rogest[ée]rone|[Aa]ndrog[èe]ne)s?`,
  // K sein, K du poumon
  String.raw`${OPEN}K (?:(?:du |de |de l['’]|des |d['’])?(?:sein|prostat|ovair|col|côlon|colon|colique|rectum|rectal|poumon|bronch|bronchique|pulm|ORL|vessie|vésical|rein|rénal|pancréas|estomac|gastrique|œsophage|oesophage|foie|thyroïd|utérus|endomètre|testicule|langue|larynx|pharynx|cutané|peau|épidermoïde|VADS|sigmoïde|cæcum|anal|anus|vulv|vagin|méd|mammaire)\p{Ll}{0,6})`,
  // Patient : H, 62 ans
  String.raw`(?<=(?:[Pp]atiente?|[Ss]exe|PATIENTE?|SEXE) ?:? ?)[HFM](?=[ ,;/]{1,3}\d{1,3} ?a|[ ,]{1,2}n[ée])`,
];

const compiled = (shapes: readonly string[]): RegExp[] => shapes.map((shape) => new RegExp(shape, 'gu'));
const [SURE_SHAPES, LIKELY_SHAPES] = [compiled(SURE), compiled(LIKELY)];

/** Signs that end a sentence or a bracket opened before it belong to no description. */
function trimmed(raw: string): string {
  let end = raw.length;
  for (;;) {
    const sign = raw[end - 1];
    const kept = raw.slice(0, end);
    const isLoose =
      sign !== undefined &&
      (/[.;:,|/[(-]/.test(sign) ||
        (sign === ')' && kept.split(')').length > kept.split('(').length) ||
        (sign === ']' && kept.split(']').length > kept.split('[').length));
    if (!isLoose) return kept;
    end -= 1;
  }
}

const found = (text: string, shapes: readonly RegExp[]): Span[] =>
  shapes.flatMap((shape) =>
    [...text.matchAll(shape)].flatMap(({ 0: raw, index }) => {
      const end = index + trimmed(raw).length;
      return end > index ? [{ start: index, end }] : [];
    }),
  );

export const sureShapes = (text: string): Span[] => found(text, SURE_SHAPES);
export const likelyShapes = (text: string): Span[] => found(text, LIKELY_SHAPES);
