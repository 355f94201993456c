import { actCode, dottedCode } from '../code-shape.js';
import { type ImportedKind } from '../imported.js';
import { MCO_TYPES, type McoType } from '../nomenclature.js';
import { type Row } from './table.js';

/** What a line is read as, or the rule it breaks; `null` is a line that tells nothing here. */
export type Read = { readonly row: object } | { readonly rule: string } | null;

/** How a known file is laid out. */
export interface Layout {
  readonly kind: ImportedKind;
  /** Lines before the first row. */
  readonly headings: number;
  readonly read: (cells: readonly string[]) => Read;
}

const NO_CODE = 'pas de code CIM-10 à sa place';
const NO_LABEL = 'pas de libellé';
const diagnosis = (cell: string | undefined) => dottedCode(cell ?? '');
const typeOf = (cell: string | undefined): McoType | undefined =>
  MCO_TYPES.find((type) => String(type) === (cell ?? '').trim());

function listed(code: string | undefined, type: string | undefined, label: string | undefined): Read {
  const known = diagnosis(code);
  if (!known) return { rule: NO_CODE };
  const mco = typeOf(type);
  if (mco === undefined) return { rule: 'le type n’est pas 0, 1, 2, 3 ou 4' };
  if (!label) return { rule: NO_LABEL };
  return { row: { code: known, label, type: mco } };
}

const sentences = (notes: string | undefined): string[] =>
  (notes ?? '')
    .split(/[\n;]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** `LIBCIM10MULTI.TXT`: code | type MCO | type SSR | type PSY | short label | label. The 2019 list has tabs. */
const LIBCIM10: Layout = {
  kind: 'cim10',
  headings: 0,
  read: (cells) =>
    cells.length === 6
      ? listed(cells[0], cells[1], cells[5])
      : { rule: `${cells.length} colonnes, la liste en a 6` },
};

/** The layout of a file, told by its first line; undefined where nobody knows it. */
export function layoutOf(first: Row): Layout | undefined {
  const { cells } = first;
  if (cells.length === 6 && diagnosis(cells[0]) && typeOf(cells[1]) !== undefined) return LIBCIM10;
  const at = (...names: readonly string[]): number =>
    cells.findIndex((cell) => names.includes(cell.trim().toLowerCase()));
  const [code, type] = [at('code', 'icd_code', 'acte', 'code_acte'), at('type', 'type_mco', 'typemcohad')];
  const label = at('long', 'libelle_long', 'libelle', 'label');
  const includes = at('inclusion_notes');
  const root = at('racine', 'racine_ghm');
  const rootLabel = at('libelle_racine', 'libelle');
  if (root !== -1 && rootLabel !== -1) return ghmLayout(root, rootLabel);
  if (code === -1) return undefined;
  if (includes !== -1) return notesLayout(code, includes, at('exclusion_notes'));
  if (type !== -1 && label !== -1)
    return { kind: 'cim10', headings: 1, read: (row) => listed(row[code], row[type], row[label]) };
  const level = at('niveau', 'niveau_cma', 'level');
  if (level !== -1 || (cells.length === 1 && cells[0]?.trim() === 'icd_code')) return cmaLayout(code, level);
  return label === -1 ? undefined : actsLayout(code, label);
}

/** `A15-A19`, `IX`, `M628-01`: notes of a block, a chapter, a table of sites. */
const OF_NO_CODE = /^(?:[IVX]+|[A-Z]\d{2,4}-\w+)$/;

const notesLayout = (code: number, includes: number, excludes: number): Layout => ({
  kind: 'cim10-notes',
  headings: 1,
  read: (cells) => {
    if (OF_NO_CODE.test(cells[code] ?? '')) return null;
    const known = diagnosis(cells[code]);
    if (!known) return { rule: NO_CODE };
    return {
      row: { code: known, includes: sentences(cells[includes]), excludes: sentences(cells[excludes]) },
    };
  },
});

/** A list of complications without their levels gives the least, 2. */
const cmaLayout = (code: number, at: number): Layout => ({
  kind: 'cma',
  headings: 1,
  read: (cells) => {
    const known = diagnosis(cells[code]);
    if (!known) return { rule: NO_CODE };
    const level = at === -1 ? 2 : Number(cells[at]);
    return [1, 2, 3, 4].includes(level)
      ? { row: { code: known, level } }
      : { rule: 'le niveau n’est pas 1, 2, 3 ou 4' };
  },
});

/** Roots of homogeneous groups of patients: `03C18`. */
const ghmLayout = (root: number, label: number): Layout => ({
  kind: 'ghm',
  headings: 1,
  read: (cells) => {
    const code = (cells[root] ?? '').toUpperCase();
    if (!/^\d{2}[CKMZH]\d{2}$/.test(code))
      return { rule: 'pas de racine de GHM (deux chiffres, une lettre, deux chiffres)' };
    return cells[label] ? { row: { code, label: cells[label] } } : { rule: NO_LABEL };
  },
});

const actsLayout = (code: number, label: number): Layout => ({
  kind: 'ccam',
  headings: 1,
  read: (cells) => {
    const known = actCode(cells[code] ?? '');
    if (!known) return { rule: 'pas de code CCAM (quatre lettres, trois chiffres)' };
    return cells[label] ? { row: { code: known, label: cells[label] } } : { rule: NO_LABEL };
  },
});
