import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import { openapi } from '../../scripts/generate/openapi.js';
import { OPENAPI_PATH, serveOpenApi } from '../../src/api/index.js';
import { AppModule } from '../../src/app.module.js';
import { checkConfig } from '../../src/config/index.js';
import { PIPELINE_VERSION } from '../../src/pipeline/index.js';
import { DEMONSTRATION_KEYS } from '../../src/security/index.js';
import { read } from '../support/documents/documents.js';

interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly unknown[];
}
interface OpenApi {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const committed = JSON.parse(read(openapi.file)) as OpenApi;
const operations = Object.entries(committed.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => [`${method} ${path}`, operation] as const),
);

describe('the OpenAPI document', () => {
  it('is the one the controllers give', async () => {
    expect(read(openapi.file)).toBe(await openapi.generate());
  });

  it.each(operations)(
    '%s says what it does, and who may call it',
    (name, { summary, tags = [], security }) => {
      expect(summary).toMatch(/\.$/);
      expect(tags).toHaveLength(1);
      expect(security !== undefined).toBe(!/ \/(health|ready|metrics)$/.test(name));
    },
  );

  describe('served', () => {
    let server: Server;
    beforeAll(async () => {
      const config = checkConfig({});
      if (!config.ok) throw new Error(config.failure.message);
      const module = AppModule.with(config.value, DEMONSTRATION_KEYS);
      const app = await NestFactory.create(module, { preview: true, logger: false, abortOnError: false });
      serveOpenApi(app, PIPELINE_VERSION);
      // In preview Nest does not listen: express does.
      server = createServer(app.getHttpAdapter().getInstance() as RequestListener);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    afterAll(() => server.close());

    it('is the committed one, and no page of a browser beside it', async () => {
      const { port } = server.address() as AddressInfo;
      const answer = await fetch(`http://127.0.0.1:${port}${OPENAPI_PATH}`);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual(committed);
      expect((await fetch(`http://127.0.0.1:${port}/openapi`)).status).toBe(404);
    });
  });
});
