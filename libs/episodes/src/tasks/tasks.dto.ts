import { Day, Instant, Int, ListOf, ListQuery, OneOf, Text, Uuid, type ClinicDay } from '#platform';
import { TASK_SOURCES, TASK_STATES, type TaskSource, type TaskState } from './task.js';

const VERSION = { min: 1, description: 'The version you saw.' };

export class OpenTaskDto {
  @Text({ max: 200, description: 'What is to be done.' }) title: string;
  @Text({ optional: true, nullable: true, max: 2000 }) note?: string | null;
  @Day({ description: 'The clinic day it is due.' }) dueOn: ClinicDay;
  @Uuid({ optional: true, nullable: true, description: 'The member of staff it belongs to; null or left out: nobody yet.' }) ownerStaffId?: string | null;
  @Uuid({ optional: true, nullable: true, description: 'The client it is about.' }) clientId?: string | null;
  @Uuid({ optional: true, nullable: true, description: 'The stay it is about; the client must be named too.' }) episodeId?: string | null;
}

export class EditTaskDto {
  @Int(VERSION) version: number;
  @Text({ optional: true, max: 200 }) title?: string;
  @Text({ optional: true, nullable: true, max: 2000 }) note?: string | null;
  @Day({ optional: true }) dueOn?: ClinicDay;
  @Uuid({ optional: true, nullable: true, description: 'Somebody else’s from now on; null: nobody’s.' }) ownerStaffId?: string | null;
}

export class CloseTaskDto {
  @Int(VERSION) version: number;
  @OneOf(['done', 'dropped'], { name: 'TaskEnd' }) state: 'done' | 'dropped';
  @Text({ optional: true, nullable: true, max: 500, description: 'Needed to drop it.' }) reason?: string | null;
}

export class ReopenTaskDto {
  @Int(VERSION) version: number;
}

export class SnoozeTaskDto {
  @Int(VERSION) version: number;
  @Day({ nullable: true, description: 'The day it is back on the list; null wakes it now.' }) until: ClinicDay | null;
  @Text({ optional: true, nullable: true, max: 500, description: 'Needed to put it off.' }) reason?: string | null;
}

export class TaskDto {
  @Uuid() id: string;
  @OneOf(TASK_SOURCES, { name: 'TaskSource' }) source: TaskSource;
  @Text({ nullable: true, max: 80, description: 'The rule that asked for it.' }) rule: string | null;
  @Text() title: string;
  @Text({ nullable: true, max: 2000 }) note: string | null;
  @Uuid({ nullable: true }) clientId: string | null;
  @Uuid({ nullable: true }) episodeId: string | null;
  @Uuid({ nullable: true }) sessionId: string | null;
  @Uuid({ nullable: true }) ownerStaffId: string | null;
  @Day() dueOn: ClinicDay;
  @Day({ nullable: true }) snoozedUntil: ClinicDay | null;
  @Text({ nullable: true, max: 500 }) snoozeReason: string | null;
  @OneOf(TASK_STATES, { name: 'TaskState' }) state: TaskState;
  @Instant({ nullable: true }) closedAt: string | null;
  @Text({ nullable: true }) closedBy: string | null;
  @Text({ nullable: true, max: 500 }) closeReason: string | null;
  @Instant() openedAt: string;
  @Text() openedBy: string;
  @Int() version: number;
}

export class TaskPageDto {
  @ListOf(() => TaskDto) items: TaskDto[];
  @Text({ nullable: true, max: 600 }) nextCursor: string | null;
}

export class ClientTasksQuery extends ListQuery {
  @Uuid() clientId: string;
}
