import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail, CONFIG, Clock, Database, type Config } from '#platform';
import { alreadySetUp, wrongSetupCode } from '../identity.errors.js';
import { isSameCode, setupCode } from './setup-code.js';

/** An empty Stepwell belongs to whoever knows the code its server printed. Once anybody has an account it is taken for good. */
@Injectable()
export class FirstRun {
  private taken = false;

  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The code that opens the set-up; null once the house is taken. */
  async code(): Promise<string | null> {
    if (this.taken) return null;
    const { nonce, taken } = await this.database.one<{ nonce: string; taken: boolean }>('select nonce, taken_at is not null as taken from identity.first_run');
    this.taken = taken;
    return taken ? null : setupCode(this.config.secret, nonce);
  }

  /** @throws DomainError 409 when the house is taken, 422 for another code. */
  async check(typed: string): Promise<void> {
    const code = await this.code();
    if (code === null) throw alreadySetUp();
    if (!isSameCode(typed, code)) throw wrongSetupCode();
  }

  /**
   * Takes the house, in the transaction that makes its first clinic and account. Of several who try at once, one goes on and
   * the rest are refused by `first_run_once` when it has.
   */
  async take(): Promise<void> {
    await this.database.rows('update identity.first_run set taken_at = $1', [this.clock.now()]);
  }

  /** Notes in the new clinic's trail who took the house, and from where. In the same transaction. */
  noteTaken(clinicId: string, userId: string, from: { by: 'screen' | 'command'; address: string | null }): void {
    this.audit.record({ clinicId, action: 'identity.house-set-up', subjectType: 'user', subjectId: userId, changes: { by: from.by, ...(from.address === null ? {} : { address: from.address }) } });
  }
}
