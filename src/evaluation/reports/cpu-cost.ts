import { NO_CONTEXT, runUseCases, type UseCase } from '../../use-cases/index.js';
import { type ReadReport } from './read-reports.js';

const PAGE_CHARACTERS = 3000;
const ROUNDS = 5;
/** The first rounds run code that is not yet compiled. */
const WARM_UP = 2;

/** Milliseconds of processor that the use cases take for 3,000 characters: the median of some rounds over the texts. */
export function cpuCost(read: readonly ReadReport[], useCases: readonly UseCase[]): number | null {
  const characters = read.reduce((sum, { pseudonymized }) => sum + pseudonymized.text.length, 0);
  if (characters === 0) return null;
  const costs: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const before = process.cpuUsage();
    for (const { pseudonymized } of read) runUseCases(pseudonymized, NO_CONTEXT, useCases);
    const { user, system } = process.cpuUsage(before);
    if (round >= WARM_UP) costs.push((user + system) / 1000);
  }
  const [median = 0] = costs.sort((a, b) => a - b).slice(Math.floor(ROUNDS / 2));
  return (median * PAGE_CHARACTERS) / characters;
}
