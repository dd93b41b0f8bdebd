import 'reflect-metadata';
import pg from 'pg';
import { migrate, newId } from '#platform';
import { migrations } from '#migrations';
import { manyPeople } from '/work/main/test/support/many-people.js';
const db = process.argv[2]!; const clinics = process.argv.slice(3).map(Number);
const admin = new pg.Client('postgresql://stepwell@127.0.0.1:55077/postgres'); await admin.connect();
await admin.query(`drop database if exists ${db}`); await admin.query(`create database ${db} template template0`); await admin.end();
const url = `postgresql://stepwell@127.0.0.1:55077/${db}`;
await migrate(url, migrations);
const c = new pg.Client(url); await c.connect();
for (const [k, n] of clinics.entries()) {
  const clinic = newId();
  await c.query(`insert into clinics.clinic (id, name, slug, time_zone) values ($1,$2,$3,'America/New_York')`, [clinic, `C${k}`, `c${k}`]);
  const people = manyPeople(n, k + 1); const t = Date.now();
  for (let i = 0; i < people.length; i += 5000) {
    await c.query(`insert into clients.client (id, clinic_id, chart_number, given_name, family_name, preferred_name, birth_date, phone)
      select r.id, $1, r.n, r."givenName", r."familyName", r."preferredName", r."birthDate", r.phone from jsonb_to_recordset($2::jsonb) as r(id uuid, n text, "givenName" text, "familyName" text, "preferredName" text, "birthDate" date, phone text)`,
      [clinic, JSON.stringify(people.slice(i, i + 5000).map((p, j) => ({ ...p, id: newId(), n: String(100001 + i + j) })))]);
  }
  console.log(db, k, n, clinic, Date.now() - t, 'ms');
}
await c.query('vacuum analyze clients.client');
await c.end();
