/** A PostgreSQL server for tests: its maintenance database's address, and how to end it. */
export interface TestPostgres {
  url: string;
  /** What the server writes about itself. */
  logFile: string;
  stop(): Promise<void>;
}

/** Starts a server in a temporary folder; `binaries` are those of the npm package unless others are named. */
export function startTestPostgres(options?: {
  settings?: Record<string, string>;
  binaries?: { folder: string; version: string; major: string };
}): Promise<TestPostgres>;
