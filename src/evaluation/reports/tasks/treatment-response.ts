import { type Finding } from '../../../use-cases/index.js';
import { type AnnotatedReport, RESPONSE_CLASSES } from '../../corpora/annotated-report.js';
import { foundMentions } from '../mentions.js';
import { keyOf, type Scope } from '../scope.js';
import { type ReportTask } from '../task.js';

interface Value {
  readonly class?: string;
  readonly criteria?: string | null;
  readonly current?: boolean;
}

const ID = 'treatment-response';
const NONE = 'none';
const JUSTIFIES: readonly string[] = ['Reponse', ...RESPONSE_CLASSES];

const currentOf = (findings: readonly Finding[]): Finding | undefined =>
  findings.find(({ value }) => (value as Value).current === true);

/** One class per report, and the words that justify it. */
export const treatmentResponse: ReportTask = {
  id: ID,
  scopes(report, findings) {
    const gold = goldOf(report);
    if (!gold) return [];
    const current = currentOf(findings);
    const scopes: Scope[] = RESPONSE_CLASSES.map((own) => ({
      name: own,
      gold: gold.class === own ? [{ key: own }] : [],
      found: classOf(current) === own ? [{ key: own }] : [],
    }));
    const criteria = ({ criteria: named }: Value) => (named ? [{ key: keyOf(named) }] : []);
    scopes.push({
      name: 'criteria',
      gold: criteria(gold),
      found: current ? criteria(current.value as Value) : [],
    });
    // The gold of a report without assessment marks no words.
    const marks = report.mentions.filter(({ label }) => JUSTIFIES.includes(label));
    const words = current && marks.length > 0 ? foundMentions([current], () => 'Reponse') : [];
    const place = ({ start, end }: { start: number; end: number }) => ({ key: 'justification', start, end });
    scopes.push({ name: 'justification, overlap', gold: marks.map(place), found: words.map(place) });
    return scopes;
  },
  classes(report, findings) {
    const gold = goldOf(report)?.class;
    return gold === undefined ? null : { gold, found: classOf(currentOf(findings)) };
  },
};

const goldOf = ({ results }: AnnotatedReport): Value | undefined =>
  (results[ID] ?? []).map(({ value }) => value as Value).find(({ current }) => current !== false);

const classOf = (finding: Finding | undefined): string =>
  finding ? ((finding.value as Value).class ?? NONE) : NONE;
