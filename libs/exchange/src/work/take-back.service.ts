import { Injectable } from '@nestjs/common';
import { RegisterAttendance, type MarkStatus } from '#attendance';
import { UndoRegisteredClients, type RegisteredClient } from '#clients';
import { Database } from '#platform';
import { RemoveParticipant, WithdrawSessions } from '#scheduling';
import { UndoRegisteredStaff, type RegisteredStaff } from '#team';
import { builtOn } from '../exchange.errors.js';
import type { ImportRecord } from '../record/import-record.js';
import type { MadeChange } from '../record/import-store.js';

/** What was taken back, and what stayed because a history hangs on it or somebody changed it since. */
export interface TakenBack {
  clients: number;
  staff: number;
  sessions: number;
  /** Sessions with hours in the ledger: reversed and cancelled, not removed. */
  cancelled: number;
  kept: number;
}

interface Change extends MadeChange {
  before: Record<string, unknown> | null;
}

const REASON = 'Import undone';

/** Takes back what an import brought: what only it made is removed, what it changed is again what it was. */
@Injectable()
export class TakeBack {
  constructor(
    private readonly database: Database,
    private readonly attendance: RegisterAttendance,
    private readonly withdraw: WithdrawSessions,
    private readonly removeParticipant: RemoveParticipant,
    private readonly undoClients: UndoRegisteredClients,
    private readonly undoStaff: UndoRegisteredStaff,
  ) {}

  /** What stands on the import that somebody else made since. @throws DomainError 409 `import-in-use` naming how many of what. */
  async judge(clinicId: string, importId: string): Promise<void> {
    const found = await this.database.one<Record<string, number>>(
      `with made as materialized (select subject, subject_id as id from exchange.import_change where import_id = $2 and change = 'created')
       select
         (select count(*)::int from episodes.v_episode e where e.client_id in (select id from made where subject = 'client')) as "episodes of care",
         (select count(*)::int from scheduling.v_participation p where p.client_id in (select id from made where subject = 'client')
           and p.id not in (select id from made where subject = 'place')) as "other bookings of its clients",
         (select count(*)::int from clients.v_client c where c.id in (select id from made where subject = 'client') and c.version > 1) as "charts edited since",
         (select count(*)::int from scheduling.v_participation p where p.session_id in (select id from made where subject = 'session')
           and p.client_id not in (select id from made where subject = 'client') and p.id not in (select id from made where subject = 'place')) as "other places in its sessions",
         (select count(*)::int from scheduling.v_session_staff t where t.staff_id in (select id from made where subject = 'staff')
           and t.session_id not in (select id from made where subject = 'session')) as "other sessions of its staff",
         (select count(*)::int from attendance.v_mark m where m.participation_id in (select id from made where subject = 'place') and m.kind <> 'import') as "marks of attendance made since"
       from clinics.v_clinic where id = $1`,
      [clinicId, importId],
    );
    const standing = Object.fromEntries(Object.entries(found).filter(([, count]) => count > 0));
    if (Object.keys(standing).length > 0) throw builtOn(standing);
  }

  /** In a transaction only. @throws DomainError 409. */
  async run(record: ImportRecord): Promise<TakenBack> {
    const { clinicId, id } = record;
    await this.judge(clinicId, id);
    const changes = await this.database.rows<Change>('select subject, subject_id as "subjectId", change, before, version from exchange.import_change where import_id = $1', [id]);
    const of = (subject: Change['subject'], change: Change['change']): Change[] => changes.filter((one) => one.subject === subject && one.change === change);
    const ids = (some: readonly Change[]): string[] => some.map((one) => one.subjectId);

    await this.unmark(record, ids(of('attendance', 'updated')));
    const sessions = ids(of('session', 'created'));
    const withHistory = await this.reverse(record, sessions);
    const { removed, cancelled } = await this.withdraw.run(clinicId, sessions, { withHistory, reason: REASON });
    await this.removePlaces(record, ids(of('place', 'created')), new Set(sessions));

    const staff = await this.free(clinicId, ids(of('staff', 'created')), 'select distinct staff_id as id from scheduling.v_session_staff where clinic_id = $1 and staff_id = any($2::uuid[])');
    await this.undoStaff.run(clinicId, [...staff.free.map((staffId): RegisteredStaff => ({ staffId, externalId: '', outcome: 'created', before: null })), ...of('staff', 'updated').map((one): RegisteredStaff => ({ staffId: one.subjectId, externalId: '', outcome: 'updated', before: one.before }))]);
    const clients = await this.free(clinicId, ids(of('client', 'created')), 'select distinct client_id as id from scheduling.v_participation where clinic_id = $1 and client_id = any($2::uuid[])');
    const untouched = await this.unchangedSince(clinicId, of('client', 'updated'));
    await this.undoClients.run(clinicId, [...clients.free.map((clientId): RegisteredClient => ({ clientId, externalId: '', outcome: 'created', before: null })), ...untouched.map((one): RegisteredClient => ({ clientId: one.subjectId, externalId: '', outcome: 'updated', before: one.before }))]);
    await this.database.rows('delete from exchange.import_change where import_id = $1', [id]);
    return { clients: clients.free.length, staff: staff.free.length, sessions: removed, cancelled, kept: staff.kept + clients.kept + of('client', 'updated').length - untouched.length };
  }

  /** Places are booked again, as before the import said who came. */
  private async unmark(record: ImportRecord, placeIds: readonly string[]): Promise<void> {
    if (placeIds.length === 0) return;
    await this.attendance.run(record.clinicId, { type: 'import', id: record.id }, placeIds.map((participationId) => ({ participationId, status: 'booked' as const, reason: REASON })));
  }

  /**
   * Attendance that has a history is reversed, so that the ledger says so. Who stayed away is excused, which needs no seat.
   * @returns the sessions that hold such places.
   */
  private async reverse(record: ImportRecord, sessionIds: readonly string[]): Promise<string[]> {
    const marked = await this.database.rows<{ id: string; sessionId: string; status: string }>(
      `select p.id, p.session_id as "sessionId", p.status from scheduling.v_attendance p
       where p.clinic_id = $1 and p.session_id = any($2::uuid[]) and exists (select 1 from attendance.v_mark m where m.participation_id = p.id)`,
      [record.clinicId, sessionIds],
    );
    const sessions = [...new Set(marked.map((one) => one.sessionId))];
    const all = await this.database.rows<{ id: string; status: string }>('select id, status from scheduling.v_attendance where clinic_id = $1 and session_id = any($2::uuid[])', [record.clinicId, sessions]);
    const after: Partial<Record<string, MarkStatus>> = { attended: 'booked', late: 'booked', left_early: 'booked', no_show: 'excused' };
    const marks = all.flatMap(({ id, status }) => {
      const to = after[status];
      return to === undefined ? [] : [{ participationId: id, status: to, reason: REASON }];
    });
    if (marks.length > 0) await this.attendance.run(record.clinicId, { type: 'import', id: record.id }, marks);
    return sessions;
  }

  /** Places the import added to sessions that were here before it. */
  private async removePlaces(record: ImportRecord, placeIds: readonly string[], ownSessions: ReadonlySet<string>): Promise<void> {
    const rows = await this.database.rows<{ id: string; sessionId: string; clientId: string; status: string }>(
      'select id, session_id as "sessionId", client_id as "clientId", status from scheduling.v_attendance where clinic_id = $1 and id = any($2::uuid[])',
      [record.clinicId, placeIds],
    );
    const added = rows.filter((row) => !ownSessions.has(row.sessionId));
    await this.unmark(record, added.filter((row) => row.status !== 'booked' && row.status !== 'cancelled').map((row) => row.id));
    for (const { sessionId, clientId, status } of added) if (status !== 'cancelled') await this.removeParticipant.run(record.clinicId, sessionId, clientId, { reason: REASON });
  }

  private async free(clinicId: string, ids: readonly string[], stillNamed: string): Promise<{ free: string[]; kept: number }> {
    const named = new Set((await this.database.rows<{ id: string }>(stillNamed, [clinicId, ids])).map((row) => row.id));
    const free = ids.filter((id) => !named.has(id));
    return { free, kept: ids.length - free.length };
  }

  /** Charts nobody edited after the import did. */
  private async unchangedSince(clinicId: string, updated: readonly Change[]): Promise<Change[]> {
    const rows = await this.database.rows<{ id: string; version: number }>('select id, version from clients.v_client where clinic_id = $1 and id = any($2::uuid[])', [clinicId, updated.map((one) => one.subjectId)]);
    const versions = new Map(rows.map((row) => [row.id, row.version]));
    return updated.filter((one) => versions.get(one.subjectId) === one.version);
  }
}
