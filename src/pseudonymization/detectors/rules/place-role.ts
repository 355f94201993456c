import { type SpanRole } from '../../pseudonymized-document.js';
import { inLetterhead, roleBefore } from './role-context.js';

export type PlaceRole = Extract<SpanRole, 'Patient' | 'Hospital' | 'Other'>;
/** A carer's own place is neither the patient's nor the hospital's. */
export const placeRole = (role: SpanRole): PlaceRole => (role === 'Carer' ? 'Other' : role);

export const roleAt = (text: string, start: number, fallback: PlaceRole): PlaceRole => {
  if (inLetterhead(text, start)) return 'Hospital';
  return placeRole(roleBefore(text, start, fallback).role);
};
