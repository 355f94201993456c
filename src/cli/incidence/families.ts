import { readYaml } from '../../text/index.js';

interface Family {
  readonly name: string;
  readonly species?: readonly string[];
  readonly genera?: readonly string[];
}

const { families, unnamed } = readYaml<{
  families: readonly Family[];
  unnamed: readonly string[];
}>(import.meta.url, './families.yml');

/** The family under which an organism is counted: its genus where no family is named for it; none for a mere stain. */
export function familyOf(organism: string): string | undefined {
  const name = organism.trim().replace(/\s+/g, ' ');
  const [genus = ''] = name.split(' ');
  if (unnamed.includes(genus)) return undefined;
  const found = families.find(
    ({ species = [], genera = [] }) => species.some((one) => name.startsWith(one)) || genera.includes(genus),
  );
  return found?.name ?? genus;
}
