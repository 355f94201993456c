/** Where a clause ends: "E. coli" and "E. COLI" end none. */
export const CLAUSE_BORDER =
  /(?<!(?<!\p{L})\p{Lu})[.;][ \t]+(?=[\p{Lu}\d-])|(?<=(?<!\p{L})\p{Lu})\.[ \t]+(?=[\d-]|\p{Lu}(?!\p{Lu}{3}))|\n/u;
