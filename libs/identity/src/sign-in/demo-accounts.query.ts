import { Injectable } from '@nestjs/common';
import { Database } from '#platform';
import type { Role } from '../permissions.js';

/** A demo sign-in. Its password is `stepwell-demo`. */
export interface DemoAccount {
  email: string;
  label: string;
}

const WORDS: Record<Role, string> = {
  administrator: 'Administrator',
  director: 'Director',
  therapist: 'Therapist',
  prescriber: 'Prescriber',
  case_manager: 'Case manager',
  front_desk: 'Front desk',
  auditor: 'Auditor',
};

/** The demo sign-ins that work, oldest first. */
@Injectable()
export class DemoAccountsQuery {
  constructor(private readonly database: Database) {}

  async run(): Promise<DemoAccount[]> {
    const rows = await this.database.rows<{ email: string; roles: Role[] }>(
      `select u.email, array(select distinct unnest(m.roles) from identity.membership m where m.user_id = u.id order by 1) as roles
       from identity.user u where u.is_demo and u.disabled_at is null order by u.id limit 50`,
    );
    return rows.filter((row) => row.roles.length > 0).map((row) => ({ email: row.email, label: row.roles.map((role) => WORDS[role]).join(', ') }));
  }
}
