import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const pem = (name: string): string => readFileSync(tlsFile(name), 'utf8');

/** Path of one of the PEM files beside this one. */
export const tlsFile = (name: string): string => fileURLToPath(new URL(`./${name}.pem`, import.meta.url));

/** PEM texts: who signs, the server's certificate and key, the client's. */
export const testTls = () => ({
  ca: pem('ca.cert'),
  server: { cert: pem('server.cert'), key: pem('server.key') },
  client: { cert: pem('client.cert'), key: pem('client.key') },
});
