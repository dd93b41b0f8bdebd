import { Injectable } from '@nestjs/common';
import { CreateClinic } from '#clinics';
import { CreateUser, FirstRun } from '#identity';
import { Database } from '#platform';

/** What an empty Stepwell begins with: a clinic and who administers it. */
export interface FirstClinic {
  clinicName: string;
  timeZone: string;
  displayName: string;
  email: string;
  password: string;
}

/** Makes the first clinic and its administrator. Clinics and accounts do not know each other; the application knows both. */
@Injectable()
export class SetUp {
  constructor(
    private readonly database: Database,
    private readonly firstRun: FirstRun,
    private readonly clinics: CreateClinic,
    private readonly users: CreateUser,
  ) {}

  /**
   * All of it or nothing.
   * @returns the clinic's id.
   * @throws DomainError 409 `already-set-up`, 400 for a zone nobody knows or a password that is refused.
   */
  run(input: FirstClinic, from: { by: 'screen' | 'command'; address: string | null }): Promise<string> {
    return this.database.transaction(async () => {
      await this.firstRun.take();
      const clinicId = await this.clinics.run({ name: input.clinicName, timeZone: input.timeZone });
      const { userId } = await this.users.seed({
        email: input.email,
        displayName: input.displayName,
        password: input.password,
        memberships: [{ clinicId, roles: ['administrator'] }],
      });
      this.firstRun.noteTaken(clinicId, userId, from);
      return clinicId;
    });
  }
}
