import { type Size, startsWith, viewOf } from './picture-size.js';

const LITTLE = [0x49, 0x49, 0x2a, 0x00];
const BIG = [0x4d, 0x4d, 0x00, 0x2a];
const KIND = 254;
const WIDTH = 256;
const LENGTH = 257;
const TILE_WIDTH = 322;
const TILE_LENGTH = 323;
const ENTRY = 12;
const SHORT = 3;
/** NewSubfileType: a smaller view of another page, or its transparency. */
const NOT_A_PAGE = 0b101;

interface Directory {
  readonly offset: number;
  /** Where the offset of the next directory stands. */
  readonly nextAt: number;
  readonly size: Size;
}

export interface Tiff {
  readonly sizes: readonly Size[];
  page(index: number): Uint8Array;
}

/**
 * The pages of a TIFF 6.0 file, by its directories; nothing where it is none. Broken, or with directories that follow
 * each other in a circle, it has no page. It stops past `most` pages.
 */
export function readTiff(content: Uint8Array, most: number): Tiff | undefined {
  const little = startsWith(content, LITTLE);
  if (!little && !startsWith(content, BIG)) return undefined;
  const pages = directoriesOf(content, little, most) ?? [];
  return {
    sizes: pages.map(({ size }) => size),
    page: (index) => alone(content, little, pages[index] as Directory),
  };
}

function directoriesOf(content: Uint8Array, little: boolean, most: number): Directory[] | undefined {
  const bytes = viewOf(content);
  const pages: Directory[] = [];
  const seen = new Set<number>();
  // Views that are no page count too: a file may not make us walk for ever.
  const tooMany = 4 * (most + 1);
  let offset = content.length < 8 ? 0 : bytes.getUint32(4, little);
  while (offset !== 0) {
    if (seen.has(offset) || seen.size > tooMany || offset + 2 > content.length) return undefined;
    seen.add(offset);
    const nextAt = offset + 2 + bytes.getUint16(offset, little) * ENTRY;
    if (nextAt + 4 > content.length) return undefined;
    const valueOf = (tag: number) => fieldOf(bytes, { from: offset + 2, to: nextAt, little }, tag);
    if ((valueOf(KIND) & NOT_A_PAGE) === 0) {
      const [width, height] = [valueOf(WIDTH), valueOf(LENGTH)];
      // A tile is made in memory whole, however little of it the page takes.
      const size =
        width > 0 && height > 0
          ? { width: Math.max(width, valueOf(TILE_WIDTH)), height: Math.max(height, valueOf(TILE_LENGTH)) }
          : { width, height };
      pages.push({ offset, nextAt, size });
      if (pages.length > most) return pages;
    }
    offset = bytes.getUint32(nextAt, little);
  }
  return pages;
}

interface Fields {
  readonly from: number;
  readonly to: number;
  readonly little: boolean;
}

/** The value of a field of one number, the greatest where it is told twice; 0 where it is not there. */
function fieldOf(bytes: DataView, { from, to, little }: Fields, tag: number): number {
  let value = 0;
  for (let at = from; at < to; at += ENTRY) {
    if (bytes.getUint16(at, little) !== tag) continue;
    const isShort = bytes.getUint16(at + 2, little) === SHORT;
    const told = isShort ? bytes.getUint16(at + 8, little) : bytes.getUint32(at + 8, little);
    value = Math.max(value, told);
  }
  return value;
}

/** The file with one directory alone: an engine that reads the first page reads this one. */
function alone(content: Uint8Array, little: boolean, { offset, nextAt }: Directory): Uint8Array {
  // A Buffer's own slice shares its bytes.
  const copy = new Uint8Array(content);
  const bytes = viewOf(copy);
  bytes.setUint32(4, offset, little);
  bytes.setUint32(nextAt, 0, little);
  return copy;
}
