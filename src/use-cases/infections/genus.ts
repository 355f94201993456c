import { isStated } from './draft.js';
import { type Judged } from './judged.js';
import { type Mention } from './mentions.js';

/** Genera whose bare name is used of several diseases' germs at once. */
const TOO_WIDE: ReadonlySet<string> = new Set(['Streptococcus', 'Bacillus', 'Clostridium', 'Mycobacterium']);
const GENUS = /^[A-Z][a-z]+$/;

/**
 * "La klebsielle", after the one species of Klebsiella that the report names: that species. `mentions` are of one report; a genus that is denied,
 * or one of which two species were found, keeps its name.
 */
export function withSpecies(mentions: readonly Judged<Mention>[]): Judged<Mention>[] {
  const species = new Map<string, Judged<Mention> | null>();
  for (const one of mentions) {
    const [genus = '', epithet] = one.name.split(' ');
    if (one.kind !== 'Bacterie' || epithet === undefined || !isStated(one)) continue;
    const known = species.get(genus);
    species.set(genus, known === undefined ? one : known?.name === one.name ? known : null);
  }
  return mentions.map((one) => {
    const isGenus = one.kind === 'Bacterie' && one.phenotype === null && GENUS.test(one.name);
    const only = isGenus && isStated(one) && !TOO_WIDE.has(one.name) ? species.get(one.name) : undefined;
    if (!only || only.start > one.start) return one;
    const { name, organism, family, code } = only;
    return { ...one, name, organism, family, code };
  });
}
