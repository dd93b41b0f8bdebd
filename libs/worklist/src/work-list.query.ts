import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { decodeCursor, isClinicDay, isId, pageOf, type Page } from '#platform';
import { AttendanceWork } from './attendance-work.query.js';
import { AuthorizationWork } from './authorization-work.query.js';
import { CallWork } from './call-work.query.js';
import { CredentialWork } from './credential-work.query.js';
import { IntakeWork } from './intake-work.query.js';
import { TaskWork } from './task-work.query.js';
import { WORK_KINDS, inOrder, type WhoseWork, type WorkAsked, type WorkItem, type WorkKind } from './work-item.js';

export interface WorkListFilter {
  whose: WhoseWork;
  userId: string;
  /** Only work of this kind. */
  kind?: WorkKind;
  snoozed: boolean;
  limit: number;
  cursor?: string;
}

/**
 * Everything a person has to do, wherever it comes from, by its deadline. Each source gives the first of what comes after
 * the page before, by its own index; together they hold the page. Nothing is copied: what is done where it is owed is gone.
 */
@Injectable()
export class WorkListQuery {
  private readonly sources: Readonly<Record<WorkKind, { run(asked: WorkAsked): Promise<WorkItem[]> }>>;

  constructor(
    private readonly clinics: ClinicsReader,
    tasks: TaskWork,
    attendance: AttendanceWork,
    credentials: CredentialWork,
    calls: CallWork,
    authorizations: AuthorizationWork,
    intake: IntakeWork,
  ) {
    this.sources = { task: tasks, attendance, credential: credentials, call: calls, authorization: authorizations, intake };
  }

  async run(clinicId: string, { whose, userId, kind, snoozed, limit, cursor }: WorkListFilter): Promise<Page<WorkItem>> {
    const key = decodeCursor<[string, string, string]>(cursor, [isClinicDay, (one) => (WORK_KINDS as readonly unknown[]).includes(one), isId]);
    const asked: WorkAsked = {
      clinicId, whose, userId, snoozed,
      today: await this.clinics.today(clinicId),
      after: key && { dueOn: key[0] as WorkItem['dueOn'], kind: key[1] as WorkKind, id: key[2] },
      limit: limit + 1,
    };
    const found = await Promise.all((kind ? [kind] : WORK_KINDS).map((one) => this.sources[one].run(asked)));
    return pageOf(found.flat().sort(inOrder), limit, (item) => [item.dueOn, item.kind, item.id], (item) => item);
  }
}
