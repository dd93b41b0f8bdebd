import { Bool, Day, Instant, Int, Json, ListOf, Nested, OneOf, Text, Uuid } from '#platform';

const ACTION = /^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?$/;

export class AuditFilterDto {
  @Uuid({ optional: true, description: 'Entries about this client’s record.' })
  clientId?: string;

  @Uuid({ optional: true, description: 'Entries of what this person did.' })
  userId?: string;

  @Text({ optional: true, max: 80, pattern: ACTION, description: 'One action (`clients.chart-opened`) or all of a module (`clients`).' })
  action?: string;

  @Text({ optional: true, max: 60, description: 'Entries about one thing, by its id.' })
  subjectId?: string;

  @Day({ optional: true, description: 'First day, in the clinic’s zone.' })
  from?: string;

  @Day({ optional: true, description: 'Last day, in the clinic’s zone.' })
  to?: string;
}

export class AuditListQueryDto extends AuditFilterDto {
  @Int({ optional: true, min: 1, max: 200, query: true })
  limit?: number;

  @Text({ optional: true, max: 600 })
  cursor?: string;
}

export class AuditClientDto {
  @Uuid()
  id: string;

  @Text()
  chartNumber: string;

  @Text()
  givenName: string;

  @Text({ min: 0 })
  familyName: string;

  @Text({ nullable: true })
  preferredName: string | null;
}

export class AuditEntryDto {
  @Uuid()
  id: string;

  @Instant()
  occurredAt: string;

  @OneOf(['user', 'token', 'system'])
  actorKind: 'user' | 'token' | 'system';

  @Uuid({ nullable: true })
  actorUserId: string | null;

  @Text()
  actorName: string;

  @Text({ nullable: true })
  requestId: string | null;

  @Text()
  action: string;

  @Text()
  subjectType: string;

  @Text()
  subjectId: string;

  @Text({ nullable: true, description: 'The name of the account or token it is about.' })
  subjectName: string | null;

  @Uuid({ nullable: true })
  clientId: string | null;

  @Nested(() => AuditClientDto, { nullable: true, description: 'The client it concerns, for those who may read clients.' })
  client: AuditClientDto | null;

  @Json({ description: 'What changed: `{field: [before, after]}`, or plain facts.' })
  changes: Record<string, unknown>;

  @Text({ nullable: true })
  reason: string | null;

  @Int({ nullable: true, description: 'Place in the hash chain; null for the seconds until it is sealed.' })
  position: number | null;
}

export class AuditPageDto {
  @ListOf(() => AuditEntryDto)
  items: AuditEntryDto[];

  @Text({ nullable: true })
  nextCursor: string | null;
}

export class AuditBreakDto {
  @Int()
  position: number;

  @Text({ min: 0 })
  entryId: string;

  @OneOf(['missing-link', 'changed-entry', 'changed-link', 'changed-checkpoint', 'missing-checkpoint'])
  why: 'missing-link' | 'changed-entry' | 'changed-link' | 'changed-checkpoint' | 'missing-checkpoint';
}

export class AuditVerificationDto {
  @Bool()
  intact: boolean;

  @Int({ description: 'Entries of the chain, of every clinic of this installation.' })
  entries: number;

  @Int({ description: 'Entries that were walked before, up to the last checkpoint, and not now; 0 where the whole chain was walked.' })
  walkedFrom: number;

  @Instant({ nullable: true, description: 'When the whole chain was last walked and found intact.' })
  fullWalkAt: string | null;

  @Int({ description: 'Entries of the last seconds that are not in the chain yet.' })
  waiting: number;

  @Text({ nullable: true, description: 'Hash of the newest entry: written down elsewhere, it fixes the whole trail.' })
  head: string | null;

  @Instant({ nullable: true })
  sealedUntil: string | null;

  @Nested(() => AuditBreakDto, { nullable: true })
  brokenAt: AuditBreakDto | null;
}

