import { Inject, Injectable } from '@nestjs/common';
import type { Access } from '../access/access.js';
import { ClinicDirectory } from '../clinic-directory.js';
import { IDENTITY_PARAMETERS, type IdentityParameters } from '../identity.parameters.js';
import type { MeDto } from './auth.dto.js';

/** Who is signed in and where they belong. */
@Injectable()
export class MeQuery {
  constructor(
    private readonly directory: ClinicDirectory,
    @Inject(IDENTITY_PARAMETERS) private readonly parameters: IdentityParameters,
  ) {}

  /** Clinics by name, each with what the person may do there. */
  async run(access: Access): Promise<MeDto> {
    const clinics = await this.directory.find([...access.clinics.keys()]);
    clinics.sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
    return {
      user: { id: access.userId, email: access.email, displayName: access.displayName, mustChangePassword: access.mustChangePassword },
      memberships: clinics.flatMap((clinic) => {
        const held = access.clinics.get(clinic.id);
        if (!held) return [];
        return [{ clinicId: clinic.id, clinicName: clinic.name, clinicSlug: clinic.slug, timeZone: clinic.timeZone, roles: [...held.roles], permissions: [...held.permissions] }];
      }),
      session: { id: access.id, expiresAt: new Date(access.expiresAt).toISOString(), idleMinutes: this.parameters.idleMinutes },
      demo: access.demo,
    };
  }
}
