import { readYaml } from '../../text/index.js';

type Group = Readonly<Record<'genera' | 'antibiotics', readonly string[]>>;
const groups = Object.entries(
  readYaml<Readonly<Record<string, Group>>>(import.meta.url, './vocabulary/spectrum.yml'),
);
const byName = (names: keyof Group): ReadonlyMap<string, string> =>
  new Map(groups.flatMap(([group, { [names]: all }]) => all.map((name) => [name, group] as const)));
const ofAntibiotic = byName('antibiotics');
const ofGenus = byName('genera');

/** Whether a germ may have been tested with an antibiotic: `true` and `false` where both groups are known, else null. */
export function isTestedOn(antibiotic: string, organism: string): boolean | null {
  const [one, other] = [ofAntibiotic.get(antibiotic), ofGenus.get(organism.split(' ')[0] ?? '')];
  return one === undefined || other === undefined ? null : one === other;
}
