/** Settings whose class says too little. Every other one is described where it is declared. */
export const DESCRIPTIONS: Readonly<Record<string, string>> = {
  roles:
    'What this process does: take messages in, walk reports, serve HTTP (API and embedded FHIR endpoint).',
  'site.acceptsFictitious':
    'Whether test and demonstration identities are taken (and marked). `false` in production: they are refused (AR 202, HTTP 422).',
  'site.name': 'The hospital, for people.',
  'database.mode': '`embedded`: our own PostgreSQL, one process. `external`: the server at `database.url`.',
  'database.url': '`postgres://…`. Required when `database.mode` is `external`.',
  'database.poolSize': 'Connections this process holds, those of the queue (6) aside.',
  'mllp[].host': 'Address to listen on.',
  'mllp[].port': 'Port to listen on; 0 takes any free one.',
  'mllp[].maxMessageBytes': 'A longer message is refused (AR 104).',
  'mllp[].idleTimeoutSeconds': 'A silent connection is closed after so long.',
  'mllp[].maxConnections': 'One more is closed at once.',
  'http.host': 'Address to listen on. Loopback only while `http.tokens` is empty.',
  'http.port': 'Port to listen on; 0 takes any free one.',
  'http.maxBodyBytes': 'A longer body is refused (413).',
  'http.tokens[].name': 'Who holds the token, as logs name it.',
  'http.tokens[].scopes':
    '`read`: reports, dead letters, and reading the embedded FHIR endpoint. `operate`: replay. `intake`: send report events. `fhir`: read and write the embedded endpoint.',
  'fhir.*.baseUrl': 'Base of the FHIR server. Required when `kind` is `external`.',
  'fhir.*.auth.kind': 'How we prove who we are.',
  'fhir.*.auth.username': 'For `basic`.',
  'fhir.*.auth.password': 'For `basic`.',
  'fhir.*.auth.token': 'For `bearer`.',
  'fhir.*.auth.tokenUrl': 'OAuth2 token endpoint, for `client-credentials`.',
  'fhir.*.auth.clientId': 'For `client-credentials`.',
  'fhir.*.auth.clientSecret': 'For `client-credentials`.',
  'fhir.*.auth.scope': 'OAuth2 scope asked for.',
  'fhir.*.writeMode': 'How resources are written: docs/adr/0006-write-modes.md.',
  'fhir.*.timeoutSeconds': 'Longest wait for an answer.',
  '*.tls.certificate': 'PEM file of the certificate.',
  '*.tls.key': 'PEM file of the private key.',
  'pseudonymization.policies': 'File that says what becomes of each category, by policy.',
  'pseudonymization.useCases': 'Policy of the text that use cases read.',
  'pseudonymization.research': 'Policy of the documents that go to the research zone.',
  useCases: 'Ids of the use cases to run, or `all`.',
  'worker.concurrency': 'Reports walking at the same time in this process.',
  'worker.stopGraceSeconds':
    'At a stop, how long a walk may still take before it is left for the next start.',
  'log.level': 'Least level that is logged.',
};

/** The description of a path: its own, else one of a pattern (`*` stands for the path before or one name). */
export function described(path: string): string | undefined {
  const patterns = [path, path.replace(/^fhir\.\w+\./, 'fhir.*.'), path.replace(/^.*\.tls\./, '*.tls.')];
  return patterns.map((pattern) => DESCRIPTIONS[pattern]).find((text) => text !== undefined);
}
