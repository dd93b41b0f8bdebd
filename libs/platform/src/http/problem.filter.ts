import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { asDomainError, postgresError } from '../database/constraint-errors.js';
import { Logger } from '../log/logger.js';
import { DomainError } from './domain-error.js';

const TITLES: Record<number, [string, string]> = {
  400: ['bad-request', 'The request could not be read.'],
  401: ['not-signed-in', 'Sign in first.'],
  403: ['forbidden', 'This is not allowed.'],
  404: ['not-found', 'There is nothing here.'],
  405: ['method-not-allowed', 'This cannot be done here.'],
  406: ['not-acceptable', 'The answer cannot be given in that form.'],
  408: ['too-slow', 'The request took too long to arrive.'],
  413: ['too-large', 'The request is larger than allowed.'],
  414: ['too-long', 'The address is longer than allowed.'],
  415: ['unsupported-type', 'The request must be JSON.'],
  429: ['too-many-requests', 'Too many requests; wait a little.'],
  431: ['too-large', 'The headers are larger than allowed.'],
  503: ['unavailable', 'Not ready; try again in a moment.'],
};

/** PostgreSQL says so when a value is out of its range or malformed: the input's fault, whoever let it through. */
const BAD_VALUE = new Set(['22P02', '22003', '22007', '22008', '22021', '22P05', '22001', '22023', '22009']);

/** The body of a problem, RFC 9457. */
export function problemBody(error: DomainError): Record<string, unknown> {
  return {
    ...error.facts,
    type: `urn:stepwell:problem:${error.code}`,
    title: error.title,
    status: error.status,
    ...(error.detail === undefined ? {} : { detail: error.detail }),
    ...(error.errors === undefined ? {} : { errors: error.errors }),
  };
}

/** Turns whatever was thrown into problem details. Only what nobody foresaw is a 500, logged by request id alone. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    const problem = this.problem(thrown);
    if (problem.status >= 500) this.logger.failure('request failed', thrown, { requestId: request.id, route: request.routeOptions?.url ?? null });
    if (reply.sent) return;
    const wait = problem.facts['retryAfterSeconds'];
    if (typeof wait === 'number') void reply.header('retry-after', String(Math.ceil(wait)));
    void reply.status(problem.status).header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(problemBody(problem)));
  }

  private problem(thrown: unknown): DomainError {
    const known = asDomainError(thrown);
    if (known instanceof DomainError) return known;
    const status = statusOf(thrown);
    if (status !== undefined && status < 500) return plain(status);
    const code = postgresError(thrown)?.code;
    if (code !== undefined && BAD_VALUE.has(code)) {
      return new DomainError({ code: 'invalid-input', status: 400, title: 'A value is out of range or not of the right kind.' });
    }
    if (status === 503 || code === '53300' || code === '57P01' || code === '57P03') return plain(503);
    return new DomainError({ code: 'internal', status: 500, title: 'Something went wrong on our side. Nothing was changed.' });
  }
}

function plain(status: number): DomainError {
  const [code, title] = TITLES[status] ?? ['refused', 'The request was refused.'];
  return new DomainError({ code, status, title });
}

function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  const status = (thrown as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : undefined;
}
