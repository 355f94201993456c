import { settleStay } from './movements.js';
import { type StayRow } from './sealed-rows.js';

/** The unit of a stay on a day, by the movements until then; before any, the one that is said of the stay. */
export function unitOn({ said, movements }: StayRow, day: string): string | undefined {
  const until = movements.filter(({ at, recordedAt }) => (at ?? recordedAt ?? '').slice(0, 10) <= day);
  return (settleStay(said, until).unit ?? settleStay(said, movements).unit)?.trim() || undefined;
}
