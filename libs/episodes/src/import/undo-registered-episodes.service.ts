import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, DomainEvents } from '#platform';
import { EPISODES_CHANGED, type EpisodesChanged } from '../episodes.events.js';
import { LeaveIntake } from '../intake/leave-intake.service.js';
import { PlaceOffers } from '../intake/place-offers.service.js';
import { ProgramPlaces } from '../intake/program-places.service.js';
import type { RegisteredEpisode } from './register-episodes.service.js';

/** Takes back what `RegisterEpisodes` did: stays it made are removed, stays it changed get their former days back, who waited for theirs waits again. */
@Injectable()
export class UndoRegisteredEpisodes {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly events: DomainEvents,
    private readonly places: ProgramPlaces,
    private readonly offers: PlaceOffers,
    private readonly leave: LeaveIntake,
  ) {}

  /**
   * Joins the transaction it is called in; call it before the clients are taken back.
   * @throws DomainError 409 `missing-or-in-use` when something was built on a stay it would remove.
   */
  async run(clinicId: string, registered: readonly RegisteredEpisode[]): Promise<void> {
    const made = registered.flatMap((one) => (one.outcome === 'created' ? [one.episodeId] : []));
    const changed = registered.flatMap((one) => (one.outcome === 'updated' ? [{ id: one.episodeId, ...one.before }] : []));
    if (made.length + changed.length === 0) return;
    await this.database.transaction(async () => {
      const ids = [...made, ...changed.map(({ id }) => id)];
      const stays = await this.database.rows<{ programId: string }>('select distinct program_id as "programId" from episodes.episode where clinic_id = $1 and id = any($2::uuid[])', [clinicId, ids]);
      const programs = await this.places.lockAll(clinicId, stays.map(({ programId }) => programId));
      const clients = await this.database.rows<{ id: string; clientId: string }>(
        'select id, client_id as "clientId" from episodes.episode where clinic_id = $1 and id = any($2::uuid[]) for update',
        [clinicId, ids],
      );
      for (const table of ['prescribed_hours', 'care_team_member']) {
        await this.database.rows(`delete from episodes.${table} where clinic_id = $1 and episode_id = any($2::uuid[])`, [clinicId, made]);
      }
      await this.database.rows('delete from episodes.episode where clinic_id = $1 and id = any($2::uuid[])', [clinicId, made]);
      await this.database.rows(
        `update episodes.episode e set admitted_on = r."admittedOn", discharged_on = r."dischargedOn", disposition = r.disposition, version = e.version + 1
         from jsonb_to_recordset($2::jsonb) as r(id uuid, "admittedOn" date, "dischargedOn" date, disposition text) where e.id = r.id and e.clinic_id = $1`,
        [clinicId, JSON.stringify(changed)],
      );
      for (const { id, clientId } of clients) {
        this.audit.record({ clinicId, action: 'episodes.import-undone', subjectType: 'episode', subjectId: id, clientId, changes: { removed: made.includes(id) } });
      }
      if (changed.length > 0) await this.events.publish<EpisodesChanged>({ name: EPISODES_CHANGED, clinicId, payload: { episodeIds: changed.map(({ id }) => id) } });
      for (const program of programs) {
        await this.leave.ofStaysTakenBack(program, made);
        await this.offers.refresh(program);
      }
    });
  }
}
