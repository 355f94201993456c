import { type Figure, measured, type Measure, type Sums } from './bootstrap.js';
import { type Counts } from './counts.js';
import { rates, share } from './rates.js';

export interface Rates {
  readonly precision: Figure;
  readonly recall: Figure;
  readonly f1: Figure;
}

/** Spans and tokens of one category, role or group. */
export interface ScopeFigures {
  readonly expected: number;
  readonly found: number;
  /** Same start, end and category; same role or kind too where the scope is one. */
  readonly exact: Rates;
  /** One character in common, same category. */
  readonly overlap: Rates;
  /** Absent for roles. */
  readonly tokens?: Rates;
}

export interface CorpusFigures {
  readonly documents: number;
  readonly characters: number;
  readonly tokens: number;
  readonly all: ScopeFigures;
  readonly direct: ScopeFigures;
  /** Role and kind right too. */
  readonly roles: ScopeFigures;
  readonly byCategory: Readonly<Record<string, ScopeFigures>>;
  readonly byRole: Readonly<Record<string, ScopeFigures>>;
  /** Share of identifying tokens that some span covers, whatever its category. */
  readonly redacted: Figure;
  readonly redactedDirect: Figure;
  /** Share of documents with every identifying token covered. */
  readonly fullyRedacted: Figure;
  readonly fullyRedactedDirect: Figure;
  /** Share of the tokens outside the gold that some span touches. */
  readonly overMasked: Figure;
  readonly overMaskedDirect: Figure;
}

const MEASURES = {
  exact: (scope: string) =>
    rates(
      { found: `${scope}/exact found`, expected: `${scope}/exact expected` },
      `${scope}/found`,
      `${scope}/expected`,
    ),
  overlap: (scope: string) =>
    rates(
      { found: `${scope}/overlap found`, expected: `${scope}/overlap expected` },
      `${scope}/found`,
      `${scope}/expected`,
    ),
  tokens: (scope: string) =>
    rates(
      { found: `${scope}/tokens right`, expected: `${scope}/tokens right` },
      `${scope}/tokens found`,
      `${scope}/tokens expected`,
    ),
} as const;

const CORPUS: Readonly<Record<string, Measure>> = {
  redacted: share('identifying/tokens covered', 'identifying/tokens expected'),
  redactedDirect: share('direct/tokens covered', 'direct/tokens expected'),
  fullyRedacted: share('document/fully redacted', 'document/documents'),
  fullyRedactedDirect: share('document/fully redacted direct', 'document/documents'),
  overMasked: share('document/tokens over', 'document/tokens outside'),
  overMaskedDirect: share('direct/tokens over', 'document/tokens outside'),
};

const isScope = (scope: string): boolean => !['document', 'identifying'].includes(scope);

/** All the figures of a corpus from the counts of its documents. */
export function figuresOf(documents: readonly Counts[], more?: { resamples?: number }): CorpusFigures {
  const scopes = scopesIn(documents);
  const measures: Record<string, Measure> = { ...CORPUS };
  for (const scope of scopes)
    for (const [kind, of] of Object.entries(MEASURES))
      for (const [rate, measure] of Object.entries(of(scope))) measures[`${scope}/${kind}/${rate}`] = measure;
  const figures = measured(documents, measures, more);
  const total: Sums = (key) => documents.reduce((sum, counts) => sum + (counts.get(key) ?? 0), 0);
  const figure = (name: string): Figure => figures[name] ?? { value: null, low: null, high: null };
  const ratesOf = (scope: string, kind: string): Rates => ({
    precision: figure(`${scope}/${kind}/precision`),
    recall: figure(`${scope}/${kind}/recall`),
    f1: figure(`${scope}/${kind}/f1`),
  });
  const scopeOf = (scope: string): ScopeFigures => ({
    expected: total(`${scope}/expected`),
    found: total(`${scope}/found`),
    exact: ratesOf(scope, 'exact'),
    overlap: ratesOf(scope, 'overlap'),
    ...(!isRole(scope) && { tokens: ratesOf(scope, 'tokens') }),
  });
  const named = (own: readonly string[]) =>
    Object.fromEntries(own.map((scope) => [scope.replace(/^role /, ''), scopeOf(scope)]));
  return {
    documents: total('document/documents'),
    characters: total('document/characters'),
    tokens: total('document/tokens'),
    all: scopeOf('all'),
    direct: scopeOf('direct'),
    roles: scopeOf('roles'),
    byCategory: named(scopes.filter((scope) => !isRole(scope) && !['all', 'direct'].includes(scope))),
    byRole: named(scopes.filter((scope) => scope.startsWith('role '))),
    redacted: figure('redacted'),
    redactedDirect: figure('redactedDirect'),
    fullyRedacted: figure('fullyRedacted'),
    fullyRedactedDirect: figure('fullyRedactedDirect'),
    overMasked: figure('overMasked'),
    overMaskedDirect: figure('overMaskedDirect'),
  };
}

const isRole = (scope: string): boolean => scope === 'roles' || scope.startsWith('role ');

const scopesIn = (documents: readonly Counts[]): string[] =>
  [
    ...new Set(
      documents.flatMap((counts) => [...counts.keys()].map((key) => key.slice(0, key.lastIndexOf('/')))),
    ),
  ]
    .filter(isScope)
    .sort();
