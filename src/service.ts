import { type AddressInfo, createServer } from 'node:net';
import {
  type INestApplication,
  type LoggerService,
  ValidationPipe,
  BadRequestException,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { type ValidationError } from 'class-validator';
import { keepRefusedQuestions, NoLeakFilter, PSEUDONYMS, serveOpenApi } from './api/index.js';
import { AppModule } from './app.module.js';
import { type PasserelleConfig } from './config/index.js';
import { FHIR_MIDDLEWARE, FHIR_PATH, type FhirMiddleware } from './fhir/index.js';
import { IntakeModule } from './intake/index.js';
import { LOGGER, type Logger } from './observability/index.js';
import { PIPELINE_VERSION, PipelineModule } from './pipeline/index.js';
import { type Pseudonyms } from './pseudonymization/index.js';
import { AUTHORIZE, type Authorize, keysOf } from './security/index.js';
import { rulesOf } from './validation/index.js';

export interface RunningService {
  readonly http: string;
  /** Each MLLP listener, by source name. */
  readonly mllp: Readonly<Record<string, { readonly host: string; readonly port: number }>>;
  /** Drains, then stops. */
  stop(): Promise<void>;
}

/** Starts what the configuration's roles ask for, in the order that lets nothing wait for what is not there. */
export async function startService(given: PasserelleConfig): Promise<RunningService> {
  const config = await withPort(given);
  const app = await createApp(config);
  const { host, port } = config.http;
  try {
    await app.listen(port, host);
    if (config.roles.includes('worker')) await app.get(PipelineModule).start();
    const mllp = config.roles.includes('intake') ? await app.get(IntakeModule).start() : {};
    const http = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    app.get<Logger>(LOGGER).info({ http, mllp, roles: config.roles }, 'Passerelle is up');
    return { http, mllp, stop: () => app.close() };
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** The application, not listening yet. */
export async function createApp(config: PasserelleConfig): Promise<INestApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config, keysOf(config)), {
    bodyParser: false,
    abortOnError: false,
    logger: QUIET,
  });
  const logger = app.get<Logger>(LOGGER);
  app.disable('x-powered-by');
  // Before any body parser: the endpoint reads its bodies itself.
  if (config.roles.includes('api')) app.use(FHIR_PATH, app.get<FhirMiddleware>(FHIR_MIDDLEWARE));
  app.useBodyParser('json', { limit: config.http.maxBodyBytes });
  app.useGlobalPipes(
    new ValidationPipe({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      exceptionFactory: namesRules,
    }),
  );
  const pseudonyms = app.get<Pseudonyms>(PSEUDONYMS, { strict: false });
  const authorize = app.get<Authorize>(AUTHORIZE, { strict: false });
  app.useGlobalFilters(new NoLeakFilter(logger, keepRefusedQuestions({ pseudonyms, authorize, logger })));
  serveOpenApi(app, PIPELINE_VERSION);
  return app;
}

/** Names each field and its rule, never the value. */
function namesRules(errors: ValidationError[]): BadRequestException {
  return new BadRequestException({ statusCode: 400, code: 'REQUEST_INVALID', message: rulesOf(errors) });
}

/** Nest's own start messages are not ours: what matters is logged by us, with ids. */
const QUIET: LoggerService = { log: () => undefined, error: () => undefined, warn: () => undefined };

/** Port 0 asks for any free one; the embedded endpoint's address must be known before it listens. */
async function withPort(config: PasserelleConfig): Promise<PasserelleConfig> {
  if (config.http.port !== 0) return config;
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, config.http.host, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return { ...config, http: { ...config.http, port } };
}
