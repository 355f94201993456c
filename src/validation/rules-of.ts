import { type ValidationError } from 'class-validator';

/** Each broken rule as `path: rule` (`mllp[0].port: isInt`): the place and the rule, never the value. */
export function rulesOf(errors: readonly ValidationError[], path = ''): string[] {
  return errors.flatMap((error) => {
    const here = pathOf(path, error.property);
    const own = Object.keys(error.constraints ?? {}).map((rule) => `${here}: ${rule}`);
    return [...own, ...rulesOf(error.children ?? [], here)];
  });
}

/** `list[0].field`: class-validator names the item of a list by its index. */
export function pathOf(path: string, property: string): string {
  if (/^\d+$/.test(property)) return `${path}[${property}]`;
  return path ? `${path}.${property}` : property;
}
