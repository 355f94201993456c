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

// Decorators cannot be erased: where a program's imports have them, what compiles the tests compiles it.
const DECORATORS_HOOK = `
  import { readFileSync } from 'node:fs';
  import { createRequire, registerHooks } from 'node:module';
  import { fileURLToPath } from 'node:url';
  const { transformSync } = createRequire(${JSON.stringify(import.meta.url)})('@swc/core');
  const parser = { syntax: 'typescript', decorators: true };
  const transform = { legacyDecorator: true, decoratorMetadata: true };
  registerHooks({
    load(url, context, next) {
      if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
      const filename = fileURLToPath(url);
      const options = { filename, swcrc: false, module: { type: 'es6' }, jsc: { target: 'es2023', parser, transform } };
      const { code } = transformSync(readFileSync(filename, 'utf8'), options);
      return { format: 'module', source: code, shortCircuit: true };
    },
  });`;

/** The options of Node for a reading process: a heap limit, and no writing, no process, no native code. */
export function nodeOptions(heapMb: number, decorators = false): string[] {
  const options = [
    `--max-old-space-size=${heapMb}`,
    '--permission',
    '--allow-fs-read=*',
    '--allow-worker',
    '--no-warnings',
  ];
  if (!FROM_SOURCES) return options;
  const hooks = decorators ? [SOURCES_HOOK, DECORATORS_HOOK] : [SOURCES_HOOK];
  const addons = decorators ? ['--allow-addons'] : [];
  const imports = hooks.flatMap((hook) => ['--import', `data:text/javascript,${encodeURIComponent(hook)}`]);
  return [...options, ...addons, ...imports];
}
