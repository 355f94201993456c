import { codePageOf, type Decode, decoderOf, type RtfFont, symbolOf, SYMBOLS } from './code-pages.js';

/** The fonts of a file and the code page of its letters. */
export class RtfLetters {
  readonly #fonts = new Map<number, RtfFont>();
  readonly #decoders = new Map<number, Decode>();
  codePage = 1252;

  declare(font: number, facts: RtfFont): void {
    this.#fonts.set(font, { ...this.#fonts.get(font), ...facts });
  }

  /** The letters of bytes written in a font; nothing where they are none of its code page. */
  decode(bytes: Uint8Array, fontNumber: number): string | undefined {
    const font = this.#fonts.get(fontNumber);
    if (font?.charset === SYMBOLS) return Array.from(bytes, (byte) => symbolOf(byte, font.name)).join('');
    const codePage = codePageOf(font, this.codePage);
    let decode = this.#decoders.get(codePage);
    if (!decode) this.#decoders.set(codePage, (decode = decoderOf(codePage)));
    return decode(bytes);
  }

  /** `\uN`, one UTF-16 code unit. Word writes the signs of symbol fonts as U+F020 to U+F0FF. */
  ofUnit(value: number, fontNumber: number): string {
    const unit = value & 0xffff;
    if (unit < 0xf020 || unit > 0xf0ff) return String.fromCharCode(unit);
    return symbolOf(unit, this.#fonts.get(fontNumber)?.name);
  }
}
