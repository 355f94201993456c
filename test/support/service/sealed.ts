const HEAD = Buffer.from([1, 2, ...Buffer.from('k1')]);
/** In random bytes, a run of 32 printed characters begins at one place in 10^13. */
const RUN = /[ -~]{32}/;

/**
 * What is wrong with a column of sealed values, each written with the key `k1` (src/security/cipher.ts): a value
 * without the head of a sealed one, or with a stretch that reads as text.
 */
export function sealingFaults(values: readonly Buffer[]): string[] {
  return values.flatMap((value) => [
    ...(value.subarray(0, HEAD.length).equals(HEAD) ? [] : ['does not begin as a sealed value']),
    ...(RUN.test(value.toString('latin1')) ? ['holds a stretch of text'] : []),
  ]);
}
