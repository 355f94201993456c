// The endpoint of the bench, in a thread of its own: the bench's client must not slow it.
import { createServer } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { connectDatabase } from '../../src/database/index.js';
import { createFhirHandler, fhirMiddleware } from '../../src/fhir/server/index.js';
import { createCipher, createKeyedHash } from '../../src/security/index.js';

const { databaseUrl, token, poolSize } = workerData as {
  databaseUrl: string;
  token: string;
  poolSize: number;
};

const key = Buffer.alloc(32, 7);
const dataSource = await connectDatabase({ url: databaseUrl, poolSize });
const handler = createFhirHandler({
  dataSource,
  cipher: createCipher({ current: 'bench', keys: new Map([['bench', key]]) }),
  hash: createKeyedHash(key, 'bench'),
  baseUrl: 'http://127.0.0.1/fhir',
  authorize: ({ headers }) =>
    Promise.resolve(headers['authorization'] === `Bearer ${token}` ? { name: 'bench', mayWrite: true } : 401),
});
const server = createServer(fhirMiddleware(handler));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  parentPort?.postMessage(typeof address === 'object' && address ? address.port : 0);
});
parentPort?.once('message', () => {
  server.close(() => void dataSource.destroy());
  server.closeAllConnections();
});
