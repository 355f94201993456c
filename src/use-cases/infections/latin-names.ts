import { readYaml } from '../../text/index.js';

const GENERA = readYaml<Readonly<Record<string, readonly string[]>>>(
  import.meta.url,
  './vocabulary/genera.yml',
);
const SPECIES = /^([A-Z][a-z]+) ([a-z]{3,})$/;
const GENUS = /^[A-Z][a-z]+$/;

/**
 * How a Latin name is written: "Escherichia coli", "E. coli"; "Klebsiella", "Klebsiella spp"; "ae" also as "e". A name
 * that is not Latin ("Bacille à Gram négatif") gives nothing.
 */
export function latinNamesOf(name: string): readonly string[] {
  const [, genus, epithet] = SPECIES.exec(name) ?? [];
  if (genus !== undefined && epithet !== undefined) {
    const first = [genus, `${genus.charAt(0)}.`, ...(GENERA[genus] ?? [])];
    const second = new Set([epithet, epithet.replaceAll('ae', 'e')]);
    return [...second].flatMap((word) => first.map((start) => `${start} ${word}`));
  }
  return GENUS.test(name) ? [name, ...['spp', 'sp', 'species'].map((word) => `${name} ${word}`)] : [];
}
