/** What stands between two neighbours of a sentence. */
export interface Gap {
  /** Words that are neither glue nor clues. */
  readonly strange: number;
  /** The same, after a parenthesis that closes here: "(exon 14 et introns), KRAS". */
  readonly strangeAfter: number;
  /** "ainsi que", "de même que". */
  readonly likewise: boolean;
  readonly comma: boolean;
  readonly semicolon: boolean;
  readonly colon: boolean;
  readonly stop: boolean;
  /** A table cell ends. */
  readonly cell: boolean;
  readonly slash: boolean;
  /** Parentheses opened and closed. */
  readonly opened: number;
  readonly closed: number;
  /** A small word that points forward: "mutation de EGFR". */
  readonly points: boolean;
  /** "pour" just before what follows. */
  readonly toward: boolean;
  readonly and: boolean;
  readonly but: boolean;
  readonly bullet: boolean;
  /** A line ends. */
  readonly line: boolean;
  /** Nothing but a word or sign that leads from one value to the next: "de 3,1 à 7,4". */
  readonly leads: boolean;
  readonly arrow: boolean;
}

const count = (text: string, sign: string) => text.split(sign).length - 1;

/** `plainText` as `plain()` gives it. */
export function gapOf(plainText: string, strangeIn: (between: string) => number): Gap {
  const strange = strangeIn(plainText);
  return {
    strange,
    strangeAfter: strange === 0 ? 0 : strangeIn(plainText.slice(plainText.indexOf(')') + 1)),
    likewise: /\b(?:ainsi que|de meme que|tout comme|de meme pour|idem pour)\b/.test(plainText),
    comma: plainText.includes(','),
    semicolon: plainText.includes(';'),
    // "PSA ....... 12": leaders point at a value as a colon does.
    colon: /[:=]|\.{3}|^[^)]*→/.test(plainText),
    stop: /(?<!\.)[.!?]\s+(?![\s(:])/.test(plainText),
    cell: /[|\t]|\S? {3,}/.test(plainText),
    slash: plainText.includes('/'),
    opened: count(plainText, '(') + count(plainText, '['),
    closed: count(plainText, ')') + count(plainText, ']'),
    points: /(?:^|[\s'])(?:de|du|des|d'|d|of|in|pour|sur|dans|au|aux|chez|l')(?=$|[\s'])|d'|l'/.test(
      plainText,
    ),
    toward: /\bpour (?:les? |la |l')?$/.test(plainText),
    and: /\b(?:et|ou|ni|and|or)\b|&/.test(plainText),
    but: /\b(?:mais|en revanche|cependant|toutefois|alors que|tandis que)\b/.test(plainText),
    leads: /^\s*(?:a|puis|puis a|et|vers|-|(?:->|→|=>)+)\s*$/.test(plainText),
    arrow: /^\s*(?:puis|puis a|(?:->|→|=>)+)\s*$/.test(plainText),
    line: plainText.includes('\n'),
    bullet: /\n\s*[-•*·▪]\s?/.test(plainText),
  };
}

export const breaksList = (gap: Gap): boolean =>
  gap.strange > 0 || gap.colon || gap.stop || gap.but || gap.opened > 0 || gap.cell;
