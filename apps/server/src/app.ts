import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import fastifyMultipart from '@fastify/multipart';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import helmet from 'helmet';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { IdempotencyInterceptor, Logger, ProblemFilter, SYSTEM, problemBody, runInContext, validationPipe, DomainError, type Clock, type Config } from '#platform';
import { AppModule } from './app.module.js';
import { serveAdmin } from './serve-admin.js';

const BODY_LIMIT = 1_048_576;
/** Largest file an import takes, bytes. */
const FILE_LIMIT = 100 * 1_048_576;

/**
 * Builds the application without listening.
 * @param options.clock another clock than the machine's.
 * @param options.admin whether the admin UI is served too (yes unless said).
 */
export async function createApp(config: Config, options: { clock?: Clock; admin?: boolean } = {}): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    trustProxy: config.trustedProxies > 0 ? (_address: string, hop: number) => hop < config.trustedProxies : false,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
    requestTimeout: 60_000,
    // A path that cannot be decoded is simply a place where nothing is.
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
      const status = error.statusCode ?? 400;
      void reply
        .status(status)
        .header('content-type', 'application/problem+json; charset=utf-8')
        .send(JSON.stringify(problemBody(new DomainError({ code: status === 414 ? 'too-long' : 'bad-request', status, title: 'The address could not be read.' }))) as never);
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config, options.clock), adapter, { bufferLogs: false, logger: ['error', 'warn'], abortOnError: false });
  const logger = app.get(Logger);
  app.useLogger(logger);
  app.setGlobalPrefix('api');

  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api/')) void reply.header('cache-control', 'no-store');
    runInContext({ requestId: request.id, actor: SYSTEM }, done);
  });
  // Put together once: helmet's plugin for Fastify does so for each request anew, and asks for two promises besides.
  const secureHeaders = helmet({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        upgradeInsecureRequests: null,
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    hsts: false,
  });
  fastify.addHook('onRequest', (request, reply, done) => secureHeaders(request.raw, reply.raw, done as (error?: unknown) => void));
  await app.register(fastifyCookie as never);
  await app.register(fastifyMultipart as never, { limits: { fileSize: FILE_LIMIT, files: 1, fields: 20, fieldSize: 100_000, parts: 30 } });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter(logger));
  app.useGlobalInterceptors(app.get(IdempotencyInterceptor));
  if (options.admin !== false) await serveAdmin(app);
  return app;
}

/** The API's description, from the routes and DTOs themselves. */
export function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('Stepwell')
    .setDescription('The API of Stepwell, which runs an intensive outpatient program.')
    .setVersion('1')
    .addCookieAuth('stepwell_session')
    .addBearerAuth()
    .build();
  return SwaggerModule.createDocument(app, builder, { operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}` });
}
