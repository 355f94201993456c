import { type Finding } from '../../../use-cases/index.js';
import { type AnnotatedReport, type GoldResult } from '../../corpora/annotated-report.js';
import { foundMentions, overlapScope, relationScope, spanScopes } from '../mentions.js';
import { type Item, keyOf, type Scope } from '../scope.js';
import { type ReportTask } from '../task.js';

const ID = 'tumor-biomarkers';
const LABELS = ['Biomarqueur', 'Statut', 'Valeur', 'Technique'] as const;

type Result = Pick<GoldResult, 'temporality'> & { readonly value: Readonly<Record<string, unknown>> };

/** Results by name, status and value, then the words that say them. */
export const tumorBiomarkers: ReportTask = {
  id: ID,
  scopes(report, findings) {
    const found = foundMentions(findings, () => 'Biomarqueur');
    return [
      ...resultScopes(report, findings),
      ...spanScopes(report, found, LABELS),
      overlapScope([report, found], LABELS, { name: 'overlapping spans', asserted: false }),
      relationScope(report, found),
    ];
  },
};

function resultScopes({ results }: AnnotatedReport, findings: readonly Finding[]): Scope[] {
  const gold = results[ID];
  if (!gold) return [];
  const found = findings as readonly Result[];
  const scope = (name: string, keys: (result: Result) => Item[]): Scope => ({
    name,
    gold: gold.flatMap(keys),
    found: found.flatMap(keys),
  });
  const text = ({ value }: Result, field: string) => written(value[field]);
  const only =
    (field: string, ...more: string[]) =>
    (result: Result) =>
      text(result, field) === null
        ? []
        : [{ key: keyOf(text(result, 'name'), ...[field, ...more].map((one) => text(result, one))) }];
  const named = (result: Result) => keyOf(text(result, 'name'), text(result, 'status'));
  return [
    scope('name + status', (result) => [{ key: named(result) }]),
    scope('name + status, current', (result) =>
      result.temporality === 'current' ? [{ key: named(result) }] : [],
    ),
    scope('name + status + temporality', (result) => [{ key: `${named(result)} ${result.temporality}` }]),
    scope('value + unit', (result) =>
      text(result, 'value') === null
        ? []
        : [{ key: `${keyOf(text(result, 'name'), text(result, 'value'))} ${unitOf(text(result, 'unit'))}` }],
    ),
    scope('variant', only('variant')),
    scope('method', only('method', 'status')),
  ];
}

/** A number has one spelling: `1,50` is `1.5`. */
function written(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value).trim().replace(',', '.');
  const number = /^([<>]=?)?\s*(\d+(?:\.\d+)?)\s*%?$/.exec(text);
  return number ? `${number[1] ?? ''}${String(Number(number[2]))}` : text;
}

/** Units that are one, as UCUM and reports write them; French laboratories print "UI" where others print "U". */
const EQUAL_UNITS: Readonly<Record<string, string>> = {
  '{mutations}/mb': 'mut/mb',
  '1/1000000{base}': 'mut/mb',
  'ug/l': 'ng/ml',
  'ng/l': 'pg/ml',
  'ku/l': 'u/ml',
  'u/l': 'mu/ml',
};

function unitOf(unit: string | null): string {
  const written = (unit ?? '-')
    .toLowerCase()
    .replace(/[µμ]/g, 'u')
    .replace(/[[\]\s]/g, '')
    .replace(/iu|ui/, 'u');
  return EQUAL_UNITS[written] ?? written;
}
