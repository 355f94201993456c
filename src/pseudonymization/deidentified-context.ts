import { type Sensitive } from '../kernel/index.js';
import { type Identity, type Stay } from '../patients/index.js';
import { parseDay, shiftDate, wholeDays } from './days.js';

/** Over this age a number of years identifies: it is capped. */
const MAX_AGE = 90;

export interface ContextSource {
  readonly identity: Sensitive<Identity>;
  readonly stay: Sensitive<Stay>;
  /** ISO date or instant of the document. */
  readonly date?: string;
  /** LOINC of the document. */
  readonly documentType: string | null;
}

/** What models may know of the patient and the stay beside the text: dates shifted like it, ages capped. */
export interface DeidentifiedContext {
  /** Years, capped. */
  readonly age: number | null;
  readonly sex: 'F' | 'M' | 'U';
  readonly lengthOfStayDays: number | null;
  readonly admissionMode: string | null;
  readonly dischargeMode: string | null;
  readonly specialty: string | null;
  /** LOINC of the document. */
  readonly documentType: string | null;
  /** Shifted like the text. */
  readonly documentDate: string | null;
}

export function deidentifiedContext(source: ContextSource, dateShiftDays: number): DeidentifiedContext {
  const { birthDate, sex, age: stated } = source.identity.reveal();
  const stay = source.stay.reveal();
  const age = ageAt(birthDate, source.date ?? stay.admission) ?? stated ?? null;
  return {
    age: age === null ? null : Math.min(MAX_AGE, age),
    sex,
    lengthOfStayDays: wholeDays(stay.admission, stay.discharge),
    admissionMode: stay.admissionMode ?? null,
    dischargeMode: stay.dischargeMode ?? null,
    specialty: stay.specialty ?? null,
    documentType: source.documentType,
    documentDate: source.date ? shiftDate(source.date, dateShiftDays) : null,
  };
}

function ageAt(birthDate: string | undefined, reference: string | undefined): number | null {
  const born = parseDay(birthDate);
  const at = parseDay(reference);
  if (!born || !at || at < born) return null;
  const monthsLeft = at.getUTCMonth() - born.getUTCMonth();
  const hadBirthday = monthsLeft > 0 || (monthsLeft === 0 && at.getUTCDate() >= born.getUTCDate());
  return at.getUTCFullYear() - born.getUTCFullYear() - (hadBirthday ? 0 : 1);
}
