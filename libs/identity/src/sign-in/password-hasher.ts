import { Inject, Injectable } from '@nestjs/common';
import { Algorithm, hash, verify } from '@node-rs/argon2';
import { IDENTITY_PARAMETERS, type IdentityParameters } from '../identity.parameters.js';

/** Argon2id. An unknown account costs as much time as a known one. */
@Injectable()
export class PasswordHasher {
  private standIn: Promise<string> | undefined;

  constructor(@Inject(IDENTITY_PARAMETERS) private readonly parameters: IdentityParameters) {}

  /** The hash of a password, with its salt and parameters in it. */
  hash(password: string): Promise<string> {
    return hash(password.normalize('NFKC'), {
      algorithm: Algorithm.Argon2id,
      memoryCost: this.parameters.argonMemoryKib,
      timeCost: this.parameters.argonPasses,
      parallelism: this.parameters.argonLanes,
    });
  }

  /** Whether a password is the one of a hash. Without a hash it works as long and says no. */
  async matches(password: string, kept: string | undefined): Promise<boolean> {
    this.standIn ??= this.hash('nobody has this password');
    const right = await verify(kept ?? (await this.standIn), password.normalize('NFKC')).catch(() => false);
    return right && kept !== undefined;
  }

  /** Whether a hash was made with other parameters than today's. */
  isOutdated(kept: string): boolean {
    const { argonMemoryKib, argonPasses, argonLanes } = this.parameters;
    return !kept.startsWith('$argon2id$') || !kept.includes(`$m=${argonMemoryKib},t=${argonPasses},p=${argonLanes}$`);
  }
}
