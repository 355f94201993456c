const FROM_SOURCES = import.meta.url.endsWith('.ts');

/** A program of this folder, compiled or not. */
export function programOf(name: 'entry' | 'monitor'): URL {
  return new URL(`./${name}.${FROM_SOURCES ? 'ts' : 'js'}`, import.meta.url);
}

// The tests run the sources: Node strips the types itself, and this finds the `.ts` behind an import in `.js`.
const SOURCES_HOOK = `
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve(specifier, context, next) {
      const ours = specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.endsWith('.ts');
      return next(ours ? specifier.slice(0, -3) + '.ts' : specifier, context);
    },
  });`;

/** The options of Node for a reading process: a heap limit, and no writing, no process, no native code. */
export function nodeOptions(heapMb: number): string[] {
  const options = [
    `--max-old-space-size=${heapMb}`,
    '--permission',
    '--allow-fs-read=*',
    '--allow-worker',
    '--no-warnings',
  ];
  if (!FROM_SOURCES) return options;
  return [...options, '--import', `data:text/javascript,${encodeURIComponent(SOURCES_HOOK)}`];
}
