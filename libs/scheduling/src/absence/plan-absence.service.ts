import { Injectable } from '@nestjs/common';
import { Clock, Database, addDays, clinicDayOf, clinicSpan, daysBetween, notFound, type ClinicSpan, type TimeZone } from '#platform';
import { ClinicsReader } from '#clinics';
import { wrongInput } from '../scheduling.errors.js';
import { MOST_STRANDED, StrandedSessionsQuery, type Out, type Stranded } from './stranded-sessions.query.js';
import { roomsFor, substitutesFor, type Substitute } from './substitutes.js';

/** Who or what is out, and when, in the clinic's days and wall times. */
export interface AbsenceInput extends ClinicSpan {
  staffId?: string;
  roomId?: string;
}

/** What is proposed for a session. */
export type AbsenceAction = 'substitute' | 'without' | 'room' | 'cancel' | 'keep';

/** A session left without its clinician or room, and what could be done about it. */
export interface StrandedPlan extends Stranded {
  substitutes: Substitute[];
  rooms: { id: string; name: string; capacity: number }[];
  suggestion: { action: AbsenceAction; staffId: string | null; roomId: string | null };
}

/** An absence with everything it touches. Nothing is written. */
export interface AbsencePlan {
  zone: TimeZone;
  range: { startsAt: Date; endsAt: Date };
  out: Out;
  name: string;
  /** Whether it is on record already: time off, or the room closed. */
  noted: boolean;
  sessions: StrandedPlan[];
}

const LONGEST_DAYS = 62;

/** What it means when somebody, or a room, is out: which sessions, and who or which room could take their place. */
@Injectable()
export class PlanAbsence {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
    private readonly clock: Clock,
    private readonly stranded: StrandedSessionsQuery,
  ) {}

  /** @throws DomainError 400, 404. */
  async run(clinicId: string, input: AbsenceInput): Promise<AbsencePlan> {
    const { timeZone: zone } = await this.clinics.clinic(clinicId);
    const out = outOf(input);
    if (daysBetween(input.from, input.to) >= LONGEST_DAYS) throw wrongInput('/to', `must be within ${LONGEST_DAYS} days of the first day`);
    const range = clinicSpan(input, zone);
    const name = await this.nameOf(clinicId, out);
    const now = this.clock.now();
    const today = clinicDayOf(now, zone);
    const sessions = await this.stranded.sessions(clinicId, out, range, now);
    if (sessions.length > MOST_STRANDED) throw wrongInput('/to', `touches more than ${MOST_STRANDED} sessions; take fewer days at a time`);
    const noted = await this.noted(out, range);
    if (sessions.length === 0) return { zone, range, out, name, noted, sessions: [] };
    const around = { startsAt: new Date(Math.min(...sessions.map((one) => one.startsAt.getTime())) - 86_400_000), endsAt: new Date(Math.max(...sessions.map((one) => one.endsAt.getTime())) + 86_400_000) };
    const days = { from: addDays(input.from, -1), to: addDays(input.to, 1) };
    const everybody = sessions.some((one) => one.disciplines.length === 0);
    const [candidates, rooms, knows] = await Promise.all([
      'staffId' in out ? this.stranded.candidates(clinicId, around, days, out.staffId, everybody ? null : [...new Set(sessions.flatMap((one) => [...one.disciplines]))]) : [],
      'roomId' in out ? this.stranded.rooms(clinicId, around, out.roomId) : [],
      this.stranded.knows(clinicId, unique(sessions.map((one) => one.groupId)), unique(sessions.filter((one) => one.groupId === null).flatMap((one) => one.clients.map((client) => client.id))), now, today),
    ]);
    return {
      zone,
      range,
      out,
      name,
      noted,
      sessions: sessions.map((session) => {
        const about = session.groupId === null ? session.clients.map((client) => client.id) : [session.groupId];
        const known = new Set(about.flatMap((id) => [...(knows.get(id) ?? [])]));
        const plan = { ...session, substitutes: substitutesFor(session, candidates, known, zone), rooms: roomsFor(session, rooms, zone) };
        return { ...plan, suggestion: suggested(plan, out) };
      }),
    };
  }

  private async nameOf(clinicId: string, out: Out): Promise<string> {
    const found =
      'staffId' in out
        ? await this.database.maybe<{ name: string }>(`select trim(given_name || ' ' || family_name) as name from team.v_staff where clinic_id = $1 and id = $2`, [clinicId, out.staffId])
        : await this.database.maybe<{ name: string }>('select name from clinics.v_room where clinic_id = $1 and id = $2', [clinicId, out.roomId]);
    if (!found) throw notFound('staffId' in out ? 'staff member' : 'room');
    return found.name;
  }

  private async noted(out: Out, range: { startsAt: Date; endsAt: Date }): Promise<boolean> {
    const [record, id] = 'staffId' in out ? ['team.v_time_off where staff_id', out.staffId] : ['clinics.v_room_outage where room_id', out.roomId];
    return (await this.database.maybe(`select from ${record} = $1 and tstzrange(starts_at, ends_at) && tstzrange($2, $3) limit 1`, [id, range.startsAt, range.endsAt])) !== undefined;
  }
}

function outOf({ staffId, roomId }: AbsenceInput): Out {
  if (staffId !== undefined && roomId !== undefined) throw wrongInput('/roomId', 'must be left out where a clinician is out');
  if (staffId !== undefined) return { staffId };
  if (roomId !== undefined) return { roomId };
  throw wrongInput('/staffId', 'must name who is out, or the room');
}

/** Somebody who may lead it; else whoever leads it too carries on; else it does not take place. */
function suggested(session: Omit<StrandedPlan, 'suggestion'>, out: Out): StrandedPlan['suggestion'] {
  if ('roomId' in out) {
    const [room] = session.rooms;
    return room ? { action: 'room', staffId: null, roomId: room.id } : { action: session.present ? 'keep' : 'cancel', staffId: null, roomId: null };
  }
  const [first] = session.substitutes;
  if (first) return { action: 'substitute', staffId: first.staffId, roomId: null };
  if (session.staffIds.length > 1) return { action: 'without', staffId: null, roomId: null };
  return { action: session.present ? 'keep' : 'cancel', staffId: null, roomId: null };
}

function unique(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}
