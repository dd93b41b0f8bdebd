import { DomainError, type FieldProblem } from '#platform';

/** The file cannot be read at all. */
export function unreadableFile(sentence: string, row?: number): DomainError {
  return new DomainError({ code: 'unreadable-file', status: 422, title: sentence, facts: row === undefined ? {} : { row } });
}

/** More bytes than one import takes. */
export function fileTooLarge(mostBytes: number): DomainError {
  return new DomainError({ code: 'too-large', status: 413, title: `A file may hold at most ${Math.floor(mostBytes / 1_048_576)} MB. Split it and import the parts one after another.`, facts: { mostBytes } });
}

/** The import is not in a state in which this can be asked of it. */
export function notNow(status: string, title: string): DomainError {
  return new DomainError({ code: 'import-not-ready', status: 409, title, facts: { importStatus: status } });
}

/** The file leaves something open that only a person can say. */
export function openQuestions(keys: readonly string[], errors: FieldProblem[]): DomainError {
  return new DomainError({ code: 'open-questions', status: 409, title: keys.length === 1 ? 'One question about this file is still open.' : `${keys.length} questions about this file are still open.`, facts: { questions: keys }, errors });
}

/** Rows would be refused and nobody said that they may be left out. */
export function rowsRefused(refused: number): DomainError {
  return new DomainError({
    code: 'rows-refused',
    status: 409,
    title: `${refused === 1 ? 'One row' : `${refused.toLocaleString('en-US')} rows`} of this file cannot be taken. Mend the file, or choose to leave them out.`,
    facts: { refused },
  });
}

/** Something was built on what the import made. */
export function builtOn(what: Readonly<Record<string, number>>): DomainError {
  const parts = Object.entries(what).map(([thing, count]) => `${count.toLocaleString('en-US')} ${thing}`);
  return new DomainError({ code: 'import-in-use', status: 409, title: `This import cannot be undone: ${parts.join(', ')} stand on what it brought.`, facts: { builtOn: what } });
}

/** Whoever asks for their own sessions has none: the account is nobody's of this clinic's team. */
export function notOfTheTeam(): DomainError {
  return new DomainError({
    code: 'not-of-the-team',
    status: 422,
    title: 'Your account belongs to nobody in this clinic’s team, so there are no sessions of yours.',
    errors: [{ pointer: '/scope', detail: 'needs an account that belongs to somebody of the team' }],
  });
}
