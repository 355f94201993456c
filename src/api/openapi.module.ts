import { type INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

/** Where the service says what its HTTP API is. */
export const OPENAPI_PATH = '/openapi.json';

/** The OpenAPI document of the controllers an application holds. Nothing needs to be started. */
export function openApiOf(app: INestApplication, version: string): OpenAPIObject {
  const settings = new DocumentBuilder()
    .setTitle('Passerelle')
    .setDescription(
      'Report events in, operations. FHIR results are under /fhir and described by /fhir/metadata. ' +
        'Answers about reports hold ids, states, codes and counts: never patient data.',
    )
    .setVersion(version)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'opaque',
      description: 'Not needed while no token is configured.',
    })
    .addTag('intake', 'Report events, kept and queued before the answer.')
    .addTag('operations', 'Where reports are, dead letters, refused messages.')
    .addTag('health', 'For supervision: open, without patient data.')
    .build();
  return SwaggerModule.createDocument(app, settings, {
    operationIdFactory: (_controller, method) => method,
  });
}

/** Serves the document, made when first asked for. */
export function serveOpenApi(app: INestApplication, version: string): void {
  let made: OpenAPIObject | undefined;
  SwaggerModule.setup('openapi', app, () => (made ??= openApiOf(app, version)), {
    ui: false,
    raw: ['json'],
    jsonDocumentUrl: OPENAPI_PATH,
  });
}
