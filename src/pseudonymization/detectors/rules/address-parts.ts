import { anyCase } from './any-case.js';

/** What goes on with a street: building, stairs, floor, flat, post box. */
export const ADDRESS_MORE = new RegExp(
  String.raw`^(?:,? ?(?:${anyCase`b[aâ]t(?:iment|\.)?|appt?\.?|appartement|r[eé]sidence|escalier|esc\.?|[eé]tage|porte|hall|entr[eé]e|lotissement|lieu-?dit|immeuble|bo[iî]te|hameau|chez|tour|cage|niveau|chambre|logement|studio`}[ .]{0,2}(?:n[°o] ?)?(?:[\p{Lu}\d][\p{L}\d'’-]{0,20}(?: (?:(?:de |du |des |les |la |le )*)[\p{Lu}][\p{L}'’-]{1,20}){0,3})|\d{1,2}(?:er|e|[eè]me) [eé]tage|RDC|rdc|rez-de-chauss[eé]e| ?(?:[-–,] ?)?(?:BP|CS|TSA|bp|cs|B\.P\.) ?\d{2,6})){1,5}`,
  'u',
);

/** "niveau 2 - 15 avenue …": the floor of the building before, not a range of houses. */
export const FLOOR_BEFORE = new RegExp(
  String.raw`(?<!\p{L})${anyCase`niveau|[eé]tage|b[aâ]t(?:iment|\.)?|porte|hall|escalier|esc\.|entr[eé]e|lot|appt?\.?|appartement|bo[iî]te`} $`,
  'u',
);
