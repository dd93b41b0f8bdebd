import { Injectable } from '@nestjs/common';
import { Clock, DEFAULT_LIMIT, Database, decodeCursor, isId, isInstant, notFound, pageOf, type ListQuery, type Page } from '#platform';
import type { IntakeContactDto, IntakeEntryDto, IntakeHistoryDto, IntakeListQuery, IntakeMoveDto, ProgramPlacesDto } from './intake.dto.js';
import type { LockedProgram } from './intake-entry.js';
import { ProgramPlaces } from './program-places.service.js';

// An offer whose time is up is over, whether or not the sweep has been there; one nobody has told anybody of stands.
const OVER = `(e.state = 'offered' and f.contacted_at is not null and f.expires_at <= $2)`;
const ENTRY = /* sql */ `
  select e.id, e.program_id as "programId", p.name as "programName", e.since, e.note, e.ended_at as "endedAt", e.episode_id as "episodeId", e.version, e.position,
    json_build_object('id', c.id, 'chartNumber', c.chart_number, 'givenName', c.given_name, 'familyName', c.family_name, 'preferredName', c.preferred_name, 'pronouns', c.pronouns) as client,
    case when e.ended_at is null then (select count(*)::int from episodes.intake_entry w where w.program_id = e.program_id and w.ended_at is null and (w.position, w.id) <= (e.position, e.id)) end as number,
    case when w.id is null then null else json_build_object('staffId', w.id, 'name', trim(w.given_name || ' ' || w.family_name)) end as owner,
    case when ${OVER} then 'expired' else e.state end as state,
    case when e.state in ('declined', 'withdrawn', 'waiting') then (select m.reason from episodes.intake_move m where m.entry_id = e.id and m.move in ('declined', 'withdrawn', 'offer_withdrawn') order by m.moved_at desc, m.id desc limit 1) end as "endReason",
    case when f.id is null or ${OVER} then null else json_build_object('startsOn', f.starts_on, 'offeredAt', f.offered_at, 'expiresAt', f.expires_at, 'contactDueOn', f.contact_due_on,
      'contactedAt', f.contacted_at, 'attempts', (select count(*)::int from episodes.intake_contact t where t.offer_id = f.id),
      'lastOutcome', (select t.outcome from episodes.intake_contact t where t.offer_id = f.id order by t.tried_at desc, t.id desc limit 1)) end as offer
  from episodes.intake_entry e join clients.v_client c on c.id = e.client_id join programs.v_program p on p.id = e.program_id
  left join team.v_staff w on w.id = e.owner_staff_id
  left join episodes.intake_offer f on f.entry_id = e.id and f.state = 'open'
  where e.clinic_id = $1`;

const WAITING = /* sql */ `${ENTRY} and e.program_id = $3 and e.ended_at is null and ($4::bigint is null or (e.position, e.id) > ($4, $5::uuid)) order by e.position, e.id limit $6`;
const ENDED = /* sql */ `${ENTRY} and e.program_id = $3 and e.ended_at is not null and ($4::timestamptz is null or (e.ended_at, e.id) < ($4, $5::uuid)) order by e.ended_at desc, e.id desc limit $6`;
const OF_CLIENT = /* sql */ `${ENTRY} and e.client_id = $3 and ($4::timestamptz is null or (e.since, e.id) < ($4, $5::uuid)) order by e.since desc, e.id desc limit $6`;
const ONE = /* sql */ `${ENTRY} and e.id = $3`;
const MOVES = /* sql */ `
  select id, move, from_place as "fromPlace", to_place as "toPlace", reason, moved_at as at, by_name as by from episodes.intake_move where entry_id = $1 order by moved_at desc, id desc limit 100`;
const CONTACTS = /* sql */ `
  select t.id, t.tried_at as "triedAt", t.how, t.outcome, t.note, t.by_name as by
  from episodes.intake_contact t join episodes.intake_offer f on f.id = t.offer_id where f.entry_id = $1 order by t.tried_at desc, t.id desc limit 100`;

type Row = IntakeEntryDto & { position: number };

/** Who waits for a program, in whose turn, and what is offered to them. */
@Injectable()
export class IntakeQuery {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly programPlaces: ProgramPlaces,
  ) {}

  /** How full a program is. @throws DomainError 404. */
  async places(clinicId: string, programId: string): Promise<ProgramPlacesDto> {
    const program = await this.program(clinicId, programId);
    const [standing, freeFrom] = await Promise.all([this.programPlaces.standing(program), program.active ? this.programPlaces.freeFrom(program) : null]);
    return { ...standing, free: standing.places === null ? null : Math.max(0, standing.places - standing.taken - standing.kept), freeFrom };
  }

  /** Who waits for a program, or waited. @throws DomainError 404. */
  async ofProgram(clinicId: string, programId: string, query: IntakeListQuery): Promise<Page<IntakeEntryDto>> {
    await this.program(clinicId, programId);
    const limit = query.limit ?? DEFAULT_LIMIT;
    if (query.ended) {
      const after = decodeCursor<[string, string]>(query.cursor, [isInstant, isId]);
      const rows = await this.rows(ENDED, clinicId, programId, after, limit);
      return pageOf(rows, limit, (row) => [new Date(row.endedAt as string).toISOString(), row.id], shown);
    }
    const after = decodeCursor<[number, string]>(query.cursor, [Number.isSafeInteger, isId]);
    return pageOf(await this.rows(WAITING, clinicId, programId, after, limit), limit, (row) => [row.position, row.id], shown);
  }

  /** What a client waits for, or waited for, the latest first. */
  async ofClient(clinicId: string, clientId: string, query: ListQuery): Promise<Page<IntakeEntryDto>> {
    if (!(await this.database.maybe('select from clients.v_client where id = $2 and clinic_id = $1', [clinicId, clientId]))) throw notFound('client');
    const limit = query.limit ?? DEFAULT_LIMIT;
    const after = decodeCursor<[string, string]>(query.cursor, [isInstant, isId]);
    return pageOf(await this.rows(OF_CLIENT, clinicId, clientId, after, limit), limit, (row) => [new Date(row.since).toISOString(), row.id], shown);
  }

  /** An entry with everything that became of it. @throws DomainError 404. */
  async one(clinicId: string, entryId: string): Promise<IntakeHistoryDto> {
    const row = await this.database.maybe<Row>(ONE, [clinicId, this.clock.now(), entryId]);
    if (!row) throw notFound('entry of the waitlist');
    const [moves, contacts] = await Promise.all([this.database.rows<IntakeMoveDto>(MOVES, [entryId]), this.database.rows<IntakeContactDto>(CONTACTS, [entryId])]);
    return { ...shown(row), moves, contacts };
  }

  private rows(sql: string, clinicId: string, ofId: string, after: readonly [string | number, string] | undefined, limit: number): Promise<Row[]> {
    return this.database.rows<Row>(sql, [clinicId, this.clock.now(), ofId, after?.[0] ?? null, after?.[1] ?? null, limit + 1]);
  }

  private async program(clinicId: string, programId: string): Promise<LockedProgram> {
    const program = await this.database.maybe<LockedProgram>('select id, clinic_id as "clinicId", active, places from programs.v_program where id = $2 and clinic_id = $1', [clinicId, programId]);
    if (!program) throw notFound('program');
    return program;
  }
}

function shown({ position: _, ...entry }: Row): IntakeEntryDto {
  return entry;
}
