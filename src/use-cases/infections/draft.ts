import { type AssertionVerdict } from '../../text/index.js';
import { type Evidence, type Finding, type Mention } from '../finding.js';
import { type InfectionValue } from './value.js';

/** A result with one piece of evidence, before equal results are joined. */
export interface Draft {
  readonly value: InfectionValue;
  readonly assertion: Finding['assertion'];
  readonly temporality: Finding['temporality'];
  readonly specimen: string | null;
  readonly confidence: number;
  readonly evidence: Evidence;
  readonly date?: string | null;
}

export const isOfPatient = ({ verdict }: { readonly verdict: AssertionVerdict }): boolean =>
  verdict.experiencer === 'patient';

/** What is stated as there, now. */
export const isStated = ({ verdict }: { readonly verdict: AssertionVerdict }): boolean =>
  verdict.assertion === 'Present' && verdict.temporality === 'current';

/** Kinds whose words are annotated (docs/annotation-guide-findings.md); they are their labels. */
const LABELS = new Set<string>(['Infection', 'Bacterie', 'Bacteriemie', 'Site']);

const firstOf = <K extends string, V>(key: K, known: V | undefined, found: V | undefined) => {
  const value = known ?? found;
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
};

/** A Finding whose places are still being gathered. */
type Growing = Finding<InfectionValue> & { readonly evidence: Evidence[]; readonly mentions?: Mention[] };

/** One Finding per result: the same result said twice has two pieces of evidence, and the better confidence. */
export function mergeDrafts(
  drafts: readonly Draft[],
  meta: Pick<Finding, 'useCase' | 'useCaseVersion'>,
): Finding<InfectionValue>[] {
  const findings = new Map<string, Growing>();
  for (const { evidence, specimen, confidence, date = null, ...draft } of drafts) {
    const { mic, acquisition, carriage, outcome, mechanism, ...result } = draft.value;
    const key = JSON.stringify([result, draft.assertion, draft.temporality]);
    const known = findings.get(key);
    // Infected and carried: what is said of one mention only is kept where nothing speaks against it.
    const value = {
      ...result,
      ...firstOf('mic', known?.value.mic, mic),
      ...firstOf('acquisition', known?.value.acquisition, acquisition),
      ...firstOf('outcome', known?.value.outcome, outcome),
      ...firstOf('mechanism', known?.value.mechanism, mechanism),
      ...(carriage && (!known || known.value.carriage) && { carriage }),
    };
    const pieces = known?.evidence ?? [];
    pieces.push(evidence);
    const mentions = known?.mentions ?? [];
    if (LABELS.has(result.kind)) mentions.push({ ...evidence, label: result.kind });
    findings.set(key, {
      ...meta,
      ...draft,
      value,
      date: known?.date ?? date,
      specimen: known?.specimen ?? specimen,
      confidence: Math.max(known?.confidence ?? 0, confidence),
      evidence: pieces,
      ...(mentions.length > 0 && { mentions }),
    });
  }
  return [...findings.values()].sort(
    (one, other) => (one.evidence[0]?.start ?? 0) - (other.evidence[0]?.start ?? 0),
  );
}
