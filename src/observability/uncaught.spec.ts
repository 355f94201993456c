import { spawnSync } from 'node:child_process';

const hooks = new URL('../../test/support/typescript-hooks.mjs', import.meta.url).href;
const uncaught = new URL('./uncaught.ts', import.meta.url).href;

/** Runs a program that hides what nobody catches. */
const run = (program: string) =>
  spawnSync(process.execPath, ['--import', hooks, '--input-type=module', '--eval', program], {
    encoding: 'utf8',
  });
const start = `const { hideUncaughtErrors } = await import('${uncaught}'); hideUncaughtErrors();`;

describe('an error nobody caught', () => {
  it.each([
    ['thrown later', `setTimeout(() => { throw error; });`],
    ['a rejection nobody waits for', `void Promise.reject(error); setTimeout(() => undefined, 5_000);`],
    ['thrown by the program itself', `throw error;`],
  ])('ends the process and quotes nothing: %s', (_, throwing) => {
    const error = `const error = Object.assign(new Error('VASSEROT'), { code: '22P02', parameters: ['VASSEROT'] });`;
    const { status, stdout, stderr } = run(`${start} ${error} ${throwing}`);
    expect(status).toBe(1);
    expect(stdout + stderr).not.toContain('VASSEROT');
    expect(JSON.parse(stderr.trim().split('\n').at(-1) ?? '')).toMatchObject({ error: { code: '22P02' } });
  });
});
