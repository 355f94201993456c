const INNERMOST = /\{([^{}]*)\}/;

/** Opens the alternatives of a pattern: `{pas|plus} de` → `pas de`, `plus de`. An empty one is allowed. */
export function expandAlternatives(pattern: string): string[] {
  const group = INNERMOST.exec(pattern);
  if (!group) return [pattern.replace(/ {2,}/g, ' ').trim()];
  const before = pattern.slice(0, group.index);
  const after = pattern.slice(group.index + group[0].length);
  return (group[1] as string).split('|').flatMap((choice) => expandAlternatives(before + choice + after));
}
