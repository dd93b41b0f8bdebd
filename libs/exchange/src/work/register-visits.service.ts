import { Injectable } from '@nestjs/common';
import { RegisterAttendance, attendanceProblem, type MarkStatus, type WantedMark } from '#attendance';
import { Clock, Database } from '#platform';
import { RegisterSessions, type RegisterOutcome, type RegisterProblem, type SessionToRegister } from '#scheduling';
import type { ImportRecord } from '../record/import-record.js';
import { ImportStore, type MadeChange } from '../record/import-store.js';
import type { VisitRow } from '../rows/visit-rows.js';
import { rowError, rowWarning, type Outcome } from './outcome.js';
import { RegisterPeople } from './register-people.service.js';
import { SoFar } from './so-far.js';

/** A session with the rows that speak of it. */
interface Group {
  session: SessionToRegister;
  rows: VisitRow[];
}

interface Place {
  visit: VisitRow;
  placeId: string;
  /** Made by this row just now. */
  fresh: boolean;
}

/** What holds the time a session would need, in words. */
type Holders = (problem: Extract<RegisterProblem, { code: 'time-taken' }>) => string;

const RECORDED: ReadonlySet<string> = new Set(['attended', 'late', 'left_early', 'no_show', 'excused']);
const HOLDS_TIME: ReadonlySet<string> = new Set(['booked', 'attended', 'late', 'left_early']);
/** The schema's own limit on checking in early; the past never meets it. */
const EARLIEST_MINUTES = 60;

/** Takes visits of a file into the clinic: clients not known yet, sessions, places, attendance. In a transaction only. */
@Injectable()
export class RegisterVisits {
  constructor(
    private readonly database: Database,
    private readonly store: ImportStore,
    private readonly soFar: SoFar,
    private readonly people: RegisterPeople,
    private readonly sessions: RegisterSessions,
    private readonly attendance: RegisterAttendance,
    private readonly clock: Clock,
  ) {}

  async run(record: ImportRecord, visits: readonly VisitRow[], outcome: Outcome): Promise<void> {
    const clients = await this.clientsOf(record, visits, outcome);
    const staff = await this.people.knownStaff(record, [...new Set(visits.flatMap((visit) => visit.staff))]);
    const taken = await this.judge(record, visits, clients, staff, outcome);
    const standing = await this.standingPlaces(record, taken, clients);
    const places: Place[] = [];
    const groups = new Map<string, Group>();
    for (const visit of taken) {
      const found = visit.client && standing.get(placeKey(visit, clients.get(visit.client.externalId) as string));
      if (found) places.push({ visit, placeId: found, fresh: false });
      else if (visit.time === null) outcome.say([rowError(visit.row, null, 'unknown-session', 'No session of this id is here with this client in it.')]);
      else this.group(visit, clients, staff, groups, outcome);
    }
    places.push(...(await this.register(record, [...groups.values()], clients, outcome)));
    await this.mark(record, places, clients, outcome);
  }

  /** The charts the visits name; those a file may make are made. */
  private async clientsOf(record: ImportRecord, visits: readonly VisitRow[], outcome: Outcome): Promise<Map<string, string>> {
    const named = visits.flatMap((visit) => (visit.client ? [{ row: visit.row, ...visit.client }] : []));
    const known = await this.people.knownClients(record, [...new Set(named.map((one) => one.externalId))]);
    const fresh = new Map(named.flatMap(({ row, externalId, chart }) => (chart && !known.has(externalId) ? [[externalId, { row, person: chart }] as const] : [])).reverse());
    const made = await this.people.clients(record, [...fresh.values()].reverse(), outcome);
    return new Map([...known, ...made]);
  }

  /** The visits that can be taken as far as it can be told from themselves and from the rows before; says why the others cannot. */
  private async judge(record: ImportRecord, visits: readonly VisitRow[], clients: ReadonlyMap<string, string>, staff: ReadonlyMap<string, string>, outcome: Outcome): Promise<VisitRow[]> {
    const named = visits.filter((visit) => this.judgeNames(record, visit, clients, staff, outcome));
    const ofClients = named.flatMap((visit) => (visit.client ? [{ visit, key: `place ${placeKey(visit, visit.client.externalId)}`, row: visit.row }] : []));
    const said = await this.soFar.sayFirst(ofClients);
    const before = new Map(ofClients.map(({ visit }, at) => [visit, said[at]]));
    return named.filter((visit) => {
      const other = before.get(visit);
      if (other !== undefined) outcome.say([rowError(visit.row, null, 'repeated', `Row ${other} says the same visit of the same client.`)]);
      return other === undefined && this.judgeAttendance(visit, outcome);
    });
  }

  /** Whether everybody a visit names is known here. */
  private judgeNames(record: ImportRecord, visit: VisitRow, clients: ReadonlyMap<string, string>, staff: ReadonlyMap<string, string>, outcome: Outcome): boolean {
    const refuse = (code: string, detail: string): false => {
      outcome.say([rowError(visit.row, null, code, detail)]);
      return false;
    };
    const { client } = visit;
    if (client && !clients.has(client.externalId)) return refuse('unknown-client', `No client has the id “${client.externalId}” of “${record.sourceName}”. Import the clients first.`);
    const strangers = visit.staff.filter((id) => !staff.has(id));
    if (strangers.length > 0) {
      if (record.answers['unknownStaff'] !== 'without-staff') return refuse('unknown-staff', `Nobody of the team has the id “${strangers[0]}” of “${record.sourceName}”. Import the staff first.`);
      outcome.say([rowWarning(visit.row, null, 'without-staff', `Taken without the clinician “${strangers[0]}”, whom this clinic does not know.`)]);
    }
    return true;
  }

  /** Whether what a visit says of attendance can have been. */
  private judgeAttendance(visit: VisitRow, outcome: Outcome): boolean {
    const { time } = visit;
    if (!time) return true;
    const wrong = attendanceProblem({ status: visit.outcome, sessionStart: time.startsAt, sessionEnd: time.endsAt, sessionCancelled: false, arrivedAt: visit.arrivedAt, departedAt: visit.departedAt, now: this.clock.now(), checkInOpensMinutes: EARLIEST_MINUTES });
    if (!wrong || visit.outcome === 'cancelled') return true;
    outcome.say([rowError(visit.row, null, 'attendance', wrong.detail)]);
    return false;
  }

  /** Places that are here already: by the session's id where the row says no time, by client and start where it says no id. */
  private async standingPlaces(record: ImportRecord, visits: readonly VisitRow[], clients: ReadonlyMap<string, string>): Promise<Map<string, string>> {
    const withClient = visits.filter((visit) => visit.client);
    const clientOf = (visit: VisitRow): string => clients.get(visit.client?.externalId ?? '') as string;
    const byId = withClient.filter((visit) => visit.time === null);
    const byStart = withClient.filter((visit) => visit.time !== null && visit.sessionId === null);
    const found = await this.database.rows<{ key: string; id: string }>(
      `select 'id ' || s.external_id || ' ' || p.client_id as key, p.id from scheduling.v_session s join scheduling.v_participation p on p.session_id = s.id
       where s.clinic_id = $1 and s.external_source = $2 and s.external_id = any($3::text[]) and p.client_id = any($4::uuid[])
       union all
       select 'at ' || (extract(epoch from a.at) * 1000)::bigint || ' ' || p.client_id, p.id
       from unnest($5::uuid[], $6::timestamptz[]) as a(client, at) join scheduling.v_participation p on p.client_id = a.client and p.starts_at = a.at
       where p.clinic_id = $1 and p.live`,
      [record.clinicId, record.sourceName, byId.map((visit) => visit.sessionId), byId.map(clientOf), byStart.map(clientOf), byStart.map((visit) => visit.time?.startsAt)],
    );
    return new Map(found.map(({ key, id }) => [key, id]));
  }

  private group(visit: VisitRow, clients: ReadonlyMap<string, string>, staff: ReadonlyMap<string, string>, groups: Map<string, Group>, outcome: Outcome): void {
    const time = visit.time as NonNullable<VisitRow['time']>;
    const externalId = visit.sessionId ?? `${visit.client?.externalId ?? ''}@${time.startsAt.toISOString()}`;
    if (visit.serviceId === null) {
      outcome.say([rowError(visit.row, null, 'unknown-service', 'It is not said which service this session is.')]);
      return;
    }
    const place = visit.client && { clientId: clients.get(visit.client.externalId) as string, holdsTime: HOLDS_TIME.has(visit.outcome) && !visit.cancelled };
    const known = groups.get(externalId);
    if (known) {
      if (known.session.startsAt.getTime() !== time.startsAt.getTime() || known.session.endsAt.getTime() !== time.endsAt.getTime()) {
        outcome.say([rowError(visit.row, null, 'session-differs', `Row ${known.rows[0]?.row ?? 0} says other times of the same session.`)]);
        return;
      }
      known.rows.push(visit);
      known.session = { ...known.session, places: [...known.session.places, ...(place ? [place] : [])], cancelReason: visit.cancelled ? known.session.cancelReason : null };
      return;
    }
    groups.set(externalId, {
      rows: [visit],
      session: {
        externalId,
        serviceId: visit.serviceId,
        ...(visit.title === null ? {} : { title: visit.title }),
        startsAt: time.startsAt,
        endsAt: time.endsAt,
        telehealth: visit.telehealth,
        staffIds: [...new Set(visit.staff.flatMap((id) => staff.get(id) ?? []))],
        note: visit.note,
        cancelReason: visit.cancelled ? (visit.reason ?? 'Cancelled') : null,
        places: place ? [place] : [],
      },
    });
  }

  private async register(record: ImportRecord, groups: readonly Group[], clients: ReadonlyMap<string, string>, outcome: Outcome): Promise<Place[]> {
    const outcomes = await this.sessions.run(record.clinicId, record.sourceName, groups.map((group) => group.session));
    const holders = await this.holdersOfTime(record, outcomes, groups);
    const places: Place[] = [];
    const again: Group[] = [];
    const made: MadeChange[] = [];
    const standing: { id: string; group: Group }[] = [];
    for (const [at, result] of outcomes.entries()) {
      const group = groups[at] as Group;
      if (result.state === 'refused') {
        const { problem } = result;
        if (problem.code === 'time-taken' && problem.kind === 'staff' && record.answers['staffOverlap'] === 'without-staff') {
          again.push({ ...group, session: { ...group.session, staffIds: group.session.staffIds.filter((id) => id !== problem.id) } });
          outcome.say(group.rows.map(({ row }) => rowWarning(row, null, 'without-staff', `Taken without the clinician, who is then in ${holders(problem)}.`)));
        } else outcome.say(group.rows.map(({ row }) => rowError(row, null, codeOf(problem), sentenceOf(problem, holders))));
        continue;
      }
      outcome.tally('sessions', result.state === 'created' ? 'created' : 'unchanged');
      if (result.state === 'created') {
        made.push({ subject: 'session', subjectId: result.sessionId, change: 'created', row: group.rows[0]?.row ?? 0 });
      } else standing.push({ id: result.sessionId, group });
      places.push(...placesOf(group, result, clients, made));
    }
    await this.store.addChanges(record.id, made);
    await this.warnOfOtherTimes(record, standing, outcome);
    if (again.length > 0) places.push(...(await this.register(record, again, clients, outcome)));
    return places;
  }

  /** Says in words what holds the time of a session that could not be taken: which row, or that it was here before. */
  private async holdersOfTime(record: ImportRecord, outcomes: readonly RegisterOutcome[], groups: readonly Group[]): Promise<Holders> {
    const earlier = outcomes.flatMap((one) => (one.state === 'refused' && one.problem.code === 'time-taken' && one.problem.row === null ? (one.problem.sessionId ?? []) : []));
    const rows = await this.store.rowsOfSessions(record.id, earlier);
    return (problem) => {
      const row = problem.row === null ? rows.get(problem.sessionId ?? '') : groups[problem.row]?.rows[0]?.row;
      return row === undefined ? 'another session that is here already' : `the session of row ${row}`;
    };
  }

  private async warnOfOtherTimes(record: ImportRecord, standing: readonly { id: string; group: Group }[], outcome: Outcome): Promise<void> {
    if (standing.length === 0) return;
    const rows = await this.database.rows<{ id: string; starts: Date; ends: Date }>('select id, starts_at as starts, ends_at as ends from scheduling.v_session where clinic_id = $1 and id = any($2::uuid[])', [record.clinicId, standing.map((one) => one.id)]);
    const times = new Map(rows.map((row) => [row.id, row]));
    for (const { id, group } of standing) {
      const here = times.get(id);
      if (!here || (here.starts.getTime() === group.session.startsAt.getTime() && here.ends.getTime() === group.session.endsAt.getTime())) continue;
      outcome.say(group.rows.map(({ row }) => rowWarning(row, null, 'session-differs', 'This session is here already with other times; it stays as it is here.')));
    }
  }

  /** Records who came. Whatever somebody recorded here stands above the file. */
  private async mark(record: ImportRecord, places: readonly Place[], clients: ReadonlyMap<string, string>, outcome: Outcome): Promise<void> {
    const recorded = places.filter(({ visit }) => RECORDED.has(visit.outcome));
    const old = recorded.filter((place) => !place.fresh);
    const rows = await this.database.rows<{ id: string; status: string }>('select id, status from scheduling.v_attendance where clinic_id = $1 and id = any($2::uuid[])', [record.clinicId, old.map((place) => place.placeId)]);
    const statusOf = new Map(rows.map((row) => [row.id, row.status]));
    const wanted = recorded.filter(({ visit, placeId, fresh }) => {
      const status = statusOf.get(placeId);
      if (fresh || status === 'booked') return true;
      outcome.tally('attendance', 'unchanged');
      if (status !== visit.outcome) outcome.say([rowWarning(visit.row, null, 'recorded-otherwise', `Here it is recorded as “${(status ?? '').replace('_', ' ')}”, and that stays.`)]);
      return false;
    });
    const clientOf = ({ visit }: Place): string => clients.get(visit.client?.externalId ?? '') ?? '';
    wanted.sort((a, b) => (clientOf(a) < clientOf(b) ? -1 : clientOf(a) > clientOf(b) ? 1 : 0));
    const marks: WantedMark[] = wanted.map(({ visit, placeId }) => ({ participationId: placeId, status: visit.outcome as MarkStatus, arrivedAt: visit.arrivedAt, departedAt: visit.departedAt, reason: visit.reason }));
    const result = await this.attendance.run(record.clinicId, { type: 'import', id: record.id }, marks);
    const rowOf = new Map(wanted.map(({ visit, placeId }) => [placeId, visit.row]));
    outcome.say(result.problems.map((problem) => rowError(rowOf.get(problem.participationId) ?? 0, null, 'attendance', problem.detail)));
    outcome.tally('attendance', 'unchanged', result.unchanged);
    const failed = new Set(result.problems.map((problem) => problem.participationId));
    const done = wanted.filter(({ placeId }) => !failed.has(placeId));
    const updated = done.filter((place) => !place.fresh);
    outcome.tally('attendance', 'created', result.recorded - updated.length);
    outcome.tally('attendance', 'updated', updated.length);
    await this.store.addChanges(record.id, updated.map(({ placeId }) => ({ subject: 'attendance', subjectId: placeId, change: 'updated', before: { status: 'booked' } })));
  }
}

/** What one client's place in one session is known by, before and after it is here. */
function placeKey(visit: VisitRow, client: string): string {
  return visit.sessionId === null ? `at ${visit.time?.startsAt.getTime() ?? ''} ${client}` : `id ${visit.sessionId} ${client}`;
}

function placesOf(group: Group, result: Exclude<RegisterOutcome, { state: 'refused' }>, clients: ReadonlyMap<string, string>, made: MadeChange[]): Place[] {
  const byClient = new Map(result.places.map((place) => [place.clientId, place]));
  return group.rows.flatMap((visit) => {
    const place = visit.client && byClient.get(clients.get(visit.client.externalId) ?? '');
    if (!place) return [];
    if (place.created) made.push({ subject: 'place', subjectId: place.id, change: 'created' });
    return [{ visit, placeId: place.id, fresh: place.created }];
  });
}

function codeOf(problem: RegisterProblem): string {
  return problem.code === 'unknown' ? `unknown-${problem.what}` : problem.code;
}

function sentenceOf(problem: RegisterProblem, holders: Holders): string {
  switch (problem.code) {
    case 'time-taken':
      return `${problem.kind === 'staff' ? 'The clinician' : problem.kind === 'room' ? 'The room' : 'The client'} is then in ${holders(problem)}.`;
    case 'session-times':
      return 'A session must end after it begins and last no longer than 24 hours.';
    case 'unknown':
      return `The ${problem.what} is not of this clinic.`;
    case 'client-twice':
      return 'The same client is in this session twice.';
    case 'repeated':
      return 'Another row names the same session.';
    case 'kept-apart':
      return 'Somebody is in this session who must not meet this client. Ask their care team.';
    case 'breaks':
      return 'The breaks do not lie in the session.';
  }
}
