import { beginAgain, LineagesMoved } from './begin-again.js';

const failing = (error: unknown, times: number) => {
  let left = times;
  const counted = { runs: 0 };
  const run = async () => {
    counted.runs += 1;
    left -= 1;
    if (left >= 0) throw error;
    return 'done';
  };
  return { counted, run };
};
const deadlock = Object.assign(new Error('deadlock detected'), { code: '40P01' });

describe('a transaction that another one stopped', () => {
  it.each([
    ['joined lineages', new LineagesMoved()],
    ['a deadlock', deadlock],
  ])('begins again after %s', async (_name, error) => {
    const { counted, run } = failing(error, 3);
    expect(await beginAgain(run)).toBe('done');
    expect(counted.runs).toBe(4);
  });

  it('is not run for ever', async () => {
    const { counted, run } = failing(deadlock, Infinity);
    await expect(beginAgain(run)).rejects.toBe(deadlock);
    expect(counted.runs).toBe(20);
  });

  it('does not begin again after anything else', async () => {
    const error = Object.assign(new Error('unique'), { code: '23505' });
    const { counted, run } = failing(error, 1);
    await expect(beginAgain(run)).rejects.toBe(error);
    expect(counted.runs).toBe(1);
  });
});
