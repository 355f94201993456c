/** So many at once, over all who take one. */
export interface Limiter {
  /** Resolves when there is room; then `give` it back. */
  take(): Promise<void>;
  give(): void;
}

export function createLimiter(most: number): Limiter {
  let taken = 0;
  const waiting: (() => void)[] = [];
  return {
    take() {
      if (taken < most) {
        taken += 1;
        return Promise.resolve();
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
    give() {
      const next = waiting.shift();
      if (next) next();
      else taken -= 1;
    },
  };
}
