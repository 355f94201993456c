const PLAIN: Readonly<Record<string, string>> = {
  '’': "'",
  ʼ: "'",
  '–': '-',
  '—': '-',
  '−': '-',
  '‑': '-',
  '‐': '-',
  '＋': '+',
  '⁺': '+',
  '⁻': '-',
  '≤': '≤',
  '≥': '≥',
  œ: 'o',
  µ: 'u',
  μ: 'u',
  β: 'b',
  α: 'a',
  '\u00A0': ' ',
  '\u202F': ' ',
  '\u2009': ' ',
  '×': 'x',
};

/**
 * Lower case without accents, signs made plain, ONE unit for one: offsets into it are offsets into the text.
 * For shapes (numbers, units, variants); words are matched by src/text.
 */
export function plain(text: string): string {
  return text.replace(/[^\x20-\x7e\n\r\t]|[A-Z]/g, (unit) => {
    const known = PLAIN[unit];
    if (known !== undefined) return known;
    const lower = unit.toLowerCase();
    const bare = lower.normalize('NFD')[0] ?? unit;
    return bare.length === unit.length ? bare : unit;
  });
}
