import { Injectable } from '@nestjs/common';
import { Database, DomainError } from '#platform';
import { disciplineFacts, disciplineLabel, type Discipline } from '../disciplines.js';
import { supervisorRefused } from '../team.errors.js';

/** What the rules about a person ask before they are saved. */
export interface StaffToBe {
  /** Null for somebody who is not on the team yet. */
  id: string | null;
  clinicId: string;
  discipline: Discipline;
  active: boolean;
  supervisorId: string | null;
  userId: string | null;
  /** Came from another system, which may not have told who supervises them. */
  imported: boolean;
}

/** The rules of a team that need more than one person to judge. Asked inside the transaction that saves. */
@Injectable()
export class StaffRules {
  constructor(private readonly database: Database) {}

  /**
   * Somebody not licensed yet works under supervision (STF-SUPERVISE); a supervisor works here, leads by a license, and
   * is not, through others, supervised by the one they supervise.
   * @throws DomainError 422 at the field `supervisorId`.
   */
  async checkSupervision(person: StaffToBe): Promise<void> {
    if (person.supervisorId === null) {
      if (person.active && !person.imported && disciplineFacts(person.discipline).leadsBy === 'supervision') throw supervisorRefused(`is needed for the discipline "${disciplineLabel(person.discipline)}"`);
      return;
    }
    if (person.supervisorId === person.id) throw supervisorRefused('cannot be the person themselves');
    // Two edits that would close a circle together take turns.
    await this.database.rows(`select pg_advisory_xact_lock(hashtext('team.supervision'), hashtext($1))`, [person.clinicId]);
    const supervisor = await this.database.maybe<{ active: boolean; discipline: Discipline; above: string[] }>(
      `with recursive above as (
         select id, supervisor_id from team.staff where id = $2
         union select s.id, s.supervisor_id from team.staff s join above a on s.id = a.supervisor_id)
       select active, discipline, (select array_agg(id) from above) as above from team.staff where clinic_id = $1 and id = $2`,
      [person.clinicId, person.supervisorId],
    );
    if (!supervisor) throw supervisorRefused('is not on the staff of this clinic');
    if (!supervisor.active) throw supervisorRefused('no longer works here');
    if (disciplineFacts(supervisor.discipline).leadsBy !== 'credential') throw supervisorRefused('must be of a licensed discipline');
    if (person.id !== null && supervisor.above.includes(person.id)) throw supervisorRefused('is supervised, directly or through others, by this person');
  }

  /** An account is linked to somebody only in a clinic it works in. @throws DomainError 422 at the field `userId`. */
  async checkAccount(clinicId: string, userId: string | null): Promise<void> {
    if (userId === null) return;
    const member = await this.database.maybe('select from identity.v_membership where clinic_id = $1 and user_id = $2', [clinicId, userId]);
    if (!member) throw new DomainError({ code: 'account-refused', status: 422, title: 'This account cannot be chosen.', errors: [{ pointer: '/userId', detail: 'does not work in this clinic' }] });
  }

  /** Nobody leaves people behind without a supervisor. @throws DomainError 409 `still-supervises`. */
  async checkNobodyLeftBehind(staffId: string): Promise<void> {
    const { count } = await this.database.one<{ count: number }>('select count(*) as count from team.staff where supervisor_id = $1 and active', [staffId]);
    if (count > 0) {
      throw new DomainError({ code: 'still-supervises', status: 409, title: `Still supervises ${count} ${count === 1 ? 'person' : 'people'}. Give them another supervisor first.`, facts: { supervises: count } });
    }
  }
}
