import { Injectable } from '@nestjs/common';
import { Clock, Database } from '#platform';

/** A session of a person that has not ended. */
export interface SessionRow {
  id: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  locked: boolean;
  address: string;
  userAgent: string;
}

const MOST = 100;

/** Where a person is signed in, last used first. */
@Injectable()
export class SessionListQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The newest hundred sessions that have not ended. */
  run(userId: string): Promise<SessionRow[]> {
    return this.database.rows<SessionRow>(
      `select id, created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt", locked_at is not null as locked, address, user_agent as "userAgent"
       from identity.session where user_id = $1 and revoked_at is null and expires_at > $2 order by last_seen_at desc, id limit ${MOST}`,
      [userId, this.clock.now()],
    );
  }
}
