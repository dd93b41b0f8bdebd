/** One wrong field of an input: where (RFC 6901 pointer into the body, or `?name` for a query parameter) and what, in words. */
export interface FieldProblem {
  pointer: string;
  detail: string;
}

/** What a refusal says. Nothing personal: facts hold ids, instants and numbers. */
export interface DomainErrorInit {
  /** Stable, kebab-case; the problem's `type` is `urn:stepwell:problem:<code>`. */
  code: string;
  /** HTTP status: 400 wrong input, 404 not here, 409 conflicts with what stands, 422 against a rule. */
  status: number;
  /** One sentence a person can act on. */
  title: string;
  detail?: string;
  facts?: Record<string, unknown>;
  errors?: FieldProblem[];
}

/** A refusal by a rule of the domain. Becomes RFC 9457 problem details at the edge. */
export class DomainError extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly facts: Record<string, unknown>;
  readonly errors: FieldProblem[] | undefined;

  constructor(init: DomainErrorInit) {
    super(init.title);
    this.name = 'DomainError';
    this.code = init.code;
    this.status = init.status;
    this.title = init.title;
    this.detail = init.detail;
    this.facts = init.facts ?? {};
    this.errors = init.errors;
  }
}

/** The thing asked for is not here, or belongs to a clinic the asker does not work in: the two look the same on purpose. */
export function notFound(thing: string): DomainError {
  return new DomainError({ code: 'not-found', status: 404, title: `No such ${thing}.` });
}

/** Somebody else saved first. `version` is what stands now. */
export function staleEdit(thing: string, version?: number): DomainError {
  return new DomainError({
    code: 'stale-edit',
    status: 409,
    title: `This ${thing} was changed by someone else since you opened it.`,
    facts: version === undefined ? {} : { currentVersion: version },
  });
}

/** Input that is well-formed yet wrong at named fields. */
export function invalidInput(errors: FieldProblem[]): DomainError {
  return new DomainError({ code: 'invalid-input', status: 400, title: 'Some fields need another look.', errors });
}

/** The person is known but may not do this. */
export function forbidden(permission?: string): DomainError {
  return new DomainError({
    code: 'forbidden',
    status: 403,
    title: 'Your role does not allow this.',
    facts: permission === undefined ? {} : { permission },
  });
}
