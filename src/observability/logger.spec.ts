import { sensitive } from '../kernel/index.js';
import { createLogger } from './index.js';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger('trace', { write: (line) => void lines.push(line) }));
  return lines.join('');
}

describe('the logger', () => {
  it('hides a Sensitive value at any depth', () => {
    const line = logged((logger) => logger.info({ report: { name: sensitive('VASSEROT') } }, 'Report kept'));
    expect(line).toContain('[sensitive]');
    expect(line).not.toContain('VASSEROT');
  });

  it('gives the type, code and place of an error, never its message or fields', () => {
    const error = Object.assign(new Error('invalid input: "VASSEROT"'), {
      code: '22P02',
      parameters: ['VASSEROT'],
    });
    const line = logged((logger) => logger.error({ error }, 'Query failed'));
    expect(JSON.parse(line)).toMatchObject({
      level: 'error',
      msg: 'Query failed',
      error: { type: 'Error', code: '22P02' },
    });
    expect(line).not.toContain('VASSEROT');
    expect(line).toContain('logger.spec');
  });

  it('takes no line of a message for a place', () => {
    const error = new Error('refused:\n  at VASSEROT\n  at VASSEROT (report:1:1)');
    const line = logged((logger) => logger.error({ error }, 'Query failed'));
    expect(line).not.toContain('VASSEROT');
    error.message = 'changed since';
    expect(logged((logger) => logger.error({ error }, 'Query failed'))).toContain('logger.spec');
  });

  it('tells the code and place of an error that a library handed on as an object', () => {
    const error = Object.assign(new Error('VASSEROT'), { code: 'ECONNREFUSED' });
    const handed = { ...error, message: error.message, stack: error.stack, queue: 'reports' };
    const line = logged((logger) => logger.warn({ error: handed }, 'Queue trouble'));
    expect(JSON.parse(line)).toMatchObject({ error: { type: 'Error', code: 'ECONNREFUSED' } });
    expect(line).toContain('logger.spec');
    expect(line).not.toContain('VASSEROT');
  });
});
