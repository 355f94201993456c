import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';

export type LogFields = Readonly<Record<string, unknown>>;

/** Constant sentences, with ids in fields. Never patient data: a Sensitive value prints as `[sensitive]`. */
export interface Logger {
  debug(fields: LogFields, sentence: string): void;
  info(fields: LogFields, sentence: string): void;
  warn(fields: LogFields, sentence: string): void;
  error(fields: LogFields, sentence: string): void;
}

export function createLogger(level: string, destination?: DestinationStream): Logger & PinoLogger {
  const options = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { error: describeError, err: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * What of an Error may be logged: its type, its code and where it was thrown. Not its message: a database
 * or a parser quotes the value it refused.
 */
export function describeError(error: unknown): object {
  if (!isErrorLike(error)) return { type: typeof error };
  const { code, name = 'Error', message = '', stack } = error;
  // The stack begins with the message, whose own lines may look like places.
  const at = stack
    .replace(message, '')
    .split('\n')
    .filter((line) => /^\s+at .*(:\d+:\d+|<anonymous>)\)?$/.test(line))
    .slice(0, 6)
    .map((line) => line.trim());
  return { type: name, ...(typeof code === 'string' && { code }), at };
}

/** Libraries hand errors on as plain objects too (pg-boss): their `name` is then not an own field. */
function isErrorLike(error: unknown): error is {
  readonly stack: string;
  readonly name?: string;
  readonly message?: string;
  readonly code?: unknown;
} {
  return (
    typeof error === 'object' && error !== null && typeof (error as { stack?: unknown }).stack === 'string'
  );
}
