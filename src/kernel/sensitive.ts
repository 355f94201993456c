import { inspect } from 'node:util';

const HIDDEN = '[sensitive]';

/**
 * A value that identifies a patient or quotes a report. It prints as `[sensitive]` in a template, JSON,
 * `inspect`, an Error and the logger; `.reveal()` is the only way out, and lint holds the list of files
 * that may call it.
 */
export class Sensitive<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  reveal(): T {
    return this.#value;
  }

  /** Transforms without opening: the result is Sensitive too. */
  map<U>(transform: (value: T) => U): Sensitive<U> {
    return new Sensitive(transform(this.#value));
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [Symbol.toPrimitive](): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}

export const sensitive = <T>(value: T): Sensitive<T> => new Sensitive(value);
