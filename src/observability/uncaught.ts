import { describeError } from './logger.js';

/**
 * For the entrances. Node prints an error nobody caught with its message and fields, and those of a database or a
 * parser quote what they refused: here only its type, code and place are told, then the process ends.
 */
export function hideUncaughtErrors(): void {
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${JSON.stringify({ level: 'fatal', error: describeError(error) })}\n`);
    process.exit(1);
  });
}
