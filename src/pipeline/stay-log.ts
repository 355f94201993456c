import { type Failure } from '../kernel/index.js';
import { type StayJourney, type StayRun } from './stay-ports.js';

/** Why a stay is not walked now: nothing changed since, one of its reports walks, or changes are still coming. */
export type NotNow = 'nothing-new' | 'reports-walking' | 'changing';

/** What the worker reads and writes of the stays. */
export interface StayLog {
  /** Takes the stay up, as a new run or where a crash left the last one. */
  begin(key: string): Promise<StayRun | NotNow>;
  /** `changed`: something came meanwhile, one more run is due. */
  done(stay: StayRun, counts: Readonly<Record<string, number>>): Promise<'settled' | 'changed'>;
  /** Will be tried again; says since when it has been failing. */
  deferred(stay: StayRun, failure: Failure): Promise<{ readonly failingSince: Date }>;
  /** To the dead letters, unless something came meanwhile. */
  failed(stay: StayRun, failure: Failure): Promise<'settled' | 'changed'>;
  journeyOf(stay: StayRun): StayJourney;
}
