import { createRandom, type Random } from './random.js';

/** How much is broken, and how often. */
export interface Counts {
  /** SIGKILL of a process that is ready and has work in hand. */
  readonly kills: number;
  /** SIGKILL of a process that is not ready yet. */
  readonly startKills: number;
  readonly databaseCuts: number;
  readonly fhirCuts: number;
  readonly brokerKills: number;
}

export type DatabaseCut = 'refused' | 'frozen' | 'terminated' | 'one replica';
export type FhirCut = 'refused' | 'answers lost' | 'frozen' | 'one replica';

/** What a kill waits for, a few seconds at most. */
export type Moment = 'intake' | 'walk' | 'any work';

export type Disturbance =
  | { readonly kind: 'kill'; readonly moment: Moment; readonly both: boolean }
  | { readonly kind: 'kill at start' }
  | { readonly kind: 'database'; readonly how: DatabaseCut; readonly lastsMs: number }
  | { readonly kind: 'fhir'; readonly how: FhirCut; readonly lastsMs: number }
  | { readonly kind: 'broker'; readonly lastsMs: number };

/** All of it in an order of chance. */
export function planOf(counts: Counts, seed: number): Disturbance[] {
  const random = createRandom(seed ^ 0x5eed);
  const each = <T>(count: number, make: (at: number) => T): T[] =>
    Array.from({ length: count }, (_, at) => make(at));
  const lasts = (random: Random) => random.between(500, 2_500);
  return random.shuffled<Disturbance>([
    ...each(counts.kills, (at): Disturbance => ({
      ...{ kind: 'kill', both: at % 8 === 7 },
      moment: (['walk', 'intake', 'walk', 'any work'] as const)[at % 4]!,
    })),
    ...each(counts.startKills, (): Disturbance => ({ kind: 'kill at start' })),
    ...each(counts.databaseCuts, (at): Disturbance => ({
      ...{ kind: 'database', lastsMs: lasts(random) },
      how: (['refused', 'terminated', 'one replica', 'frozen'] as const)[at % 4]!,
    })),
    ...each(counts.fhirCuts, (at): Disturbance => ({
      ...{ kind: 'fhir', lastsMs: lasts(random) },
      how: (['answers lost', 'refused', 'answers lost', 'one replica', 'frozen'] as const)[at % 5]!,
    })),
    ...each(counts.brokerKills, (): Disturbance => ({ kind: 'broker', lastsMs: lasts(random) })),
  ]);
}

/** Counts of the environment over those given: `PASSERELLE_CHAOS_KILLS=200`. */
export function countsFrom(environment: NodeJS.ProcessEnv, given: Counts): Counts {
  const names = {
    kills: 'KILLS',
    startKills: 'START_KILLS',
    databaseCuts: 'DATABASE_CUTS',
    fhirCuts: 'FHIR_CUTS',
    brokerKills: 'BROKER_KILLS',
  } as const;
  const read = (Object.keys(names) as (keyof Counts)[]).map((key) => {
    const said = environment[`PASSERELLE_CHAOS_${names[key]}`];
    const value = said === undefined ? given[key] : Number(said);
    if (!Number.isInteger(value) || value < 0) throw new Error(`PASSERELLE_CHAOS_${names[key]} is no count`);
    return [key, value] as const;
  });
  return Object.fromEntries(read) as unknown as Counts;
}

/** The seed of `PASSERELLE_CHAOS_SEED`, else one of chance: it is printed. */
export function seedFrom(environment: NodeJS.ProcessEnv): number {
  const said = environment.PASSERELLE_CHAOS_SEED;
  if (said === undefined) return Math.floor(Math.random() * 2 ** 31);
  if (!/^\d{1,10}$/.test(said)) throw new Error('PASSERELLE_CHAOS_SEED is no number');
  return Number(said);
}
