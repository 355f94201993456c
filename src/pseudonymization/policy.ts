import { parse } from 'yaml';
import { ok, type Result } from '../kernel/index.js';
import { pseudonymizationFailure } from './failures.js';
import { type SpanCategory } from './pseudonymized-document.js';

export type PolicyAction = 'replace' | 'mask' | 'keep' | 'generalize' | 'shift';

/** What becomes of each category, for one use. Everything is detected, whatever the policy. */
export interface Policy {
  readonly name: string;
  /** Why it may be used so, for whoever reviews it. */
  readonly purpose: string;
  readonly categories: Readonly<Record<SpanCategory, PolicyAction>>;
  readonly dates: {
    /** Smallest shift, in days, either way: from 60 on, every month changes. */
    readonly minimumDays: number;
    /** Largest shift, in days, either way. */
    readonly maximumDays: number;
    /** 7 keeps the days of the week. */
    readonly multipleOfDays: number;
  };
  /** Ages above it are written as one more than it, in years. */
  readonly ageCap: number;
  /** Absent: what was known, numbers with a right key and mail boxes are searched after replacement, and nothing more. */
  readonly residual?: {
    /** Least mean probability, 0 to 1, at which a direct identifier the model saw and that stays stops the document. */
    readonly model: number;
  };
}

/** Below two months a shifted date may keep its month. */
const LEAST_SHIFT = 60;
const NAMED: readonly PolicyAction[] = ['replace', 'mask', 'keep'];
const WIDENED: readonly PolicyAction[] = ['replace', 'generalize', 'mask', 'keep'];
const DATED: readonly PolicyAction[] = ['shift', 'generalize', 'mask', 'keep'];

/** What each category accepts. */
const ALLOWED: Readonly<Record<SpanCategory, readonly PolicyAction[]>> = {
  LAST_NAME: NAMED,
  FIRST_NAME: NAMED,
  FAMILY_STATUS: NAMED,
  PATIENT_SOCIAL_IDENTITY: WIDENED,
  PATIENT_NATIONALITY: NAMED,
  PATIENT_BIRTHDATE: DATED,
  IDENTIFYING_DATE: DATED,
  UNIDENTIFYING_DATE: DATED,
  IDENTIFYING_CODE: NAMED,
  ADDRESS: NAMED,
  CITY: NAMED,
  POSTAL_CODE: WIDENED,
  COUNTRY: NAMED,
  HOSPITAL: NAMED,
  EMAIL: NAMED,
  PHONE_NUMBER: NAMED,
  URL: NAMED,
  AGE: ['generalize', 'keep'],
};

const invalid = (place: string, rule: string): Result<never> =>
  pseudonymizationFailure('PSEUDONYMIZATION_POLICY_INVALID', `pseudonymization policy, ${place}: ${rule}`);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(yaml: string): unknown {
  try {
    return parse(yaml);
  } catch {
    return undefined;
  }
}

const unknownKey = (found: Record<string, unknown>, known: readonly string[]): string | undefined =>
  Object.keys(found).find((key) => !known.includes(key));

function categoriesOf(found: unknown, place: string): Result<Policy['categories']> {
  if (!isRecord(found)) return invalid(place, 'a map from category to action is expected');
  const stranger = unknownKey(found, Object.keys(ALLOWED));
  if (stranger !== undefined) return invalid(`${place}.${stranger}`, 'unknown category');
  for (const [category, actions] of Object.entries(ALLOWED)) {
    if (!actions.includes(found[category] as PolicyAction)) {
      return invalid(`${place}.${category}`, `one of ${actions.join(', ')} is expected`);
    }
  }
  return ok(found as Policy['categories']);
}

const isWhole = (value: unknown, least: number, most: number): value is number =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

function datesOf(found: unknown, place: string): Result<Policy['dates']> {
  if (!isRecord(found)) return invalid(place, 'a map is expected');
  const extra = unknownKey(found, ['minimumDays', 'maximumDays', 'multipleOfDays']);
  if (extra !== undefined) return invalid(`${place}.${extra}`, 'unknown setting');
  const { minimumDays = LEAST_SHIFT, maximumDays, multipleOfDays } = found;
  const days = 'a whole number of days';
  if (!isWhole(multipleOfDays, 1, 3660))
    return invalid(`${place}.multipleOfDays`, `${days} from 1 is expected`);
  if (!isWhole(maximumDays, multipleOfDays, 3660))
    return invalid(`${place}.maximumDays`, `${days} from multipleOfDays to 3660 is expected`);
  const least = Math.ceil((minimumDays as number) / multipleOfDays) * multipleOfDays;
  if (!isWhole(minimumDays, LEAST_SHIFT, maximumDays) || least > maximumDays)
    return invalid(`${place}.minimumDays`, `${days} from ${String(LEAST_SHIFT)} to maximumDays is expected`);
  return ok({ minimumDays, maximumDays, multipleOfDays });
}

function residualOf(found: unknown, place: string): Result<Pick<Policy, 'residual'>> {
  if (found === undefined) return ok({});
  if (!isRecord(found)) return invalid(place, 'a map is expected');
  const extra = unknownKey(found, ['model']);
  if (extra !== undefined) return invalid(`${place}.${extra}`, 'unknown setting');
  const { model } = found;
  if (typeof model !== 'number' || !(model >= 0.5 && model <= 1))
    return invalid(`${place}.model`, 'a probability from 0.5 to 1 is expected');
  return ok({ residual: Object.freeze({ model }) });
}

function policyOf(name: string, found: unknown, dates: Policy['dates']): Result<Policy> {
  const place = `policies.${name}`;
  if (!isRecord(found)) return invalid(place, 'a map is expected');
  const stranger = unknownKey(found, ['purpose', 'categories', 'ageCap', 'residual']);
  if (stranger !== undefined) return invalid(`${place}.${stranger}`, 'unknown setting');
  const { purpose, ageCap } = found;
  if (typeof purpose !== 'string' || purpose.trim() === '')
    return invalid(`${place}.purpose`, 'a sentence is expected');
  const categories = categoriesOf(found.categories, `${place}.categories`);
  if (!categories.ok) return categories;
  if (!isWhole(ageCap, 60, 120))
    return invalid(`${place}.ageCap`, 'a whole number of years from 60 to 120 is expected');
  const residual = residualOf(found.residual, `${place}.residual`);
  if (!residual.ok) return residual;
  return ok(
    Object.freeze({
      ...{ name, purpose, categories: Object.freeze({ ...categories.value }), dates, ageCap },
      ...residual.value,
    }),
  );
}

/** Reads and checks `config/pseudonymization.yml`: its policies by name. A refusal names the place. */
export function loadPolicies(yaml: string): Result<ReadonlyMap<string, Policy>> {
  const found = parsed(yaml);
  if (!isRecord(found)) return invalid('the file', 'a YAML map is expected');
  const stranger = unknownKey(found, ['dates', 'policies']);
  if (stranger !== undefined) return invalid(stranger, 'unknown setting');
  const dates = datesOf(found.dates, 'dates');
  if (!dates.ok) return dates;
  if (!isRecord(found.policies) || Object.keys(found.policies).length === 0)
    return invalid('policies', 'a map from name to policy is expected');
  const policies = new Map<string, Policy>();
  for (const [name, one] of Object.entries(found.policies)) {
    const policy = policyOf(name, one, dates.value);
    if (!policy.ok) return policy;
    policies.set(name, policy.value);
  }
  return ok(policies);
}

/** One policy of the file, by its name. */
export function loadPolicy(yaml: string, name: string): Result<Policy> {
  const policies = loadPolicies(yaml);
  if (!policies.ok) return policies;
  const policy = policies.value.get(name);
  return policy
    ? ok(policy)
    : invalid('policies', `no policy has this name; there are ${[...policies.value.keys()].join(', ')}`);
}
