import { type IncomingMessage, type ServerResponse } from 'node:http';
import { Module } from '@nestjs/common';
import { type DataSource } from 'typeorm';
import { CONFIG, type PasserelleConfig } from '../config/index.js';
import { DATA_SOURCE } from '../database/index.js';
import { FHIR_INTAKE, type FhirIntake } from '../intake/index.js';
import { LOGGER, type Logger } from '../observability/index.js';
import {
  AUTHORIZE,
  type Authorize,
  CIPHER,
  type Cipher,
  createKeyedHash,
  type Keys,
  KEYS,
} from '../security/index.js';
import {
  createFhirHandler,
  fhirMiddleware,
  type FhirHttpRequest,
  type FhirMiddleware,
} from './server/index.js';

/** Path of the embedded endpoint. */
export const FHIR_PATH = '/fhir';

/** The embedded endpoint, to be put under FHIR_PATH before any body parser. */
export const FHIR_MIDDLEWARE = Symbol('fhir middleware');

@Module({
  providers: [
    {
      provide: FHIR_MIDDLEWARE,
      useFactory: (...parts: Parts) => middlewareOf(parts),
      inject: [
        ...[CONFIG, DATA_SOURCE, CIPHER, KEYS, AUTHORIZE, LOGGER],
        // Only where this process has the role `intake`.
        { token: FHIR_INTAKE, optional: true },
      ],
    },
  ],
})
export class FhirModule {}

type Parts = [PasserelleConfig, DataSource, Cipher, Keys, Authorize, Logger, FhirIntake | undefined];

function middlewareOf([config, dataSource, cipher, keys, authorize, logger, intake]: Parts): FhirMiddleware {
  const { host, port, maxBodyBytes, tokens } = config.http;
  const handler = createFhirHandler({
    dataSource,
    cipher,
    hash: createKeyedHash(keys.identifiers, 'fhir-index'),
    baseUrl: `http://${host.includes(':') ? `[${host}]` : host}:${port}${FHIR_PATH}`,
    authorize: async (request) => principalOf(request, authorize),
    limits: { body: maxBodyBytes },
    ...(intake && { intake }),
    onError: (error) => logger.error({ error }, 'A FHIR request failed'),
    // An id nobody gave may be anything that was typed: a name.
    onAccess: ({ id, ...access }) =>
      logger.debug({ access: { ...access, ...(access.status < 400 && { id }) } }, 'FHIR access'),
  });
  const serve = fhirMiddleware(handler, { maxBody: maxBodyBytes });
  return (request, response) => {
    // The handler knows headers only: who is local is decided here.
    if (tokens.length === 0 && !isLocal(request, authorize)) return forbid(response);
    serve(request, response);
  };
}

function principalOf({ headers }: FhirHttpRequest, authorize: Authorize) {
  const request = { authorization: headers.authorization, host: headers.host, remoteAddress: '127.0.0.1' };
  const full = authorize(request, 'fhir');
  if (full.granted) return { name: full.principal, mayWrite: true };
  const [reading, entering] = [authorize(request, 'read'), authorize(request, 'intake')];
  const granted = reading.granted ? reading : entering.granted ? entering : undefined;
  if (!granted) return full.status;
  return {
    ...{ name: granted.principal, mayWrite: false },
    ...{ mayRead: reading.granted, mayEnter: entering.granted },
  };
}

function isLocal({ headers, socket }: IncomingMessage, authorize: Authorize): boolean {
  const { host } = headers;
  return authorize({ authorization: undefined, host, remoteAddress: socket.remoteAddress }, 'fhir').granted;
}

function forbid(response: ServerResponse): void {
  response.writeHead(403, { 'Content-Type': 'application/fhir+json' });
  const issue = [{ severity: 'error', code: 'forbidden', diagnostics: 'only this machine is served' }];
  response.end(JSON.stringify({ resourceType: 'OperationOutcome', issue }));
}
