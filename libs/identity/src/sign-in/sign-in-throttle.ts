import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database } from '#platform';
import { askerAddress } from '../access/request-budget.js';
import { signInResting } from '../identity.errors.js';
import { IDENTITY_PARAMETERS, type IdentityParameters } from '../identity.parameters.js';

/** What is counted: an account by what was typed, known or not, and the address it was typed at. */
export interface SignInSubjects {
  account: Buffer;
  address: Buffer;
}

// $2 now, $3 when the count is forgotten, $4 how many fail before it rests. An attempt during the rest is counted but
// does not make the rest longer, so that a stranger cannot keep somebody out.
const COUNT = `
insert into identity.sign_in_throttle as t (subject, failures, window_ends_at, locked_until)
values ($1, 1, $3, case when $4 <= 1 then $3::timestamptz end)
on conflict (subject) do update set
  failures = case when coalesce(t.locked_until, t.window_ends_at) <= $2 then 1 else t.failures + 1 end,
  window_ends_at = case when t.locked_until > $2 then t.window_ends_at else $3 end,
  locked_until = case
    when t.locked_until > $2 then t.locked_until
    when (case when coalesce(t.locked_until, t.window_ends_at) <= $2 then 1 else t.failures + 1 end) >= $4 then $3::timestamptz
  end
returning failures, locked_until`;

/** Counts failed sign-ins in PostgreSQL, so that two server processes count together. */
@Injectable()
export class SignInThrottle {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(IDENTITY_PARAMETERS) private readonly parameters: IdentityParameters,
  ) {}

  /** What an attempt counts against. */
  subjects(email: string, address: string): SignInSubjects {
    return { account: accountSubject(email), address: subject('address', askerAddress(address)) };
  }

  /**
   * Counts an attempt as failed before the password is looked at, so that no number of attempts at once gets more
   * tries; a right one is forgiven afterwards. Two statements of their own, which a wrong password does not undo.
   * @returns whether the account rests if this attempt fails too.
   * @throws DomainError 429 when the account or the address rests already.
   */
  async count(subjects: SignInSubjects): Promise<{ last: boolean }> {
    // The address first: what a resting address tries does not count against anyone's account.
    await this.countOne(subjects.address, this.parameters.addressFailures);
    return this.countOne(subjects.account, this.parameters.accountFailures);
  }

  private async countOne(counted: Buffer, most: number): Promise<{ last: boolean }> {
    const now = this.clock.now();
    const ends = new Date(now.getTime() + this.parameters.accountLockMinutes * 60_000);
    const [row] = await this.database.writeOnce<{ failures: number; locked_until: Date | null }>(COUNT, [counted, now, ends, most]);
    if (row && row.failures > most && row.locked_until !== null) throw signInResting(row.locked_until, now);
    return { last: row?.failures === most };
  }

  /** The password was right: the account starts afresh and the address gets its attempt back. In a transaction. */
  async forgive(subjects: SignInSubjects): Promise<void> {
    await this.database.rows(
      `with fresh as (delete from identity.sign_in_throttle where subject = $1)
       update identity.sign_in_throttle set failures = failures - 1, locked_until = case when failures - 1 >= $3 then locked_until end
       where subject = $2 and failures > 0`,
      [subjects.account, subjects.address, this.parameters.addressFailures],
    );
  }

  /** An administrator, or a new password, lets the account in again. In a transaction. */
  async unlock(email: string): Promise<void> {
    await this.database.rows('delete from identity.sign_in_throttle where subject = $1', [accountSubject(email)]);
  }
}

/** The throttle's name for an account: the SHA-256 of its address in lower case. */
export function accountSubject(email: string): Buffer {
  return subject('account', email.toLowerCase());
}

function subject(kind: string, value: string): Buffer {
  return createHash('sha256').update(`${kind}:${value}`).digest();
}
