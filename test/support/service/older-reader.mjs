// A service started with `NODE_OPTIONS=--import …/older-reader.mjs` reads plain text as an older version would have:
// version 0 of the reader, which took a stamp of the printer for the first line.
import { registerHooks } from 'node:module';

const STAMP = 'IMPRIMÉ 🔬\\n';

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (!url.endsWith('/dist/src/document/readers/plain-text.js')) return loaded;
    const source = String(loaded.source)
      .replace("version: '1'", "version: '0'")
      .replace('export function readPlainText(', 'function readAsNow(');
    const older = `export function readPlainText(content) {
      const read = readAsNow(content);
      return read.ok ? { ok: true, value: { ...read.value, text: '${STAMP}' + read.value.text } } : read;
    }`;
    return { ...loaded, source: `${source}\n${older}` };
  },
});
