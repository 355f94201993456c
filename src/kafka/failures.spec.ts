import { failureOf } from './index.js';

/** An error as kafkajs makes them: a name, a type, and what went before as its cause. */
const errorOf = (fields: object, cause?: unknown): Error =>
  Object.assign(new Error('refused: VASSEROT', { cause }), fields);

describe('what an error of the client means', () => {
  it.each([
    [{ name: 'KafkaJSConnectionError', code: 'ECONNREFUSED' }, 'KAFKA_UNAVAILABLE', 'transient'],
    [{ name: 'KafkaJSSASLAuthenticationError' }, 'KAFKA_UNAUTHENTICATED', 'transient'],
    [
      { name: 'KafkaJSProtocolError', type: 'TOPIC_AUTHORIZATION_FAILED', code: 29 },
      'KAFKA_FORBIDDEN',
      'transient',
    ],
    [
      { name: 'KafkaJSProtocolError', type: 'UNKNOWN_TOPIC_OR_PARTITION' },
      'KAFKA_TOPIC_MISSING',
      'transient',
    ],
    [{ name: 'KafkaJSProtocolError', type: 'MESSAGE_TOO_LARGE' }, 'KAFKA_RECORD_TOO_LARGE', 'permanent'],
    [{ name: 'Error' }, 'KAFKA_UNAVAILABLE', 'transient'],
  ])('%o is %s, %s', (fields, code, failureClass) => {
    expect(failureOf(errorOf(fields))).toMatchObject({ code, class: failureClass });
  });

  it('is what the innermost known cause says, after retries', () => {
    const cause = errorOf({ name: 'KafkaJSProtocolError', type: 'MESSAGE_TOO_LARGE' });
    const exceeded = errorOf({ name: 'KafkaJSNumberOfRetriesExceeded' }, cause);
    expect(failureOf(exceeded).code).toBe('KAFKA_RECORD_TOO_LARGE');
  });

  it('never tells the text of an error, nor a name that is a sentence', () => {
    const failure = failureOf(errorOf({ name: 'VASSEROT was refused', type: 'VASSEROT, Léa' }));
    expect(JSON.stringify(failure)).not.toContain('VASSEROT');
  });

  it.each([undefined, null, 'text', 12, {}])('takes %p too', (thrown) => {
    expect(failureOf(thrown).code).toBe('KAFKA_UNAVAILABLE');
  });

  it('ends on causes that go round', () => {
    const error = errorOf({ name: 'KafkaJSError' });
    error.cause = error;
    expect(failureOf(error).code).toBe('KAFKA_UNAVAILABLE');
  });
});
