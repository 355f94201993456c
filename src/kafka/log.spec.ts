import { type LogEntry, logLevel } from 'kafkajs';
import { logTo } from './log.js';

function logged(level: logLevel, message: string, extra: object = {}) {
  const lines: { at: string; fields: object; sentence: string }[] = [];
  const write = (at: string) => (fields: object, sentence: string) =>
    void lines.push({ at, fields, sentence });
  const logger = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  const log = { message, timestamp: '2026-01-01T00:00:00Z', logger: 'kafkajs', ...extra };
  logTo(logger)({ namespace: 'Consumer', level, label: 'X', log } as unknown as LogEntry);
  return lines[0];
}

describe('the log of the client', () => {
  it('is told by place and a word, never by its own sentence or an error', () => {
    const line = logged(logLevel.ERROR, 'Crash: KafkaJSError: value VASSEROT', {
      error: 'VASSEROT',
      stack: 'VASSEROT',
      topic: 'reports',
      partition: 2,
      payload: { name: 'VASSEROT' },
    });
    expect(line).toEqual({
      at: 'warn',
      sentence: 'Kafka client',
      fields: { scope: 'Consumer', event: 'consumer-crashed', topic: 'reports', partition: 2 },
    });
  });

  it('leaves out a field that is not a plain word or number', () => {
    expect(logged(logLevel.WARN, 'x', { topic: { name: 'VASSEROT' } })?.fields).toEqual({
      scope: 'Consumer',
      event: 'other',
    });
  });

  it('is for debugging where nothing is wrong', () => {
    expect(logged(logLevel.INFO, 'Consumer has joined the group')?.at).toBe('debug');
  });

  it('makes an error of records that were deleted before they were read', () => {
    const line = logged(logLevel.ERROR, 'Offset out of range, resetting to default offset', { topic: 't' });
    expect(line).toMatchObject({ at: 'error', sentence: 'Kafka records were gone before they were read' });
  });
});
