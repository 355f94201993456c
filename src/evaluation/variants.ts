import { type Detector, identityDetector, ruleDetector } from '../pseudonymization/index.js';

/** Where spans come from. The trained model is handed in by whoever loaded it. */
export type DetectorSource = 'identity' | 'rules' | 'model';
export type Detectors = Partial<Readonly<Record<DetectorSource, Detector>>>;

interface VariantPlan {
  readonly id: string;
  readonly label: string;
  readonly sources: readonly DetectorSource[];
  /** Is what the message knows of the patient given? */
  readonly withIdentity: boolean;
}

/** One way of pseudonymizing, to be compared with the others. */
export interface Variant extends Omit<VariantPlan, 'sources'> {
  readonly detectors: readonly Detector[];
}

const RULES: readonly DetectorSource[] = ['identity', 'rules'];
const HYBRID: readonly DetectorSource[] = [...RULES, 'model'];

/** The last one that can run is what the service does, and what is measured unless all are compared. */
export const VARIANTS: readonly VariantPlan[] = [
  { id: 'rules', label: 'rules, text alone', sources: RULES, withIdentity: false },
  { id: 'model', label: 'model, text alone', sources: ['model'], withIdentity: false },
  { id: 'hybrid', label: 'hybrid, text alone', sources: HYBRID, withIdentity: false },
  { id: 'rules+identity', label: 'rules, identity known', sources: RULES, withIdentity: true },
  { id: 'hybrid+identity', label: 'hybrid, identity known', sources: HYBRID, withIdentity: true },
];

/** Those whose detectors are all there. */
export function variantsWith(more: Detectors = {}): readonly Variant[] {
  const own: Detectors = { identity: identityDetector, rules: ruleDetector, ...more };
  return VARIANTS.flatMap(({ sources, ...variant }) => {
    const detectors = sources.flatMap((source) => own[source] ?? []);
    return detectors.length === sources.length ? [{ ...variant, detectors }] : [];
  });
}
