import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '#platform';

/**
 * What the rows of a file have said so far, where a later row depends on it. Kept in a temporary table of the import's one
 * transaction and asked batch by batch, so that memory holds none of it however long the file is.
 */
@Injectable()
export class SoFar {
  constructor(private readonly database: Database) {}

  /** Nothing has been said yet. In a transaction only, which forgets it at its end. */
  async begin(): Promise<void> {
    await this.database.rows('create temporary table if not exists import_so_far (key text primary key, number int not null) on commit drop');
  }

  /**
   * Notes which row says what, unless a row before it has said the same.
   * @returns for each, the row that said it before; undefined where it is the first.
   */
  async sayFirst(said: readonly { key: string; row: number }[]): Promise<(number | undefined)[]> {
    const keys = said.map(({ key }) => digest(`said ${key}`));
    const first = await this.numbers(keys);
    const fresh = new Map<string, number>();
    const before = said.map(({ row }, at) => {
      const key = keys[at] as string;
      const other = first.get(key) ?? fresh.get(key);
      if (other === undefined) fresh.set(key, row);
      return other;
    });
    await this.keep(fresh);
    return before;
  }

  /** How often each of these has been counted. */
  async counted(things: Iterable<string>): Promise<Map<string, number>> {
    const keys = new Map([...things].map((thing) => [thing, digest(`counted ${thing}`)]));
    const numbers = await this.numbers([...keys.values()]);
    return new Map([...keys].map(([thing, key]) => [thing, numbers.get(key) ?? 0]));
  }

  /** Keeps how often each of these has been counted. */
  async keepCounts(counts: ReadonlyMap<string, number>): Promise<void> {
    await this.keep(new Map([...counts].map(([thing, count]) => [digest(`counted ${thing}`), count])));
  }

  private async numbers(keys: readonly string[]): Promise<Map<string, number>> {
    if (keys.length === 0) return new Map();
    const rows = await this.database.rows<{ key: string; number: number }>(
      'select s.key, s.number from unnest($1::text[]) as k(key) cross join lateral (select key, number from pg_temp.import_so_far where key = k.key limit 1) s',
      [keys],
    );
    return new Map(rows.map(({ key, number }) => [key, number]));
  }

  private async keep(numbers: ReadonlyMap<string, number>): Promise<void> {
    if (numbers.size === 0) return;
    await this.database.rows(
      'insert into pg_temp.import_so_far (key, number) select key, number from unnest($1::text[], $2::int[]) as n(key, number) on conflict (key) do update set number = excluded.number',
      [[...numbers.keys()], [...numbers.values()]],
    );
  }
}

/** Names in a file are as long as they like; what is kept of them is short. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
