/** A sentence whose expected stretches stand in angle brackets: `Suivie à la <clinique des Ormes>.` */
export interface Marked {
  readonly text: string;
  readonly expected: readonly string[];
}

export const marked = (sentence: string): Marked => ({
  text: sentence.replace(/[<>]/g, ''),
  expected: [...sentence.matchAll(/<([^>]*)>/g)].map(([, inside = '']) => inside),
});

export const stretches = (
  text: string,
  found: readonly { readonly start: number; readonly end: number }[],
): string[] => [...found].sort((a, b) => a.start - b.start).map(({ start, end }) => text.slice(start, end));
