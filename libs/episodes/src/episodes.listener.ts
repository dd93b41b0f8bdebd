import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CLIENTS_ARCHIVING, stillInCare, type ClientsArchiving } from '#clients';
import { ClinicsReader } from '#clinics';
import { Database, DomainEvents } from '#platform';
import { PLACES_CHANGED, type PlacesChanged } from '#programs';
import { ExpirePlaces } from './intake/expire-places.service.js';
import { LeaveIntake } from './intake/leave-intake.service.js';

/** What the episodes do when something happens below them. */
@Injectable()
export class EpisodesListener implements OnModuleInit {
  constructor(
    private readonly events: DomainEvents,
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly leave: LeaveIntake,
    private readonly expire: ExpirePlaces,
  ) {}

  onModuleInit(): void {
    // A chart is not put aside while its person is in a program.
    this.events.on<ClientsArchiving>(CLIENTS_ARCHIVING, async ({ clinicId, payload }) => {
      const open = await this.database.maybe(
        'select 1 from episodes.episode where clinic_id = $1 and client_id = any($2::uuid[]) and (discharged_on is null or discharged_on >= $3) limit 1',
        [clinicId, payload.clientIds, await this.clinics.today(clinicId)],
      );
      if (open) throw stillInCare();
      await this.leave.ofClients(clinicId, payload.clientIds, 'chart-archived');
    });
    // More places are offered at once; what fewer can no longer keep is taken back.
    this.events.on<PlacesChanged>(PLACES_CHANGED, ({ clinicId, payload }) => this.expire.program(clinicId, payload.programId));
  }
}
