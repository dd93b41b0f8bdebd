/** The newest PostgreSQL of the system's package manager (Debian's layout), or undefined. */
export function installedPostgres(): { folder: string; version: string; major: string } | undefined;

/** Whether a program is on the search path. */
export function onPath(program: string): boolean;

/** Installs what the tests need and this machine lacks, or throws the sentence that says what to install. */
export function prepareMachine(say: (line: string) => void): void;
