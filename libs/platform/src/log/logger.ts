import { Injectable, type LoggerService } from '@nestjs/common';
import { pino } from 'pino';

/** What a log line may carry: ids, counts, durations, names of routes and jobs. Never a value a person typed. */
export type LogFacts = Record<string, string | number | boolean | null | undefined>;

/**
 * Structured logs, one JSON object a line. An error is logged by its class, code and stack frames; its message may hold
 * what somebody typed, so it stays out.
 */
@Injectable()
export class Logger implements LoggerService {
  private readonly out = pino({ level: process.env['STEPWELL_LOG_LEVEL'] ?? 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime });

  info(event: string, facts: LogFacts = {}): void {
    this.out.info(facts, event);
  }

  warning(event: string, facts: LogFacts = {}): void {
    this.out.warn(facts, event);
  }

  /** Logs a failure without its message. */
  failure(event: string, thrown: unknown, facts: LogFacts = {}): void {
    const error = thrown as { name?: string; code?: string; stack?: string; constraint?: string; table?: string; driverError?: { code?: string; constraint?: string } };
    const frames = (error?.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at ')).slice(0, 8).map((line) => line.trim());
    this.out.error(
      { ...facts, error: error?.name ?? typeof thrown, code: error?.driverError?.code ?? error?.code, constraint: error?.driverError?.constraint ?? error?.constraint, at: frames },
      event,
    );
  }

  // Nest's own start-up lines: only warnings and errors are worth a line.
  log(): void {}
  debug(): void {}
  verbose(): void {}
  warn(message: unknown): void {
    this.out.warn({ source: 'nest' }, String(message));
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.out.error({ source: 'nest', at: typeof rest[0] === 'string' ? rest[0].split('\n').filter((l) => l.trimStart().startsWith('at ')).slice(0, 6) : undefined }, typeof message === 'string' ? message : 'error');
  }
  fatal(message: unknown): void {
    this.error(message);
  }
}
