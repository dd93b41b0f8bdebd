import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { Clock, Database, currentActor, newId, notFound, type ClinicDay } from '#platform';
import { clientNotAdmittable, programInactive } from '../episodes.errors.js';
import { StaffAtWork } from '../team/staff-at-work.js';
import { inProgram, intakeLong, placeFree } from './intake.errors.js';
import { IntakeRecord } from './intake-record.service.js';
import { PlaceOffers } from './place-offers.service.js';
import { ProgramPlaces } from './program-places.service.js';

/** Most people one program can have waiting: more is not a list but a hope. */
export const MOST_WAITING = 200;

/** Who waits. */
export interface JoinIntakeInput {
  clientId: string;
  /** About times and wishes; nothing clinical. */
  note?: string | null;
  /** Who keeps in touch with them; left out: whoever puts them on the list, where they are staff. */
  ownerStaffId?: string | null;
}

/** Puts a client at the end of a full program's waitlist. */
@Injectable()
export class JoinIntake {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly clock: Clock,
    private readonly places: ProgramPlaces,
    private readonly offers: PlaceOffers,
    private readonly record: IntakeRecord,
    private readonly staff: StaffAtWork,
  ) {}

  /** @throws DomainError 409 `place-free`, `in-program`, `already-waiting`, `waitlist-long`; 422 `program-inactive`, `client-archived`, `client-deceased`; 404. */
  async run(clinicId: string, programId: string, input: JoinIntakeInput): Promise<string> {
    const { clientId } = input;
    return this.database.transaction(async () => {
      await this.clientWhoMayWait(clinicId, clientId);
      const program = await this.places.lock(clinicId, programId);
      if (!program.active) throw programInactive();
      const today = await this.clinics.today(clinicId);
      const inCare = await this.database.maybe('select from episodes.episode where program_id = $1 and client_id = $2 and (discharged_on is null or discharged_on >= $3) limit 1', [programId, clientId, today]);
      if (inCare) throw inProgram();
      const ownerStaffId = input.ownerStaffId === undefined ? await this.own(clinicId) : input.ownerStaffId;
      if (input.ownerStaffId) await this.staff.check(clinicId, [{ staffId: input.ownerStaffId, pointer: '/ownerStaffId' }]);
      await this.offers.refresh(program);
      if ((await this.places.freeFrom(program)) === today) throw placeFree();
      const { waiting, last } = await this.database.one<{ waiting: number; last: number }>('select count(*)::int as waiting, coalesce(max(position), 0)::int as last from episodes.intake_entry where program_id = $1 and ended_at is null', [programId]);
      if (waiting >= MOST_WAITING) throw intakeLong(MOST_WAITING);
      const id = newId();
      await this.database.rows('insert into episodes.intake_entry (id, clinic_id, program_id, client_id, position, since, note, owner_staff_id) values ($1, $2, $3, $4, $5, $6, $7, $8)', [id, clinicId, programId, clientId, last + 1, this.clock.now(), input.note ?? null, ownerStaffId]);
      await this.record.write(program, { id, clientId, state: 'waiting' }, { move: 'joined', action: 'episodes.intake-joined', changes: { position: waiting + 1, ownerStaffId } });
      // A place about to be free is offered at once.
      await this.offers.fill(program);
      return id;
    });
  }

  /** The chart is locked against being archived meanwhile. */
  private async clientWhoMayWait(clinicId: string, clientId: string): Promise<void> {
    const client = await this.database.maybe<{ status: string; deceasedOn: ClinicDay | null }>('select status, deceased_on as "deceasedOn" from clients.v_client where id = $1 and clinic_id = $2 for share', [clientId, clinicId]);
    if (!client) throw notFound('client');
    if (client.status === 'archived') throw clientNotAdmittable('archived');
    if (client.deceasedOn !== null) throw clientNotAdmittable('deceased');
  }

  private async own(clinicId: string): Promise<string | null> {
    return (await this.database.maybe<{ id: string }>('select id from team.v_staff where clinic_id = $1 and user_id = $2 and active order by id limit 1', [clinicId, currentActor().userId]))?.id ?? null;
  }
}
