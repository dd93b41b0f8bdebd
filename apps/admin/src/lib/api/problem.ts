/** One fault in what was sent: a JSON pointer to the field, and a sentence for the person. */
export interface ProblemError {
  pointer: string;
  detail: string;
}

const PREFIX = 'urn:stepwell:problem:';

/**
 * An answer that is not a success, as RFC 9457 problem details. `code` is the stable part of `type`
 * (`stale-edit`, `session-conflict`, …); `facts` holds every further member of the document.
 */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  readonly errors: readonly ProblemError[];
  readonly facts: Readonly<Record<string, unknown>>;
  /** Seconds until it is worth trying again, from `Retry-After` or the document. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, body: unknown, retryAfter?: string | null) {
    const doc = isRecord(body) ? body : {};
    const title = text(doc['title']) ?? titleOf(status);
    const detail = text(doc['detail']);
    super(detail ?? title);
    this.name = 'Problem';
    this.status = status;
    this.title = title;
    this.detail = detail;
    const type = text(doc['type']) ?? '';
    this.code = type.startsWith(PREFIX) ? type.slice(PREFIX.length) : type === '' ? `http-${status}` : type;
    this.errors = Array.isArray(doc['errors']) ? doc['errors'].filter(isProblemError) : [];
    this.facts = doc;
    const seconds = Number(retryAfter ?? doc['retryAfterSeconds'] ?? Number.NaN);
    this.retryAfterSeconds = Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
  }

  /** True when the request never reached the server or no answer came back. */
  get isOffline(): boolean {
    return this.status === 0;
  }
}

/** The problem for a request that got no answer at all. */
export function offlineProblem(): Problem {
  return new Problem(0, {
    type: `${PREFIX}offline`,
    title: 'No connection',
    detail: 'Stepwell could not be reached. Check the connection and try again.',
  });
}

/** Any thrown value as a problem a screen can show; a programming error keeps its message off the screen. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(500, {
    type: `${PREFIX}screen-failed`,
    title: 'This part of the screen failed',
    detail: 'Something went wrong while showing this. Try again; if it keeps happening, tell your administrator.',
  });
}

/** "is used by another account" → "Is used by another account.": what a fault says, as a sentence under its field. */
export function sentence(detail: string): string {
  const first = detail.charAt(0).toUpperCase() + detail.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

/** `/address/line1` → `address.line1`, the way the form names its fields. */
export function fieldOfPointer(pointer: string): string {
  return pointer
    .replace(/^#?\/?/, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
}

function titleOf(status: number): string {
  if (status === 401) return 'Please sign in';
  if (status === 403) return 'You may not do this';
  if (status === 404) return 'Not found';
  if (status === 409) return 'This conflicts with something else';
  if (status === 429) return 'Too many attempts';
  return status >= 500 ? 'The server could not answer' : 'The request was refused';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
function isProblemError(value: unknown): value is ProblemError {
  return isRecord(value) && typeof value['pointer'] === 'string' && typeof value['detail'] === 'string';
}
