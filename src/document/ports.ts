import { type Result } from '../kernel/index.js';

/** Reads the letters of pictures: scanned pages of PDF files, picture files. Without one they are refused. */
export interface Ocr {
  /** Kept with the document, as the reader's own: another engine or language gives another text. */
  readonly identity: { readonly id: string; readonly version: string };
  /**
   * The lines of one page. `image` is a PGM (`P5`: grey, 8 bits a pixel, upright), or a file as it came whose header
   * was looked at: a PNG, a JPEG, a TIFF of one page.
   */
  readPage(image: Uint8Array): Promise<Result<string>>;
}
