/** In pixels; zero where the file does not say. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

const UNKNOWN: Size = { width: 0, height: 0 };
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];

export function startsWith(content: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, at) => content[at] === byte);
}

/** RFC 2083 4.1.1: the first chunk is IHDR. Nothing where it is no PNG. */
export function pngSize(content: Uint8Array): Size | undefined {
  if (!startsWith(content, PNG)) return undefined;
  if (content.length < 24) return UNKNOWN;
  const bytes = viewOf(content);
  return { width: bytes.getUint32(16), height: bytes.getUint32(20) };
}

const START_OF_SCAN = 0xda;
/** SOF0 to SOF15, without the tables that share their range (DHT, JPG, DAC): ITU-T T.81, table B.1. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
/** Markers that have no length: fill bytes and restarts. */
const isAlone = (marker: number): boolean =>
  marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** The frame header before the first scan. Nothing where it is no JPEG. */
export function jpegSize(content: Uint8Array): Size | undefined {
  if (!startsWith(content, JPEG)) return undefined;
  const bytes = viewOf(content);
  let at = 2;
  while (at + 9 < content.length && bytes.getUint8(at) === 0xff) {
    const marker = bytes.getUint8(at + 1);
    if (marker === START_OF_SCAN) return UNKNOWN;
    if (isFrame(marker)) return { height: bytes.getUint16(at + 5), width: bytes.getUint16(at + 7) };
    at += isAlone(marker) ? (marker === 0xff ? 1 : 2) : 2 + bytes.getUint16(at + 2);
  }
  return UNKNOWN;
}

export function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
