import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, DomainEvents, currentActor, invalidInput, isTimeZone, newId } from '#platform';
import { CLINIC_CREATED, type ClinicCreated } from '../clinics.events.js';
import { ClinicEntity } from './clinic.entity.js';
import type { CreateClinicDto } from './clinics.dto.js';
import { slugOf } from './slug.js';

/** Opens a clinic. The application hears of it and makes whoever opened it its administrator. */
@Injectable()
export class CreateClinic {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly events: DomainEvents,
  ) {}

  /** @returns the clinic's id. @throws DomainError 400 for a zone nobody knows, 409 `slug-taken`. */
  async run(input: CreateClinicDto & { id?: string; isDemo?: boolean }): Promise<string> {
    if (!isTimeZone(input.timeZone)) throw invalidInput([{ pointer: '/timeZone', detail: 'must be the IANA name of a time zone, such as America/New_York' }]);
    return this.database.transaction(async () => {
      const id = input.id ?? newId();
      const clinic = {
        id,
        name: input.name,
        slug: input.slug ?? (await this.freeSlug(slugOf(input.name) || 'clinic')),
        timeZone: input.timeZone,
        phone: input.phone ?? null,
        address: input.address ?? null,
        isDemo: input.isDemo ?? false,
        createdAt: this.clock.now(),
      };
      await this.database.manager.insert(ClinicEntity, clinic);
      this.audit.record({ clinicId: id, action: 'clinics.clinic-created', subjectType: 'clinic', subjectId: id, changes: { name: clinic.name, slug: clinic.slug, timeZone: clinic.timeZone } });
      await this.events.publish<ClinicCreated>({ name: CLINIC_CREATED, clinicId: id, payload: { openedBy: currentActor().userId } });
      return id;
    });
  }

  /** The wanted slug, or the first free one with a number behind it. */
  private async freeSlug(wanted: string): Promise<string> {
    const taken = await this.database.rows<{ slug: string }>(`select slug from clinics.clinic where slug = $1 or slug ~ ('^' || $1 || '-[0-9]+$')`, [wanted]);
    const names = new Set(taken.map((row) => row.slug));
    if (!names.has(wanted)) return wanted;
    for (let number = 2; ; number++) {
      const candidate = `${wanted.slice(0, 54)}-${number}`;
      if (!names.has(candidate)) return candidate;
    }
  }
}
