import { invalidInput } from './domain-error.js';
import { Int, Text } from './fields.js';

/** One page of a list; `nextCursor` is null on the last. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** The query every list understands. */
export class ListQuery {
  @Int({ optional: true, min: 1, max: 200, query: true, description: 'Rows a page, 50 unless said.' })
  limit?: number;

  @Text({ optional: true, max: 600, description: 'The `nextCursor` of the page before.' })
  cursor?: string;
}

/** Rows a page when the caller did not say. */
export const DEFAULT_LIMIT = 50;

/** A place in a list, opaque to the caller: the sort keys of the last row seen. */
export function encodeCursor(keys: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/**
 * Reads a cursor back.
 * @param check one test per key; a key that fails makes the whole cursor invalid.
 * @throws DomainError 400 for a cursor this list did not make.
 */
export function decodeCursor<T extends readonly (string | number | null)[]>(
  cursor: string | undefined,
  check: { [K in keyof T]: (value: unknown) => boolean },
): T | undefined {
  if (cursor === undefined) return undefined;
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const tests = check as readonly ((value: unknown) => boolean)[];
    if (Array.isArray(keys) && keys.length === tests.length && tests.every((test, i) => test(keys[i]))) {
      return keys as unknown as T;
    }
  } catch {
    // falls through to the refusal
  }
  throw invalidInput([{ pointer: '?cursor', detail: 'is not a cursor of this list' }]);
}

/** Cuts a page out of `limit + 1` rows. */
export function pageOf<R, T>(
  rows: R[],
  limit: number,
  keys: (row: R) => readonly (string | number | null)[],
  item: (row: R) => T,
): Page<T> {
  const more = rows.length > limit;
  const shown = more ? rows.slice(0, limit) : rows;
  const last = shown[shown.length - 1];
  return { items: shown.map(item), nextCursor: more && last !== undefined ? encodeCursor(keys(last)) : null };
}
