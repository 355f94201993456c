/** Of the values, the one in the middle. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** The value below which a share of them lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export const round = (value: number, digits = 0): number => Number(value.toFixed(digits));

/** p50, p95 and p99. */
export const percentiles = (values: readonly number[], digits = 1) => ({
  p50: round(percentile(values, 0.5), digits),
  p95: round(percentile(values, 0.95), digits),
  p99: round(percentile(values, 0.99), digits),
});
