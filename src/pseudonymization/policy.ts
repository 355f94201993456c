import { parse } from 'yaml';
import { ok, type Result } from '../kernel/index.js';
import { pseudonymizationFailure } from './failures.js';
import { type SpanCategory } from './pseudonymized-document.js';

export type PolicyAction = 'replace' | 'keep' | 'generalize' | 'shift';

/** What becomes of each category. Everything is detected, whatever the policy. */
export interface Policy {
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
}

/** Below two months a shifted date may keep its month. */
const LEAST_SHIFT = 60;
const NAMED: readonly PolicyAction[] = ['replace', 'keep'];
const WIDENED: readonly PolicyAction[] = ['replace', 'generalize', 'keep'];
const DATED: readonly PolicyAction[] = ['shift', 'generalize', 'keep'];

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

function categoriesOf(found: unknown): Result<Policy['categories']> {
  if (!isRecord(found)) return invalid('categories', 'a map from category to action is expected');
  const stranger = unknownKey(found, Object.keys(ALLOWED));
  if (stranger !== undefined) return invalid(`categories.${stranger}`, 'unknown category');
  for (const [category, actions] of Object.entries(ALLOWED)) {
    if (!actions.includes(found[category] as PolicyAction)) {
      return invalid(`categories.${category}`, `one of ${actions.join(', ')} is expected`);
    }
  }
  return ok(found as Policy['categories']);
}

/** Reads and checks `config/pseudonymization.yml`; a refusal names the place. */
export function loadPolicy(yaml: string): Result<Policy> {
  const found = parsed(yaml);
  if (!isRecord(found)) return invalid('the file', 'a YAML map is expected');
  const stranger = unknownKey(found, ['categories', 'dates', 'ageCap']);
  if (stranger !== undefined) return invalid(stranger, 'unknown setting');
  const categories = categoriesOf(found.categories);
  if (!categories.ok) return categories;
  const { dates, ageCap } = found;
  if (!isRecord(dates)) return invalid('dates', 'a map is expected');
  const extra = unknownKey(dates, ['minimumDays', 'maximumDays', 'multipleOfDays']);
  if (extra !== undefined) return invalid(`dates.${extra}`, 'unknown setting');
  const { minimumDays = LEAST_SHIFT, maximumDays, multipleOfDays } = dates;
  if (!Number.isInteger(multipleOfDays) || (multipleOfDays as number) < 1) {
    return invalid('dates.multipleOfDays', 'a whole number of days from 1 is expected');
  }
  if (
    !Number.isInteger(maximumDays) ||
    (maximumDays as number) < (multipleOfDays as number) ||
    (maximumDays as number) > 3660
  ) {
    return invalid('dates.maximumDays', 'a whole number of days from multipleOfDays to 3660 is expected');
  }
  if (
    !Number.isInteger(minimumDays) ||
    (minimumDays as number) < LEAST_SHIFT ||
    Math.ceil((minimumDays as number) / (multipleOfDays as number)) * (multipleOfDays as number) >
      (maximumDays as number)
  ) {
    return invalid(
      'dates.minimumDays',
      `a whole number of days from ${String(LEAST_SHIFT)} to maximumDays is expected`,
    );
  }
  if (!Number.isInteger(ageCap) || (ageCap as number) < 60 || (ageCap as number) > 120) {
    return invalid('ageCap', 'a whole number of years from 60 to 120 is expected');
  }
  return ok(
    Object.freeze({
      categories: Object.freeze({ ...categories.value }),
      dates: {
        minimumDays: minimumDays as number,
        maximumDays: maximumDays as number,
        multipleOfDays: multipleOfDays as number,
      },
      ageCap: ageCap as number,
    }),
  );
}
