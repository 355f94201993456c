import { createGrouping, type GroupingOptions } from './grouping.js';

const bySize: GroupingOptions<number> = {
  ...{ most: 4, atOnce: 1, mostBytes: 100, sizeOf: (item) => item },
  isOfAll: (error) => (error as Error).message === 'no disk',
};

/** Groups as they were run, each held until it is let go. */
function held(options: GroupingOptions<number>) {
  const groups: (readonly number[])[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const add = createGrouping<number, string>((items) => {
    groups.push(items);
    return new Promise((resolve, reject) =>
      ends.push((error) => (error ? reject(error) : resolve(items.map((item) => `done ${item}`)))),
    );
  }, options);
  return { groups, ends, add };
}
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('what is asked at the same time', () => {
  it('goes together, each with its own result; what comes meanwhile is the next group', async () => {
    const { groups, ends, add } = held(bySize);
    const first = [add(1), add(2)];
    await turn();
    const next = [add(3), add(4), add(5)];
    await turn();
    expect(groups).toEqual([[1, 2]]);
    ends[0]?.();
    expect(await Promise.all(first)).toEqual(['done 1', 'done 2']);
    await turn();
    expect(groups).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
    ends[1]?.();
    expect(await Promise.all(next)).toEqual(['done 3', 'done 4', 'done 5']);
  });

  it('goes in groups of so many items and so many bytes; a larger item alone', async () => {
    const { groups, ends, add } = held({ ...bySize, atOnce: 9 });
    const all = [1, 1, 1, 1, 1, 90, 20, 500, 1].map(add);
    await turn();
    expect(groups).toEqual([[1, 1, 1, 1], [1, 90], [20], [500], [1]]);
    for (const end of ends) end();
    expect(await Promise.all(all)).toHaveLength(9);
  });

  it('is tried one by one where one of them spoils it', async () => {
    const add = createGrouping<number, number>(async (items) => {
      if (items.includes(2)) throw new Error('not 2');
      return items;
    }, bySize);
    const all = await Promise.all([1, 2, 3].map((item) => add(item).catch((error: Error) => error.message)));
    expect(all).toEqual([1, 'not 2', 3]);
  });

  it('fails together where the error is of all, and the next group goes on', async () => {
    const { ends, add } = held(bySize);
    const first = [add(1), add(2)].map((one) => one.catch((error: Error) => error.message));
    await turn();
    const next = add(3);
    ends[0]?.(new Error('no disk'));
    expect(await Promise.all(first)).toEqual(['no disk', 'no disk']);
    await turn();
    ends[1]?.();
    expect(await next).toBe('done 3');
  });
});
