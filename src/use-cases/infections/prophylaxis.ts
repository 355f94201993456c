import {
  createMatcher,
  expandAlternatives,
  readYaml,
  type Span,
  tokenize,
  type TokenizedText,
} from '../../text/index.js';

const words = readYaml<Readonly<Record<'drugs' | 'prevented', readonly string[]>>>(
  import.meta.url,
  './vocabulary/prophylaxis.yml',
);
const [drugs, prevented] = [words.drugs, words.prevented].map((patterns) =>
  createMatcher([{ value: true as const, patterns: patterns.flatMap(expandAlternatives) }]),
) as [ReturnType<typeof createMatcher<true>>, ReturnType<typeof createMatcher<true>>];

const BRACKETS = /^[ \t]*\(([^()\n]{2,80})\)/u;
const BETWEEN_ITEMS = /,|\/|\+|(?<!\p{L})et(?!\p{L})/u;

const isPrevented = (item: string): boolean => {
  const name = item.trim();
  return prevented.find(tokenize(name)).some(({ start, end }) => start === 0 && end === name.length);
};

/** "Cotrimoxazole (pneumocystose, toxoplasmose)": brackets that say what a drug prevents, not what it treats. */
export function prophylaxisParts(tokens: TokenizedText): Span[] {
  return drugs.find(tokens).flatMap(({ end }) => {
    const [whole, list] = BRACKETS.exec(tokens.text.slice(end, end + 100)) ?? [];
    if (whole === undefined || list === undefined) return [];
    return list.split(BETWEEN_ITEMS).every(isPrevented) ? [{ start: end, end: end + whole.length }] : [];
  });
}
