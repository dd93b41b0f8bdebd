import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { describeApi } from '../../apps/server/src/app.js';
import { generateClient } from '../../apps/server/src/cli/generate.js';
import { FLOORS } from '../architecture/source.js';
import { testApp, type TestApp } from '../support/app.js';

let house: TestApp;

beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());

/** PostgreSQL's name of the type TypeORM was told. */
function databaseType(type: string): string {
  const names: Record<string, string> = {
    varchar: 'character varying', timestamptz: 'timestamp with time zone', int: 'integer', int4: 'integer', int8: 'bigint', bool: 'boolean',
    time: 'time without time zone', 'text[]': 'ARRAY', String: 'text', Number: 'integer', Boolean: 'boolean', Date: 'timestamp with time zone',
  };
  return names[type] ?? type;
}

describe('the entities and the schema', () => {
  it('say the same of every column: name, kind, and whether it may be empty', async () => {
    const columns = await house.database.rows<{ table: string; column_name: string; data_type: string; is_nullable: string; is_generated: string }>(
      `select table_schema || '.' || table_name as table, column_name, data_type, is_nullable, is_generated from information_schema.columns
       where table_schema not in ('pg_catalog', 'information_schema', 'public', 'jobs')`,
    );
    const drift: string[] = [];
    for (const entity of house.get(DataSource).entityMetadatas) {
      const inDatabase = new Map(columns.filter((c) => c.table === entity.tablePath).map((c) => [c.column_name, c]));
      if (inDatabase.size === 0) drift.push(`${entity.name}: there is no table ${entity.tablePath}`);
      for (const column of entity.columns) {
        const real = inDatabase.get(column.databaseName);
        if (!real) {
          drift.push(`${entity.name}.${column.propertyName}: no column ${column.databaseName}`);
          continue;
        }
        inDatabase.delete(column.databaseName);
        const said = column.isArray ? 'ARRAY' : databaseType(typeof column.type === 'function' ? column.type.name : String(column.type));
        if (said !== real.data_type) drift.push(`${entity.name}.${column.propertyName}: ${said} in the entity, ${real.data_type} in the schema`);
        if (column.isNullable !== (real.is_nullable === 'YES') && real.is_generated === 'NEVER') {
          drift.push(`${entity.name}.${column.propertyName}: may${column.isNullable ? '' : ' not'} be empty in the entity only`);
        }
      }
      for (const left of inDatabase.values()) {
        if (left.is_generated === 'NEVER') drift.push(`${entity.name}: the column ${left.column_name} is missing`);
      }
    }
    expect(drift).toEqual([]);
  });

  it('point every foreign key down the floors', async () => {
    const keys = await house.database.rows<{ name: string; child: string; parent: string }>(
      `select c.conname as name, n.nspname as child, pn.nspname as parent from pg_constraint c
       join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
       join pg_class p on p.oid = c.confrelid join pg_namespace pn on pn.oid = p.relnamespace
       where c.contype = 'f' and n.nspname <> 'jobs'`,
    );
    expect(keys.length).toBeGreaterThan(40);
    // A membership and a token are somebody's in a clinic: the two that point one floor up, and no third.
    const known = new Set(['membership_clinic', 'api_token_clinic']);
    expect(keys.filter((key) => !known.has(key.name) && key.child !== key.parent && (FLOORS[key.parent] ?? 99) >= (FLOORS[key.child] ?? -1))).toEqual([]);
  });

  it('have an index under every foreign key of a table that grows', async () => {
    const bare = await house.database.rows<{ name: string }>(
      `select c.conname as name from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
       where c.contype = 'f' and n.nspname || '.' || t.relname in ('scheduling.participation', 'scheduling.session_staff', 'attendance.mark', 'hours.ledger_entry', 'hours.client_week', 'platform.audit_link')
       and array_length(c.conkey, 1) = 1
       and not exists (select 1 from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1])`,
    );
    expect(bare.map((key) => key.name)).toEqual([]);
  });
});

/** Lists that are answered whole, and what keeps them short. */
const SHORT_LISTS: Record<string, string> = {
  '/api/auth/sessions': 'the sign-ins of one account that last',
  '/attendance/paper': 'the days kept, 60 at most',
  '/attendance/sign-in-sheets': 'a day, with a limit of sheets',
  '/caseload': 'a row a member of staff',
  '/clients/census': 'a row a program',
  '/clients/search': 'the best, as many as asked for',
  '/clients/{clientId}/authorizations': 'what payers granted one person, with a limit',
  '/clients/{clientId}/keep-apart': 'a limit',
  '/clients/{clientId}/timeline': 'the latest, with a limit',
  '/closures': 'days of at most two years',
  '/disciplines': 'a list of the code',
  '/enrolments/candidates': 'a limit; a search finds the others',
  '/episodes/{episodeId}/weeks/{weekStart}/make-ups': 'the best, with a limit',
  '/groups/{groupId}/candidates': 'a limit; a search finds the others',
  '/groups/{groupId}/waitlist': 'a limit for those who wait and for those who did',
  '/hours/delivered/{staffId}': 'a week of one person, with a limit',
  '/opening-hours': 'seven days of each room',
  '/policy-parameters': 'a list of the code',
  '/rule-profiles': 'a list of the code',
  '/sessions/{sessionId}/attendance/{participationId}/marks': 'one place, with a limit',
  '/staff/free-accounts': 'the members of a clinic',
  '/staff/{staffId}/availability': 'what one person said',
  '/staff/{staffId}/credentials': 'what one person holds',
  '/staff/{staffId}/time-off': 'at most two years',
  '/time-off': 'at most two years, with a limit',
};

describe('the routes', () => {
  interface Operation {
    operationId?: string;
    parameters?: { name: string }[];
    responses: Record<string, { content?: Record<string, { schema?: { $ref?: string } }> }>;
  }
  const described = () => {
    const description = describeApi(house.app);
    const operations = Object.entries(description.paths).flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => ({ path, method, operation: operation as Operation })));
    return { schemas: (description.components?.schemas ?? {}) as Record<string, { properties?: Record<string, unknown> }>, operations };
  };

  it('all describe what they answer to', () => {
    const { operations } = described();
    expect(operations.length).toBeGreaterThan(40);
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('page every list, but those that cannot grow long', () => {
    const { operations, schemas } = described();
    const lists = operations.flatMap(({ path, method, operation }) => {
      const schema = operation.responses['200']?.content?.['application/json']?.schema?.$ref?.split('/').at(-1) ?? '';
      const answer = schemas[schema]?.properties ?? {};
      if (method !== 'get' || !('items' in answer)) return [];
      const asked = new Set((operation.parameters ?? []).map(({ name }) => name));
      return [{ path, paged: 'nextCursor' in answer && asked.has('limit') && asked.has('cursor') }];
    });
    expect(lists.filter(({ paged }) => paged).length).toBeGreaterThan(20);
    expect(lists.filter(({ paged }) => !paged).map(({ path }) => path.replace('/api/clinics/{clinicId}', '')).sort()).toEqual(Object.keys(SHORT_LISTS).sort());
  });

  it('are what the admin UI’s types were made from: `npm run generate` has nothing to write', async () => {
    expect(await generateClient({ check: true })).toBe(true);
  });
});
