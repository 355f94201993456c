/** What RTF is made of (RTF 1.9.1, "Basic entities"). Offsets in bytes. */
export type RtfToken =
  | { readonly kind: 'open' | 'close' }
  /** Letters as they stand, line ends of the file among them. */
  | { readonly kind: 'text'; readonly start: number; readonly end: number }
  | { readonly kind: 'byte'; readonly value: number }
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'word'; readonly name: string; readonly value: number | undefined }
  /** The file ends inside a token, or an escape is none of RTF's. */
  | { readonly kind: 'broken' };

const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const QUOTE = 0x27;
const MINUS = 0x2d;
const SPACE = 0x20;
/** A word has 32 letters at most, a number ten signs; what is longer is none that anybody knows. */
const MAX_WORD = 33;
const MAX_DIGITS = 11;

/** Cuts the bytes of an RTF file into tokens, one at a time; nothing is copied but the names. */
export class RtfScanner {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  next(): RtfToken | undefined {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) return undefined;
    if (byte === OPEN || byte === CLOSE) {
      this.#at += 1;
      return { kind: byte === OPEN ? 'open' : 'close' };
    }
    return byte === BACKSLASH ? this.#control() : this.#text();
  }

  #text(): RtfToken {
    const start = this.#at;
    while (this.#at < this.#bytes.length && !isSyntax(this.#bytes[this.#at] as number)) this.#at += 1;
    return { kind: 'text', start, end: this.#at };
  }

  #control(): RtfToken {
    const first = this.#bytes[this.#at + 1];
    this.#at += 2;
    if (first === undefined) return { kind: 'broken' };
    if (first === QUOTE) return this.#hexadecimal();
    return isLetter(first) ? this.#word() : { kind: 'symbol', name: String.fromCharCode(first) };
  }

  #hexadecimal(): RtfToken {
    const digits = String.fromCharCode(...this.#bytes.subarray(this.#at, this.#at + 2));
    if (!/^[0-9a-f]{2}$/i.test(digits)) return { kind: 'broken' };
    this.#at += 2;
    return { kind: 'byte', value: Number.parseInt(digits, 16) };
  }

  #word(): RtfToken {
    const start = this.#at - 1;
    this.#skip(isLetter);
    const name = this.#ascii(start, MAX_WORD);
    const signed = this.#bytes[this.#at] === MINUS && isDigit(this.#bytes[this.#at + 1]);
    const number = this.#at;
    if (signed) this.#at += 1;
    this.#skip(isDigit);
    const value = this.#at > number ? Number(this.#ascii(number, MAX_DIGITS)) : undefined;
    // One blank after a word belongs to it.
    if (this.#bytes[this.#at] === SPACE) this.#at += 1;
    if (name !== 'bin') return { kind: 'word', name, value };
    this.#at += Math.max(value ?? 0, 0);
    return this.#at > this.#bytes.length ? { kind: 'broken' } : { kind: 'word', name, value };
  }

  #skip(is: (byte: number | undefined) => boolean): void {
    while (is(this.#bytes[this.#at])) this.#at += 1;
  }

  /** What was skipped since `start`, its first letters. */
  #ascii(start: number, most: number): string {
    return String.fromCharCode(...this.#bytes.subarray(start, Math.min(this.#at, start + most)));
  }
}

function isSyntax(byte: number): boolean {
  return byte === BACKSLASH || byte === OPEN || byte === CLOSE;
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a));
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
