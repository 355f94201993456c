import { type SpanCategory } from '../pseudonymized-document.js';
import { type Candidate } from '../detectors/candidate.js';
import { surrogateEmail, surrogateUrl } from './contacts.js';
import { type Surrogate, type SurrogateContext } from './context.js';
import { surrogateDate } from './dates.js';
import { maskOf } from './mask.js';
import { surrogateName } from './names.js';
import { surrogateAge, surrogateCode, surrogatePhone } from './numbers.js';
import {
  surrogateAddress,
  surrogateCity,
  surrogateCountry,
  surrogateHospital,
  surrogatePostalCode,
} from './places.js';
import { surrogateFamily, surrogateSocial } from './social.js';

const SURROGATES: Readonly<Record<SpanCategory, Surrogate>> = {
  LAST_NAME: surrogateName,
  FIRST_NAME: surrogateName,
  FAMILY_STATUS: surrogateFamily,
  PATIENT_SOCIAL_IDENTITY: surrogateSocial,
  PATIENT_NATIONALITY: surrogateCountry,
  PATIENT_BIRTHDATE: surrogateDate,
  IDENTIFYING_DATE: surrogateDate,
  UNIDENTIFYING_DATE: surrogateDate,
  IDENTIFYING_CODE: surrogateCode,
  ADDRESS: surrogateAddress,
  CITY: surrogateCity,
  POSTAL_CODE: surrogatePostalCode,
  COUNTRY: surrogateCountry,
  HOSPITAL: surrogateHospital,
  EMAIL: surrogateEmail,
  PHONE_NUMBER: surrogatePhone,
  URL: surrogateUrl,
  AGE: (raw, _, context) => surrogateAge(raw, context),
};

/** What stands in place of one span, by policy. */
export function surrogateOf(raw: string, candidate: Candidate, context: SurrogateContext): string {
  const action = context.policy.categories[candidate.category];
  if (action === 'keep') return raw;
  if (action === 'mask') return maskOf(raw, candidate);
  const made = SURROGATES[candidate.category](raw, candidate, context);
  // What a model saw does not stay for want of another one. An occupation that is as wide as its sector does.
  const isWide = candidate.category === 'PATIENT_SOCIAL_IDENTITY' && action === 'generalize';
  return made === raw && candidate.detector === 'model' && !isWide ? maskOf(raw, candidate) : made;
}

export { type SurrogateContext } from './context.js';
