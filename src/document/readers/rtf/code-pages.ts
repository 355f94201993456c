import { CP437, CP850 } from './oem-code-pages.js';
import { OTHER_SIGNS, SYMBOL } from './symbol-fonts.js';

/** The letters of some bytes; nothing where the bytes are not of the code page. */
export type Decode = (bytes: Uint8Array) => string | undefined;

/** `\ansicpgN` and `\cpgN`, by what the decoders of Node call them. */
const LABELS: Readonly<Record<number, string>> = {
  0: 'windows-1252',
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  10000: 'macintosh',
  10007: 'x-mac-cyrillic',
  20127: 'windows-1252',
  28591: 'windows-1252',
  28592: 'iso-8859-2',
  28605: 'iso-8859-15',
  65001: 'utf-8',
  ...Object.fromEntries([...Array(9).keys()].map((n) => [1250 + n, `windows-${1250 + n}`])),
};
const TABLES: Readonly<Record<number, string>> = { 437: CP437, 850: CP850, 858: CP850.replace('ı', '€') };

/** `\fcharsetN`, by code page. 0 (ANSI), 1 (default) and 2 (symbols) are decided apart. */
const CHARSETS: Readonly<Record<number, number>> = {
  77: 10000,
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
  254: 437,
  255: 850,
};

export interface RtfFont {
  readonly charset?: number;
  readonly codePage?: number;
  readonly name?: string;
}

export const SYMBOLS = 2;

const ANSI = 0;
const DEFAULT = 1;
const isWindows = (codePage: number): boolean => codePage >= 1250 && codePage <= 1258;

/** The code page a font's bytes are in. Senders leave \fcharset0 on the fonts of a DOS text: there the document rules. */
export function codePageOf(font: RtfFont | undefined, documentCodePage: number): number {
  if (font?.codePage !== undefined) return font.codePage;
  const charset = font?.charset ?? DEFAULT;
  if (charset === ANSI && isWindows(documentCodePage)) return 1252;
  return CHARSETS[charset] ?? documentCodePage;
}

export function decoderOf(codePage: number): Decode {
  const table = TABLES[codePage];
  if (table !== undefined) return (bytes) => Array.from(bytes, (byte) => letterIn(table, byte)).join('');
  const label = LABELS[codePage];
  if (label === undefined) return (bytes) => (bytes.every((byte) => byte < 0x80) ? ascii(bytes) : undefined);
  const decoder = new TextDecoder(label, { fatal: true });
  return (bytes) => {
    try {
      return decoder.decode(bytes);
    } catch {
      return undefined;
    }
  };
}

/** Letters drawn by a font of symbols: the Greek ones and the signs of Symbol, ticks and boxes of the others. */
export function symbolOf(code: number, fontName = ''): string {
  const byte = code & 0xff;
  if (/^symbol/i.test(fontName.trim())) return SYMBOL[byte - 0x20] ?? '•';
  return OTHER_SIGNS[byte] ?? '•';
}

function letterIn(table: string, byte: number): string {
  return byte < 0x80 ? String.fromCharCode(byte) : (table[byte - 0x80] as string);
}

function ascii(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
