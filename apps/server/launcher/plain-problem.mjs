/**
 * A problem that is said to the person at the keyboard in one plain sentence, without a stack trace.
 * `detail` (a tool's own output) is printed below it only when the person needs it to act.
 */
export class PlainProblem extends Error {
  /** @param {string} sentence @param {{ cause?: unknown, detail?: string }} [options] */
  constructor(sentence, { cause, detail } = {}) {
    super(sentence, { cause });
    this.name = 'PlainProblem';
    this.detail = detail;
  }
}

const UNREACHABLE = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ECONNRESET|ERR_SOCKET_TIMEOUT)\b/;

/** Whether an error or a tool's output says that a disk is full. */
export function saysDiskFull(problem) {
  if (problem && typeof problem === 'object' && (problem.code === 'ENOSPC' || problem.code === 'EDQUOT' || problem.code === '53100')) return true;
  return /\b(ENOSPC|EDQUOT)\b|No space left on device|Disk quota exceeded|wrote only \d+ of \d+ bytes/i.test(textOf(problem));
}

/** Whether an error or a tool's output says that the network (or the registry) cannot be reached. */
export function saysUnreachable(problem) {
  return UNREACHABLE.test(textOf(problem));
}

/** The sentence for a full disk. @param {string} folder what could not be written to */
export function diskFull(folder, cause) {
  return new PlainProblem(`The disk that holds ${folder} is full: free some space and start again.`, { cause });
}

/** Turns what the file system says about a folder into a sentence; anything else is returned as it came. */
export function aboutFolder(folder, error) {
  if (error instanceof PlainProblem) return error;
  if (saysDiskFull(error)) return diskFull(folder, error);
  switch (error?.code) {
    case 'EACCES':
    case 'EPERM':
      return new PlainProblem(`The data folder ${folder} cannot be used: this user may not read or write it.`, { cause: error });
    case 'EROFS':
      return new PlainProblem(`The data folder ${folder} cannot be used: it lies on a read-only disk.`, { cause: error });
    case 'ENOTDIR':
    case 'EEXIST':
      return new PlainProblem(`The data folder ${folder} cannot be used: a file stands where a folder should be.`, { cause: error });
    case 'ENAMETOOLONG':
      return new PlainProblem(`The data folder ${folder} cannot be used: its path is too long.`, { cause: error });
    default:
      return error;
  }
}

function textOf(problem) {
  if (typeof problem === 'string') return problem;
  if (!problem || typeof problem !== 'object') return String(problem);
  return [problem.code, problem.message, problem.detail].filter(Boolean).join(' ');
}
