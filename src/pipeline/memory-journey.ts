import { type Journey, type Stage, type Stages } from './ports.js';

/** Keeps the stages as long as the object lives: for one run of the batch command. */
export function createMemoryJourney(): Journey & { get<S extends Stage>(stage: S): Stages[S] | undefined } {
  const kept: Partial<Stages> = {};
  return {
    get: (stage) => kept[stage],
    async once(stage, make) {
      const before = kept[stage];
      if (before !== undefined) return { ok: true, value: before };
      const made = await make();
      if (made.ok) kept[stage] = made.value;
      return made;
    },
  };
}
