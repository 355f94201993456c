/** Who may come in by the secure listener. */
export const USER = 'passerelle';

export interface BrokerSettings {
  readonly folder: string;
  readonly ports: Readonly<Record<'plain' | 'secure' | 'mutual' | 'controller', number>>;
  readonly password: string;
  readonly keystore: string;
  /** PEM file of who may sign a client's certificate. */
  readonly truststore: string;
}

/** `server.properties` of one node that is broker and controller, heard on this machine only. */
export function serverProperties({ folder, ports, password, keystore, truststore }: BrokerSettings): string {
  const plain = 'org.apache.kafka.common.security.plain.PlainLoginModule';
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule';
  const heard = [
    `PLAINTEXT://127.0.0.1:${ports.plain}`,
    `SECURE://127.0.0.1:${ports.secure}`,
    `MUTUAL://127.0.0.1:${ports.mutual}`,
  ].join(',');
  const settings: Readonly<Record<string, string | number | boolean>> = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${ports.controller}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SECURE:SASL_SSL,MUTUAL:SSL',
    listeners: `${heard},CONTROLLER://127.0.0.1:${ports.controller}`,
    'advertised.listeners': heard,
    'log.dirs': `${folder}/data`,
    'auto.create.topics.enable': false,
    'offsets.topic.num.partitions': 1,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    // Who is not on a list may do all; a test takes rights away from the secure listener's user.
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'allow.everyone.if.no.acl.found': true,
    'super.users': 'User:ANONYMOUS',
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': keystore,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': truststore,
    'listener.name.mutual.ssl.client.auth': 'required',
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    'listener.name.secure.plain.sasl.jaas.config': `${plain} required user_${USER}="${password}";`,
    'listener.name.secure.scram-sha-256.sasl.jaas.config': `${scram} required;`,
    'listener.name.secure.scram-sha-512.sasl.jaas.config': `${scram} required;`,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
