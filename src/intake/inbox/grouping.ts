export interface GroupingOptions<T> {
  /** Items of one group. */
  readonly most: number;
  /** Groups under way at the same time. */
  readonly atOnce: number;
  /** Bytes of an item, and of a group; a larger item goes alone. */
  readonly sizeOf: (item: T) => number;
  readonly mostBytes: number;
  /** An error of all of them; after any other one each is tried alone: one item spoils no other. */
  readonly isOfAll: (error: unknown) => boolean;
}

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Does together what is asked at the same time: whatever comes while groups are under way makes the next one, so that
 * one commit serves many. `run` gives the results in the order of its items.
 */
export function createGrouping<T, R>(
  run: (items: readonly T[]) => Promise<readonly R[]>,
  options: GroupingOptions<T>,
): (item: T) => Promise<R> {
  const waiting: Waiting<T, R>[] = [];
  let underWay = 0;

  function nextGroup(): Waiting<T, R>[] {
    let count = 0;
    for (let bytes = 0; count < waiting.length && count < options.most; count += 1) {
      bytes += options.sizeOf((waiting[count] as Waiting<T, R>).item);
      if (count > 0 && bytes > options.mostBytes) break;
    }
    return waiting.splice(0, count);
  }

  async function go(group: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await run(group.map(({ item }) => item));
      for (const [at, { resolve }] of group.entries()) resolve(results[at] as R);
    } catch (error) {
      if (group.length > 1 && !options.isOfAll(error)) await eachAlone(group);
      else for (const { reject } of group) reject(error);
    } finally {
      underWay -= 1;
      start();
    }
  }

  async function eachAlone(group: readonly Waiting<T, R>[]): Promise<void> {
    for (const { item, resolve, reject } of group)
      await run([item]).then(([result]) => resolve(result as R), reject);
  }

  function start(): void {
    while (underWay < options.atOnce && waiting.length > 0) {
      underWay += 1;
      void go(nextGroup());
    }
  }

  return (item) =>
    new Promise<R>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      // What comes in the same turn of the event loop goes together.
      setImmediate(start);
    });
}
