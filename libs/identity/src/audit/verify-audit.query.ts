import { Injectable } from '@nestjs/common';
import { AuditVerifier, Clock, type AuditVerification } from '#platform';

const BELIEVED_MS = 30_000;

/** Walks the hash chain from its last checkpoint on. One walk at a time in a process, and its result stands for half a minute: it may have to read the whole trail. */
@Injectable()
export class VerifyAuditQuery {
  private result: { verification: Promise<AuditVerification>; until: number } | undefined;

  constructor(
    private readonly verifier: AuditVerifier,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<AuditVerification> {
    const now = this.clock.now().getTime();
    if (this.result && this.result.until > now) return this.result.verification;
    const result = { verification: this.verifier.verify('onward'), until: Number.POSITIVE_INFINITY };
    this.result = result;
    try {
      const verification = await result.verification;
      result.until = this.clock.now().getTime() + BELIEVED_MS;
      return verification;
    } catch (thrown) {
      this.result = undefined;
      throw thrown;
    }
  }
}
