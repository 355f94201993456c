import { type WorkerOptions } from 'node:worker_threads';

const FROM_SOURCES = import.meta.url.endsWith('.ts');

/** The thread's program: beside this file, compiled or not. */
export const READER_ENTRY = new URL(FROM_SOURCES ? './entry.ts' : './entry.js', import.meta.url);

// The tests run the sources: Node strips the types itself, and this finds the `.ts` behind an import in `.js`.
const SOURCES_HOOK = `
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve(specifier, context, next) {
      const ours = specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.endsWith('.ts');
      return next(ours ? specifier.slice(0, -3) + '.ts' : specifier, context);
    },
  });`;

export function entryOptions(entry: URL): WorkerOptions {
  if (!entry.pathname.endsWith('.ts')) return { execArgv: [] };
  return { execArgv: ['--import', `data:text/javascript,${encodeURIComponent(SOURCES_HOOK)}`] };
}
