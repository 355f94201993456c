// Lets plain Node run our TypeScript sources, decorators too, with what jest compiles them with: a test can start a
// command without a build. `node --import ./test/support/source-hooks.mjs src/cli/main.ts …`
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';
import jest from '../../jest.config.mjs';
import './typescript-hooks.mjs';

const [[, options]] = Object.values(jest.projects[0].transform);

registerHooks({
  load(url, context, next) {
    if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
    const filename = fileURLToPath(url);
    const { code } = transformSync(readFileSync(filename, 'utf8'), { ...options, filename, swcrc: false });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
