import { shippedActs, shippedDiagnoses } from './lexicon.js';
import { type Act, type Diagnosis } from './nomenclature.js';
import { type Imported, type ImportedKind } from './imported.js';
import { createSearch, type Search } from './search.js';

/** The nomenclatures as they stood at a date: what ships, under what the hospital imported. */
export interface Terminology {
  readonly diagnoses: ReadonlyMap<string, Diagnosis>;
  readonly acts: ReadonlyMap<string, Act>;
  /** Labels of the roots of GHM; empty while no table was imported. */
  readonly groups: ReadonlyMap<string, string>;
  /** Whether the official list of diagnoses is in: then a code that is not in `diagnoses` does not exist. */
  readonly isComplete: boolean;
  /** What each part comes from: `2025-03-01` of an import, or `shipped`. */
  readonly versions: Readonly<Record<ImportedKind, string>>;
  readonly search: Search;
}

const SHIPPED = 'shipped';
const byCode = <T extends { readonly code: string }>(all: readonly T[]): Map<string, T> =>
  new Map(all.map((one) => [one.code, one]));

/** Puts the imports over what ships: their labels, types and codes win, our ways of writing stay. */
export function layTerminology(imports: readonly Imported[]): Terminology {
  const of = <K extends ImportedKind>(kind: K) =>
    imports.find((one): one is Extract<Imported, { kind: K }> => one.kind === kind);
  const [list, notes, levels, ccam] = [of('cim10'), of('cim10-notes'), of('cma'), of('ccam')];
  const diagnoses = byCode(shippedDiagnoses());
  if (list) {
    const ours = new Map(diagnoses);
    diagnoses.clear();
    for (const { code, label, type } of list.rows) {
      const known = ours.get(code);
      const forms = known ? [known.label, ...known.forms].filter((form) => form !== label) : [];
      const uses = known?.uses ?? 0;
      diagnoses.set(code, { ...{ code, label, type, forms, uses }, cma: null, includes: [], excludes: [] });
    }
  }
  for (const { code, includes, excludes } of notes?.rows ?? []) {
    const known = diagnoses.get(code);
    if (known) diagnoses.set(code, { ...known, includes, excludes });
  }
  if (levels) {
    const told = new Map(levels.rows.map(({ code, level }) => [code, level]));
    for (const [code, known] of diagnoses) diagnoses.set(code, { ...known, cma: told.get(code) ?? 1 });
  }
  const acts = byCode(shippedActs());
  if (ccam) {
    const ours = new Map(acts);
    acts.clear();
    for (const { code, label } of ccam.rows) {
      const known = ours.get(code);
      acts.set(code, { code, label, forms: known ? [known.label, ...known.forms] : [] });
    }
  }
  let search: Search | undefined;
  return {
    ...{ diagnoses, acts, isComplete: list !== undefined },
    groups: new Map(of('ghm')?.rows.map(({ code, label }) => [code, label])),
    versions: {
      cim10: list?.from ?? SHIPPED,
      'cim10-notes': notes?.from ?? SHIPPED,
      cma: levels?.from ?? SHIPPED,
      ccam: ccam?.from ?? SHIPPED,
      ghm: of('ghm')?.from ?? SHIPPED,
    },
    /** Built when first asked for: the pipeline does without. */
    get search() {
      return (search ??= createSearch(diagnoses, acts));
    },
  };
}
