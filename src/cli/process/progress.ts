import { type CommandOutput } from '../output.js';

const EVERY_MS = 2_000;

/** Says how far a long run is, on standard error, every two seconds. */
export function createProgress(output: CommandOutput, resumedAt: number) {
  const started = Date.now();
  let last = started;
  let count = resumedAt;
  if (resumedAt > 0) output.err(`Reprise après ${resumedAt} séjours.\n`);
  return {
    step(number: number, errors: number): void {
      count = number;
      if (Date.now() - last < EVERY_MS) return;
      last = Date.now();
      output.err(`${number} séjours, ${errors} erreur(s), ${rate()}/s\n`);
    },
    end(errors: number): void {
      output.err(
        `${count} séjours traités, ${errors} erreur(s), en ${((Date.now() - started) / 1_000).toFixed(1)} s.\n`,
      );
    },
  };

  function rate(): string {
    return ((count - resumedAt) / ((Date.now() - started) / 1_000)).toFixed(1);
  }
}
