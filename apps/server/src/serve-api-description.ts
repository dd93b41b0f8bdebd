import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** Publishes the API's description as JSON and as a page to read. It is put together when somebody first asks for it. */
export function serveApiDescription(app: NestFastifyApplication, description: () => OpenAPIObject): void {
  SwaggerModule.setup('api/docs', app, description, {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Stepwell API',
  });
}
