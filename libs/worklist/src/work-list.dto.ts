import { Bool, Day, Int, ListOf, ListQuery, Nested, OneOf, Text, Uuid, type ClinicDay } from '#platform';
import { WHOSE_WORK, WORK_KINDS, type WhoseWork, type WorkKind } from './work-item.js';

export class WorkListQueryDto extends ListQuery {
  @OneOf(WHOSE_WORK, { optional: true, name: 'WhoseWork', description: 'Mine unless said; everyone’s needs the right to see it.' }) whose?: WhoseWork;
  @OneOf(WORK_KINDS, { optional: true, name: 'WorkKind' }) kind?: WorkKind;
  @Bool({ optional: true, query: true, description: 'Also what sleeps.' }) snoozed?: boolean;
}

export class WorkClientDto {
  @Uuid() id: string;
  @Text() givenName: string;
  @Text({ min: 0 }) familyName: string;
  @Text({ nullable: true }) preferredName: string | null;
}

export class WorkOwnerDto {
  @Uuid() staffId: string;
  @Text() name: string;
}

export class WorkItemDto {
  @OneOf(WORK_KINDS, { name: 'WorkKind' }) kind: WorkKind;
  @Uuid({ description: 'Of the task, the session, the first message to be told by a call, the authorization, the credential, or the entry of a program’s waitlist.' }) id: string;
  @Text() title: string;
  @Text({ nullable: true, max: 2000 }) about: string | null;
  @Day() dueOn: ClinicDay;
  @Nested(() => WorkClientDto, { nullable: true }) client: WorkClientDto | null;
  @Uuid({ nullable: true }) episodeId: string | null;
  @Uuid({ nullable: true }) sessionId: string | null;
  @Uuid({ nullable: true, description: 'What the client waits for.' }) programId: string | null;
  @Uuid({ nullable: true, description: 'Whose credential it is.' }) staffId: string | null;
  @ListOf(() => WorkOwnerDto) owners: WorkOwnerDto[];
  @Text({ nullable: true, max: 80 }) rule: string | null;
  @Day({ nullable: true }) snoozedUntil: ClinicDay | null;
  @Text({ nullable: true, max: 500 }) snoozeReason: string | null;
  @Int({ nullable: true, description: 'Of a task: what a change of it must name.' }) version: number | null;
}

export class WorkListDto {
  @ListOf(() => WorkItemDto) items: WorkItemDto[];
  @Text({ nullable: true, max: 600 }) nextCursor: string | null;
}
