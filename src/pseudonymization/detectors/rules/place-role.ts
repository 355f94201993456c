import { type SpanRole } from '../../pseudonymized-document.js';
import { type PlaceRole, roleInBlock } from './address-block.js';
import { inLetterhead, roleBefore } from './role-context.js';

export type { PlaceRole };
/** A carer's own place is neither the patient's nor the hospital's. */
export const placeRole = (role: SpanRole): PlaceRole => (role === 'Carer' ? 'Other' : role);

const DOCTOR_LINE =
  /^[ \t]*(?:(?:madame|monsieur|mme|m\.) le )?(?:dr|docteur|docteure|pr|professeur)(?!\p{L})/iu;
const CARE_LINE =
  /h[oô]pita|(?<!\p{L})ch[ru]{0,2}(?!\p{L})|clinique|centre|service|p[oô]le|laboratoire|secr[eé]tariat|institut|unit[eé]|ehpad|patient|n[eé]e?\(?e?\)? le/iu;

/** An address under "Docteur X" is that of a letter's addressee, unless a service stands between. */
export function inAddresseeBlock(text: string, start: number): boolean {
  const lines = text.slice(Math.max(0, start - 240), start).split('\n');
  for (let back = lines.length - 1, seen = 0; back >= 0 && seen < 5; back -= 1) {
    const line = lines[back] as string;
    if (line.trim() === '' && back < lines.length - 1) return false;
    if (DOCTOR_LINE.test(line)) return !CARE_LINE.test(line) && back < lines.length - 1;
    if (CARE_LINE.test(line)) return false;
    seen += 1;
  }
  return false;
}

/** Role of a street, a postcode or the town behind one. */
export const addressRole = (text: string, start: number, fallback: PlaceRole): PlaceRole =>
  roleInBlock(text, start) ?? roleAt(text, start, fallback);

export const roleAt = (text: string, start: number, fallback: PlaceRole): PlaceRole => {
  if (inAddresseeBlock(text, start)) return 'Other';
  if (inLetterhead(text, start)) return 'Hospital';
  return placeRole(roleBefore(text, start, fallback).role);
};
