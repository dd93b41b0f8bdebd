import { v7 } from 'uuid';

/** A new identifier: UUID version 7, so that rows made later sort later and indexes stay dense. */
export function newId(): string {
  return v7();
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text is a UUID PostgreSQL accepts. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}
