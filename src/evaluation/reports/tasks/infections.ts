import { type Finding, siteNamed } from '../../../use-cases/index.js';
import { type AnnotatedReport, type GoldResult } from '../../corpora/annotated-report.js';
import { foundMentions, overlapScope, spanScopes, wordsScope } from '../mentions.js';
import { type Item, keyOf, type Scope } from '../scope.js';
import { type ReportTask } from '../task.js';

const ID = 'infections';
const LABELS = ['Bacterie', 'Infection', 'Bacteriemie', 'Site'] as const;

/** A prodrug is tested by its drug; a strain is named by its carbapenemase; AmpC is AmpC at any level. */
const SAME: Readonly<Record<string, string>> = {
  pivmécillinam: 'mécillinam',
  carbapénémase: 'EPC',
  'AmpC haut niveau': 'AmpC',
};
const wide = (name: string | null | undefined) => (name ? (SAME[name] ?? name) : name);

interface Value {
  readonly kind?: string;
  readonly name?: string;
  readonly organism?: string | null;
  readonly disease?: string | null;
  readonly antibiotic?: string | null;
  readonly result?: string | null;
  readonly alert?: string | null;
}

type Result = Pick<GoldResult, 'assertion'> & { readonly value: Value };

/**
 * Results by name and assertion, susceptibilities as triples, alerts, then the words of the PARTAGES labels. A Site
 * without a canonical name bears its own words: gold and found go through the same vocabulary ("voies urinaires" and
 * "urinaire" are one site), and words that it does not know stay themselves. `SAME` holds names that the vocabulary tells
 * apart where annotators use either: gold and found are compared by the wider one.
 */
export const infections: ReportTask = {
  id: ID,
  scopes(report, findings) {
    const labels: readonly string[] = LABELS;
    const found = foundMentions(findings, ({ value }) => {
      const kind = (value as Value).kind ?? '';
      return labels.includes(kind) ? kind : null;
    });
    const both = [report, found] as const;
    const overlap = (own: string) =>
      overlapScope(both, [own], { name: `${own} + assertion, overlap`, asserted: true });
    return [
      ...resultScopes(report, findings),
      ...LABELS.map(overlap),
      wordsScope(both, LABELS),
      ...spanScopes(report, found, LABELS),
    ];
  },
};

function resultScopes({ results }: AnnotatedReport, findings: readonly Finding[]): Scope[] {
  const gold = results[ID] as readonly Result[] | undefined;
  if (!gold) return [];
  const scope = (name: string, kind: string, key: (result: Result) => string): Scope => {
    const items = (all: readonly Result[]): Item[] =>
      all.filter(({ value }) => value.kind === kind).map((one) => ({ key: key(one) }));
    return { name, gold: items(gold), found: items(findings as readonly Result[]) };
  };
  const alert = (level: string): Scope => {
    const own = ({ key }: Item) => key === keyOf(level);
    // What is only possible or past is no alert.
    const { gold: expected, found } = scope(`alert ${level}`, 'Alert', ({ value, assertion }) =>
      assertion === 'Present' ? keyOf(value.alert ?? value.name) : '',
    );
    return { name: `alert ${level}`, gold: expected.filter(own), found: found.filter(own) };
  };
  const asserted = ({ value: { kind, name }, assertion }: Result) =>
    keyOf(kind === 'Site' && name !== undefined ? siteNamed(name) : name, assertion);
  const named = (label: string): Scope => {
    const own = scope(`${label} + assertion, by name`, label, asserted);
    const expected = new Set(own.gold.map(({ key }) => key));
    // A virus or a fungus may be marked by its name or by that of its infection.
    const keysOf = ({ value: { name, organism, disease }, assertion }: Result) =>
      [name, organism, disease].flatMap((one) => (one ? [keyOf(one, assertion)] : []));
    const found = (findings as readonly Result[])
      .filter(({ value }) => value.kind === label)
      .map((one) => ({ key: keysOf(one).find((key) => expected.has(key)) ?? asserted(one) }));
    return { ...own, found };
  };
  return [
    ...LABELS.map(named),
    scope('susceptibilities', 'Susceptibility', ({ value: { organism, antibiotic, result } }) =>
      keyOf(organism, wide(antibiotic), result),
    ),
    scope('resistances', 'Resistance', ({ value, assertion }) =>
      keyOf(wide(value.name), value.organism, assertion),
    ),
    alert('BMR'),
    alert('BHRe'),
  ];
}
