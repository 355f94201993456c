import { readdirSync } from 'node:fs';
import { readYaml } from '../text/index.js';
import { type Act, type Diagnosis, type McoType } from './nomenclature.js';

/** Code → our label, then the other ways it is written. */
type Words = Readonly<Record<string, readonly [string, ...string[]]>>;
interface Facts {
  readonly types: Readonly<Record<string, readonly string[]>>;
}

const filesOf = (folder: string): string[] =>
  readdirSync(new URL(`./${folder}/`, import.meta.url))
    .filter((name) => name.endsWith('.yml'))
    .sort();

const wordsOf = (folder: string): [string, readonly [string, ...string[]]][] =>
  filesOf(folder).flatMap((name) => Object.entries(readYaml<Words>(import.meta.url, `./${folder}/${name}`)));

/** The diagnoses that ship with Passerelle, in the order of their codes. Read once, at first use. */
export const shippedDiagnoses = once((): readonly Diagnosis[] => {
  const { types } = readYaml<Facts>(import.meta.url, './facts.yml');
  const typed = new Map(
    Object.entries(types).flatMap(([type, codes]) => codes.map((code) => [code, Number(type) as McoType])),
  );
  const uses = readYaml<Readonly<Record<string, number>>>(import.meta.url, './uses.yml');
  return wordsOf('cim10')
    .map(([code, [label, ...forms]]) => ({
      ...{
        code,
        label,
        forms,
        type: typed.get(code) ?? 0,
        uses: uses[code] ?? 0,
        cma: null,
        includes: [],
        excludes: [],
      },
    }))
    .sort((one, other) => (one.code < other.code ? -1 : 1));
});

/** The acts that ship, the same. */
export const shippedActs = once((): readonly Act[] =>
  wordsOf('ccam')
    .map(([code, [label, ...forms]]) => ({ code, label, forms }))
    .sort((one, other) => (one.code < other.code ? -1 : 1)),
);

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
