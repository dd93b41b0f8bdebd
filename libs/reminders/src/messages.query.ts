import { Injectable } from '@nestjs/common';
import { Database, decodeCursor, isId, notFound, pageOf, type Page } from '#platform';
import { MESSAGE_WORDS, type Message, type MessageRule } from './message.js';

/** Which messages: those that are still to be told in any way, those somebody has to call about, or what is over. */
export const MESSAGE_LISTS = ['open', 'to_call', 'told', 'superseded'] as const;
export type MessageList = (typeof MESSAGE_LISTS)[number];

const STATES: Readonly<Record<MessageList, string>> = { open: `m.state in ('due', 'held_back')`, to_call: `m.state = 'held_back'`, told: `m.state = 'told'`, superseded: `m.state = 'superseded'` };

const messages = (which: string): string => /* sql */ `
  select m.id, m.rule, m.channel, m.state, m.held_reason as "heldReason", m.outcome, m.outcome_at as "outcomeAt", m.outcome_by_name as "outcomeByName", m.tries,
    m.due_on as "dueOn", m.made_at as "madeAt", m.version,
    json_build_object('id', s.id, 'title', s.title, 'day', s.clinic_day, 'startsAt', s.starts_at, 'endsAt', s.ends_at, 'roomName', r.name, 'cancelled', s.status = 'cancelled',
      'staff', coalesce((select json_agg(trim(l.given_name || ' ' || l.family_name) order by t.position, l.id)
        from scheduling.v_session_staff t join team.v_staff l on l.id = t.staff_id where t.session_id = s.id), '[]')) as session,
    case when w.id is not null then json_build_object('id', w.id, 'name', trim(w.given_name || ' ' || w.family_name)) end as staff,
    case when c.id is not null then json_build_object('id', c.id, 'givenName', c.given_name, 'familyName', c.family_name, 'preferredName', c.preferred_name, 'phone', c.phone) end as client
  from reminders.message m
  join scheduling.v_session s on s.id = m.session_id
  left join clinics.v_room r on r.id = s.room_id
  left join team.v_staff w on w.id = m.staff_id
  left join clients.v_client c on c.id = m.client_id
  where m.clinic_id = $1 and ${which}`;

const page = (which: string): string => `${messages(which)} and ($2::timestamptz is null or (m.made_at, m.id) < ($2, $3::uuid)) order by m.made_at desc, m.id desc limit $4`;

const LISTS = Object.fromEntries(MESSAGE_LISTS.map((list) => [list, page(`${STATES[list]} and ($5::uuid is null or m.session_id = $5)`)])) as Record<MessageList, string>;
const MINE = page(`m.state = 'due' and m.staff_id = any (array(select id from team.v_staff where clinic_id = $1 and user_id = $5))`);

type Row = Omit<Message, 'text'>;

/** What people are told, the latest first. */
@Injectable()
export class MessagesQuery {
  constructor(private readonly database: Database) {}

  async list(clinicId: string, filter: { list: MessageList; sessionId?: string; limit: number; cursor?: string }): Promise<Page<Message>> {
    return this.page(LISTS[filter.list], clinicId, filter, filter.sessionId ?? null);
  }

  /** What an account's owner has not seen yet. */
  async mine(clinicId: string, userId: string, asked: { limit: number; cursor?: string }): Promise<Page<Message>> {
    return this.page(MINE, clinicId, asked, userId);
  }

  /** @throws DomainError 404. */
  async one(clinicId: string, messageId: string): Promise<Message> {
    const row = await this.database.maybe<Row>(messages('m.id = $2'), [clinicId, messageId]);
    if (!row) throw notFound('message');
    return said(row);
  }

  private async page(sql: string, clinicId: string, { limit, cursor }: { limit: number; cursor?: string }, of: string | null): Promise<Page<Message>> {
    const after = decodeCursor<[string, string]>(cursor, [isInstant, isId]);
    const rows = await this.database.rows<Row>(sql, [clinicId, after?.[0] ?? null, after?.[1] ?? null, limit + 1, of]);
    return pageOf(rows, limit, (row) => [row.madeAt.toISOString(), row.id], said);
  }
}

function said(row: Row): Message {
  return { ...row, text: MESSAGE_WORDS[row.rule as MessageRule] };
}

const isInstant = (value: unknown): value is string => typeof value === 'string' && !Number.isNaN(Date.parse(value));
