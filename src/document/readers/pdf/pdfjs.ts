import { registerHooks } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const DRAWING = '@napi-rs/canvas';
let hooked = false;

/**
 * pdf.js, loaded on first use and inside a reading process only. It loads a native drawing library when there is one:
 * we draw nothing, and a hostile file should not come near native code.
 */
export async function loadPdfjs() {
  if (!hooked) {
    registerHooks({
      resolve(specifier, context, next) {
        if (specifier === DRAWING) throw new Error('drawing is not needed to read text');
        return next(specifier, context);
      },
    });
    // On some broken files pdf.js leaves a rejected promise that nobody waits for, and Node would end the process. What
    // was asked for still answers, or runs into its time limit.
    process.on('unhandledRejection', () => undefined);
    hooked = true;
  }
  return await import('pdfjs-dist/legacy/build/pdf.mjs');
}

/**
 * What pdf.js is told with every file: no guess at what is broken, nothing fetched, no WebAssembly. Its own limit on
 * the size of pictures takes them out without a word (tried): the limit on memory refuses them instead.
 */
export function openingOptions() {
  return {
    verbosity: 0,
    stopAtErrors: true,
    useSystemFonts: false,
    useWasm: false,
    useWorkerFetch: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    standardFontDataUrl: pdfjsFolder('standard_fonts'),
    cMapUrl: pdfjsFolder('cmaps'),
    // The decoders of fax and JPEG 2000 pictures, in JavaScript.
    wasmUrl: pdfjsFolder('wasm'),
  };
}

/** Folders of the installed package that pdf.js reads from: fonts, character maps, decoders of pictures. */
function pdfjsFolder(name: 'standard_fonts' | 'cmaps' | 'wasm'): string {
  const entry = fileURLToPath(import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs'));
  return join(dirname(entry), '..', '..', name) + sep;
}
