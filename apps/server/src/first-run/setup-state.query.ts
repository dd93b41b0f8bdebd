import { Injectable } from '@nestjs/common';
import { Database } from '#platform';
import type { SetupStateDto } from './first-run.dto.js';

/** Whether each thing a clinic's first week stands on is there yet. */
@Injectable()
export class SetupStateQuery {
  constructor(private readonly database: Database) {}

  run(clinicId: string): Promise<SetupStateDto> {
    return this.database.one<SetupStateDto>(
      `select exists (select from clinics.v_opening_hours where clinic_id = $1 and room_id is null) as hours,
         exists (select from clinics.v_room where clinic_id = $1 and active) as rooms,
         exists (select from team.v_staff where clinic_id = $1) as team,
         exists (select from programs.v_service where clinic_id = $1) as services,
         exists (select from programs.v_program where clinic_id = $1) as programs,
         exists (select from clients.v_client where clinic_id = $1) as clients,
         exists (select from scheduling.v_group where clinic_id = $1) as groups`,
      [clinicId],
    );
  }
}
