/** A TIFF 6.0 file of grey pages, 8 bits a pixel, one strip each. */
export function tiffOf(
  pages: readonly { readonly width: number; readonly height: number; readonly kind?: number }[],
  { little = true } = {},
): Buffer {
  const parts: Buffer[] = [Buffer.alloc(8)];
  let at = 8;
  let link = { part: 0, place: 4 };
  const write = (part: Buffer, value: number, place: number, size: 2 | 4) => {
    if (little) part.writeUIntLE(value, place, size);
    else part.writeUIntBE(value, place, size);
  };
  (parts[0] as Buffer).write(little ? 'II' : 'MM');
  write(parts[0] as Buffer, 42, 2, 2);
  for (const { width, height, kind = 0 } of pages) {
    const pixels = Buffer.alloc(Math.min(width * height, 1000), 200);
    const fields: readonly (readonly [number, 3 | 4, number])[] = [
      [254, 4, kind],
      [256, 4, width],
      [257, 3, height],
      [258, 3, 8],
      [259, 3, 1],
      [262, 3, 1],
      [273, 4, at],
      [277, 3, 1],
      [278, 4, height],
      [279, 4, pixels.length],
    ];
    const directory = Buffer.alloc(2 + fields.length * 12 + 4);
    write(directory, fields.length, 0, 2);
    fields.forEach(([tag, type, value], index) => {
      const place = 2 + index * 12;
      write(directory, tag, place, 2);
      write(directory, type, place + 2, 2);
      write(directory, 1, place + 4, 4);
      write(directory, value, place + 8, type === 3 ? 2 : 4);
    });
    write(parts[link.part] as Buffer, at + pixels.length, link.place, 4);
    parts.push(pixels, directory);
    link = { part: parts.length - 1, place: directory.length - 4 };
    at += pixels.length + directory.length;
  }
  return Buffer.concat(parts);
}

/** The start of a JPEG (JFIF marker, a comment, frame header) that says it has this size. */
export function jpegOf(width: number, height: number): Buffer {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const table = Buffer.from([0xff, 0xc4, 0, 4, 0, 0]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0x4a, 0x46, 0xff, 0xff, 0xfe, 0, 5, 1, 2, 3]),
    table,
    frame,
    Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0xff, 0xd9]),
  ]);
}
