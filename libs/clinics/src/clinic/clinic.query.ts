import { Injectable } from '@nestjs/common';
import { Database, notFound } from '#platform';
import type { ClinicDto } from './clinics.dto.js';

/** One clinic, as its settings show it. */
@Injectable()
export class ClinicQuery {
  constructor(private readonly database: Database) {}

  /** @throws DomainError 404. */
  async run(clinicId: string): Promise<ClinicDto> {
    const clinic = await this.database.maybe<ClinicDto>(
      'select id, name, slug, time_zone as "timeZone", phone, address, is_demo as "isDemo", version from clinics.clinic where id = $1',
      [clinicId],
    );
    if (!clinic) throw notFound('clinic');
    return clinic;
  }
}
