import { type SpanCategory, type SpanRole } from '../../pseudonymization/index.js';

/** Who is who without more knowledge. */
export const DIRECT_IDENTIFIERS: ReadonlySet<SpanCategory> = new Set([
  'LAST_NAME',
  'FIRST_NAME',
  'IDENTIFYING_CODE',
  'PHONE_NUMBER',
  'EMAIL',
  'ADDRESS',
  'POSTAL_CODE',
  'CITY',
  'PATIENT_BIRTHDATE',
]);

/** Marked, and harmless where it stays. */
export const NOT_IDENTIFYING: ReadonlySet<SpanCategory> = new Set(['UNIDENTIFYING_DATE']);

/** Policy decides whether it is a span at all: no figure counts it. */
export const NOT_ANNOTATED: ReadonlySet<SpanCategory> = new Set(['AGE']);

const PEOPLE = ['Patient', 'Carer', 'Other'] as const;
const PLACES = ['Patient', 'Hospital', 'Other'] as const;
const CONTACTS = ['Patient', 'Carer', 'Hospital', 'Other'] as const;

/** The PARTAGES feature that holds the role, and the roles it may hold; a category that is absent has none. */
export const ROLES: Partial<
  Record<SpanCategory, { readonly feature: RoleFeature; readonly roles: readonly SpanRole[] }>
> = {
  LAST_NAME: { feature: 'RolePER', roles: PEOPLE },
  FIRST_NAME: { feature: 'RolePER', roles: PEOPLE },
  ADDRESS: { feature: 'RoleLOC', roles: PLACES },
  CITY: { feature: 'RoleLOC', roles: PLACES },
  POSTAL_CODE: { feature: 'RoleLOC', roles: PLACES },
  COUNTRY: { feature: 'RoleLOC', roles: PLACES },
  EMAIL: { feature: 'RoleNUM', roles: CONTACTS },
  PHONE_NUMBER: { feature: 'RoleNUM', roles: CONTACTS },
};

export type RoleFeature = 'RolePER' | 'RoleLOC' | 'RoleNUM';
export const ROLE_FEATURES: readonly RoleFeature[] = ['RolePER', 'RoleLOC', 'RoleNUM'];
