import { Injectable } from '@nestjs/common';
import { RegisterAttendance, type MarkStatus } from '#attendance';
import { UndoRegisteredClients, type RegisteredClient } from '#clients';
import { Database } from '#platform';
import { RemoveParticipant, WithdrawSessions } from '#scheduling';
import { UndoRegisteredStaff, type RegisteredStaff } from '#team';
import { builtOn } from '../exchange.errors.js';
import type { ImportRecord } from '../record/import-record.js';
import { ImportStore, type KeptChange, type MadeChange } from '../record/import-store.js';

/** What was taken back, and what stayed because a history hangs on it or somebody changed it since. */
export interface TakenBack {
  clients: number;
  staff: number;
  sessions: number;
  /** Sessions with hours in the ledger: reversed and cancelled, not removed. */
  cancelled: number;
  kept: number;
}

const REASON = 'Import undone';
/** Things taken back at a time: memory holds no more of a large import than these. */
const BATCH = 500;

/** Takes back what an import brought: what only it made is removed, what it changed is again what it was. */
@Injectable()
export class TakeBack {
  constructor(
    private readonly database: Database,
    private readonly store: ImportStore,
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
    const taken: TakenBack = { clients: 0, staff: 0, sessions: 0, cancelled: 0, kept: 0 };
    await this.each(record, 'attendance', 'updated', (marked) => this.unmark(record, idsOf(marked)));
    await this.each(record, 'session', 'created', async (made) => {
      const sessions = idsOf(made);
      const withHistory = await this.reverse(record, sessions);
      const { removed, cancelled } = await this.withdraw.run(clinicId, sessions, { withHistory, reason: REASON });
      taken.sessions += removed;
      taken.cancelled += cancelled;
    });
    await this.each(record, 'place', 'created', (made) => this.removePlaces(record, idsOf(made)));
    await this.each(record, 'staff', 'created', async (made) => {
      const { free, kept } = await this.free(clinicId, idsOf(made), 'select distinct staff_id as id from scheduling.v_session_staff where clinic_id = $1 and staff_id = any($2::uuid[])');
      await this.undoStaff.run(clinicId, free.map((staffId): RegisteredStaff => ({ staffId, externalId: '', outcome: 'created', before: null })));
      taken.staff += free.length;
      taken.kept += kept;
    });
    await this.each(record, 'staff', 'updated', (changed) => this.undoStaff.run(clinicId, changed.map((one): RegisteredStaff => ({ staffId: one.subjectId, externalId: '', outcome: 'updated', before: one.before }))));
    await this.each(record, 'client', 'created', async (made) => {
      const { free, kept } = await this.free(clinicId, idsOf(made), 'select distinct client_id as id from scheduling.v_participation where clinic_id = $1 and client_id = any($2::uuid[])');
      await this.undoClients.run(clinicId, free.map((clientId): RegisteredClient => ({ clientId, externalId: '', outcome: 'created', before: null })));
      taken.clients += free.length;
      taken.kept += kept;
    });
    await this.each(record, 'client', 'updated', async (changed) => {
      const untouched = await this.unchangedSince(clinicId, changed);
      await this.undoClients.run(clinicId, untouched.map((one): RegisteredClient => ({ clientId: one.subjectId, externalId: '', outcome: 'updated', before: one.before })));
      taken.kept += changed.length - untouched.length;
    });
    await this.database.rows('delete from exchange.import_change where import_id = $1', [id]);
    return taken;
  }

  /** Takes back all that the import made or changed of one kind, a batch at a time, with the trail of each. */
  private async each(record: ImportRecord, subject: MadeChange['subject'], change: MadeChange['change'], takeBack: (some: readonly KeptChange[]) => Promise<void>): Promise<void> {
    for await (const batch of this.store.changes(record.id, subject, change, BATCH)) {
      await takeBack(batch);
      await this.database.writeGathered();
    }
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
  private async removePlaces(record: ImportRecord, placeIds: readonly string[]): Promise<void> {
    const added = await this.database.rows<{ id: string; sessionId: string; clientId: string; status: string }>(
      `select p.id, p.session_id as "sessionId", p.client_id as "clientId", p.status from scheduling.v_attendance p
       where p.clinic_id = $1 and p.id = any($2::uuid[])
         and not exists (select 1 from exchange.import_change c where c.import_id = $3 and c.subject = 'session' and c.change = 'created' and c.subject_id = p.session_id)`,
      [record.clinicId, placeIds, record.id],
    );
    await this.unmark(record, added.filter((row) => row.status !== 'booked' && row.status !== 'cancelled').map((row) => row.id));
    for (const { sessionId, clientId, status } of added) if (status !== 'cancelled') await this.removeParticipant.run(record.clinicId, sessionId, clientId, { reason: REASON });
  }

  private async free(clinicId: string, ids: readonly string[], stillNamed: string): Promise<{ free: string[]; kept: number }> {
    const named = new Set((await this.database.rows<{ id: string }>(stillNamed, [clinicId, ids])).map((row) => row.id));
    const free = ids.filter((id) => !named.has(id));
    return { free, kept: ids.length - free.length };
  }

  /** Charts nobody edited after the import did. */
  private async unchangedSince(clinicId: string, updated: readonly KeptChange[]): Promise<KeptChange[]> {
    const rows = await this.database.rows<{ id: string; version: number }>('select id, version from clients.v_client where clinic_id = $1 and id = any($2::uuid[])', [clinicId, updated.map((one) => one.subjectId)]);
    const versions = new Map(rows.map((row) => [row.id, row.version]));
    return updated.filter((one) => versions.get(one.subjectId) === one.version);
  }
}

function idsOf(some: readonly KeptChange[]): string[] {
  return some.map((one) => one.subjectId);
}
