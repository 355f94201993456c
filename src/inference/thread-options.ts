import type { WorkerOptions } from 'node:worker_threads';

// The tests run the sources: Node strips the types itself, and this finds the `.ts` behind an import in `.js`.
const SOURCES_HOOK = `
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve(specifier, context, next) {
      const ours = specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.endsWith('.ts');
      return next(ours ? specifier.slice(0, -3) + '.ts' : specifier, context);
    },
  });`;

const FROM_SOURCES = import.meta.url.endsWith('.ts');
export const THREAD = new URL(`./thread.${FROM_SOURCES ? 'ts' : 'js'}`, import.meta.url);

/** What a library prints may quote the document: it goes nowhere. */
export const THREAD_OPTIONS: WorkerOptions = {
  env: {},
  stdout: true,
  stderr: true,
  execArgv: [
    '--no-warnings',
    ...(FROM_SOURCES ? ['--import', `data:text/javascript,${encodeURIComponent(SOURCES_HOOK)}`] : []),
  ],
};
