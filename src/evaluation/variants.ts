import {
  type Detector,
  identityDetector,
  type ModelReader,
  ruleDetector,
} from '../pseudonymization/index.js';

/** Where spans come from. */
export type DetectorSource = 'identity' | 'rules' | 'model';

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
  /** Absent: rules alone. */
  readonly model?: ModelReader;
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

const OWN: Readonly<Partial<Record<DetectorSource, Detector>>> = {
  identity: identityDetector,
  rules: ruleDetector,
};

/** Those that can run: with the trained model, which whoever loaded it hands in, all of them. */
export function variantsWith(model?: ModelReader): readonly Variant[] {
  return VARIANTS.flatMap(({ sources, ...variant }) => {
    const detectors = sources.flatMap((source) => OWN[source] ?? []);
    if (!sources.includes('model')) return [{ ...variant, detectors }];
    return model ? [{ ...variant, detectors, model }] : [];
  });
}
