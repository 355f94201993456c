import { type Result } from '../kernel/index.js';

/** Reads the letters of pictures, for PDF files without a text layer. Without one such a file is refused. */
export interface Ocr {
  /** Kept with the document, as the reader's own: another engine or language gives another text. */
  readonly identity: { readonly id: string; readonly version: string };
  /** The lines of one page. `image` is a PGM (`P5`): grey, 8 bits a pixel, upright. */
  readPage(image: Uint8Array): Promise<Result<string>>;
}
