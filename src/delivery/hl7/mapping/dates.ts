import { hl7Timestamp } from '../../../hl7/index.js';

const DAY = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/;

/** An ISO date as HL7 writes it; an instant on the clock of Paris. Nothing where it is neither. */
export function hl7Date(iso: string | undefined): string {
  if (!iso) return '';
  if (DAY.test(iso)) return iso.replaceAll('-', '');
  const instant = new Date(iso);
  return Number.isNaN(instant.getTime()) ? '' : hl7Timestamp(instant);
}
