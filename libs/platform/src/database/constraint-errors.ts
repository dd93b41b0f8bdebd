import { DomainError } from '../http/domain-error.js';

type Make = () => DomainError;
const byName = new Map<string, Make>();

/**
 * Says what breaking a named constraint means to a person. Each module calls this for its own constraints when it is
 * loaded, so that the database's refusal reads the same on every path.
 */
export function registerConstraint(name: string, make: Make): void {
  byName.set(name, make);
}

/** The part of a PostgreSQL error that matters here. TypeORM wraps it in `driverError`. */
export interface PostgresError {
  code: string;
  constraint?: string;
  table?: string;
  column?: string;
}

/** Finds the PostgreSQL error in what was thrown, whoever wrapped it. */
export function postgresError(thrown: unknown): PostgresError | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const inner = (thrown as { driverError?: unknown }).driverError ?? thrown;
  const code = (inner as { code?: unknown }).code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? (inner as PostgresError) : undefined;
}

/** Serialization failure or deadlock: the whole use case may be run again. */
export function isRetryable(thrown: unknown): boolean {
  const code = postgresError(thrown)?.code;
  return code === '40001' || code === '40P01';
}

/** The domain's word for a constraint's refusal; what is not a constraint's refusal comes back as it was. */
export function asDomainError(thrown: unknown): unknown {
  if (thrown instanceof DomainError) return thrown;
  const error = postgresError(thrown);
  if (!error) return thrown;
  const known = error.constraint === undefined ? undefined : byName.get(error.constraint);
  if (known) return known();
  switch (error.code) {
    case '23503':
      return new DomainError({
        code: 'missing-or-in-use',
        status: 409,
        title: 'Something this refers to does not exist, or something still refers to this.',
        facts: { constraint: error.constraint },
      });
    case '23505':
    case '23P01':
      return new DomainError({
        code: 'already-exists',
        status: 409,
        title: 'This conflicts with something that is already there.',
        facts: { constraint: error.constraint },
      });
    case '23514':
    case '23502':
      return new DomainError({
        code: 'rule-broken',
        status: 422,
        title: 'This breaks a rule of the record.',
        facts: { constraint: error.constraint ?? error.column },
      });
    case '40001':
    case '40P01':
      return new DomainError({ code: 'try-again', status: 409, title: 'Others were changing the same just now. Nothing was changed; try again.' });
    default:
      return thrown;
  }
}
