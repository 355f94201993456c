/**
 * How a write protects itself. `light`: no transaction, one INSERT at most, which is atomic by itself.
 * `optimistic`: rows are read, then locked where they change, then read again. `locking`: locked before they
 * are read.
 */
export type WriteMode = 'light' | 'optimistic' | 'locking';
