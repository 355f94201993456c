import { checkConfig } from './index.js';

const BROKERS = ['kafka-1.hopital.example:9093'];
const INTAKE = { topics: [{ topic: 'comptes-rendus', source: 'dpi' }] };

function problemsOf(kafka: object): string {
  const config = checkConfig({ kafka });
  return config.ok ? '' : config.failure.message;
}

describe('the settings of Kafka', () => {
  it('are absent by default', () => {
    const config = checkConfig({});
    expect(config.ok && config.value.kafka).toBeUndefined();
  });

  it('take brokers, topics and nothing else', () => {
    const config = checkConfig({ kafka: { brokers: BROKERS, intake: INTAKE } });
    expect(config).toMatchObject({
      ok: true,
      value: {
        kafka: {
          clientId: 'passerelle',
          intake: { groupId: 'passerelle', deadLetterTopic: 'passerelle-dead-letters', fromBeginning: true },
        },
      },
    });
  });

  it.each([
    [['kafka'], 'a broker without port'],
    [['http://kafka:9092'], 'an address'],
    [[], 'no broker'],
    [['a:9092', 'a:9092'], 'the same broker twice'],
  ])('refuse %j: %s', (brokers) => {
    expect(problemsOf({ brokers })).toMatch(/^kafka\.brokers: /);
  });

  it.each(['[::1]:9092', 'localhost:9092', '10.1.2.3:9092', 'kafka_1:9092'])(
    'take the broker %s',
    (broker) => {
      expect(problemsOf({ brokers: [broker] })).toBe('');
    },
  );

  it.each(['', '.', '..', 'a topic', 'x'.repeat(250)])('refuse the topic %j', (topic) => {
    expect(problemsOf({ brokers: BROKERS, intake: { topics: [{ topic, source: 'dpi' }] } })).toContain(
      'kafka.intake.topics[0].topic: must be the name of a topic',
    );
  });

  it.each([
    [{ tls: { certificate: 'a.pem' } }, 'kafka.tls: certificate and key go together'],
    [
      { sasl: { mechanism: 'plain', username: 'u', password: 'p' } },
      'kafka.sasl.mechanism: plain sends the password itself, over TLS only (kafka.tls)',
    ],
    [
      { sasl: { mechanism: 'plain', username: 'u', password: 'p' }, tls: { enabled: false } },
      'kafka.sasl.mechanism: plain sends the password itself, over TLS only (kafka.tls)',
    ],
    [
      { intake: { ...INTAKE, deadLetterTopic: 'comptes-rendus' } },
      'kafka.intake.deadLetterTopic: not one of the topics that are read',
    ],
    [
      { intake: INTAKE, results: { topic: 'comptes-rendus' } },
      'kafka.results.topic: not a topic of kafka.intake',
    ],
    [
      { intake: INTAKE, results: { topic: 'passerelle-dead-letters' } },
      'kafka.results.topic: not a topic of kafka.intake',
    ],
  ])('are checked together: %j', (settings, problem) => {
    expect(problemsOf({ brokers: BROKERS, ...settings })).toBe(problem);
  });

  it.each(['localhost:9092', '127.0.0.1:9092', '[::1]:9092'])(
    'take a plain password without TLS to %s, which nobody else hears',
    (broker) => {
      const sasl = { mechanism: 'plain', username: 'u', password: 'p' };
      expect(problemsOf({ brokers: [broker], sasl })).toBe('');
    },
  );

  it('never tell a password that breaks a rule', () => {
    const sasl = { username: 'u', password: { secret: 'hush' } };
    expect(problemsOf({ brokers: BROKERS, sasl })).toMatch(/kafka\.sasl\.password: /);
    expect(problemsOf({ brokers: BROKERS, sasl })).not.toContain('hush');
  });
});
