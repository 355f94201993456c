import { NestFactory } from '@nestjs/core';
import { openApiOf } from '../../src/api/index.js';
import { AppModule } from '../../src/app.module.js';
import { checkConfig } from '../../src/config/index.js';
import { PIPELINE_VERSION } from '../../src/pipeline/index.js';
import { DEMONSTRATION_KEYS } from '../../src/security/index.js';
import { formatted } from './formatted.js';
import { type Generator } from './generator.js';

const FILE = 'docs/generated/openapi.json';

/** The document the service gives at /openapi.json with every role. Preview: Nest opens nothing, not even a database. */
export const openapi: Generator = {
  file: FILE,
  async generate() {
    const config = checkConfig({});
    if (!config.ok) throw new Error(config.failure.message);
    const app = await NestFactory.create(AppModule.with(config.value, DEMONSTRATION_KEYS), {
      preview: true,
      logger: false,
      abortOnError: false,
    });
    return formatted(FILE, JSON.stringify(openApiOf(app, PIPELINE_VERSION)));
  },
};
