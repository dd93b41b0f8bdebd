import { Injectable } from '@nestjs/common';
import { AuditTrail, Clock, Database, clinicDayOf, forbidden, type ClinicDay } from '#platform';
import { ProgramsReader } from '#programs';
import { AddParticipants, BookSession } from '#scheduling';
import { AuthorizedDaysQuery } from './authorization/authorized-days.query.js';
import { beyondAuthorization, makeUpGone, makeUpRefused } from './hours.errors.js';
import { authorizationRefusal, makeUpRefusal, type AuthorizationRefusal, type MakeUpTime } from './make-ups.js';
import { MakeUpsQuery, type MendableWeek } from './make-ups.query.js';

/** The make-up somebody chose: a seat in a session, or an individual time. */
export type ChosenMakeUp =
  | { kind: 'seat'; sessionId: string }
  | { kind: 'slot'; serviceId: string; staffId: string; roomId: string | null; startsAt: Date };

/** What is said of a make-up that goes beyond what the payer granted, and whether whoever says it may book it. */
export interface Excess {
  reason: string | null;
  mayExceed: boolean;
}

/** A make-up that is booked, and what the week has planned with it. */
export interface BookedMakeUp {
  sessionId: string;
  startsAt: Date;
  endsAt: Date;
  minutes: number;
  plannedMinutes: number;
}

/** Books a make-up by the policy and the payer's authorization as they stand, through the schedule's own use cases, so that seats and times are held as always. */
@Injectable()
export class BookMakeUp {
  constructor(
    private readonly database: Database,
    private readonly makeUps: MakeUpsQuery,
    private readonly authorizations: AuthorizedDaysQuery,
    private readonly addParticipants: AddParticipants,
    private readonly bookSession: BookSession,
    private readonly programs: ProgramsReader,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 404; 409 `make-up-gone`, `make-up-refused`, `beyond-authorization`, `session-full`, `already-booked`, `time-taken`; 403; 422 `needs-reason`. */
  async run(clinicId: string, episodeId: string, weekStart: ClinicDay, chosen: ChosenMakeUp, excess: Excess = { reason: null, mayExceed: false }): Promise<BookedMakeUp> {
    return this.database.transaction(async () => {
      // Two who mend the same week wait for each other, so that together they stay within the policy.
      await this.database.rows(`select pg_advisory_xact_lock(hashtextextended('hours.make-up ' || $1, 0))`, [episodeId]);
      const week = await this.makeUps.week(clinicId, episodeId, weekStart);
      const time = chosen.kind === 'seat' ? await this.seat(clinicId, episodeId, weekStart, chosen.sessionId) : await this.slot(clinicId, week, chosen);
      const refusal = makeUpRefusal(time, week);
      if (refusal) throw makeUpRefused(refusal);
      const beyond = authorizationRefusal(time, await this.authorizations.held(clinicId, episodeId, weekStart));
      if (beyond) check(beyond, excess);
      const sessionId = chosen.kind === 'seat' ? await this.take(clinicId, week, chosen.sessionId) : await this.book(clinicId, week, chosen, time);
      this.audit.record({ clinicId, action: 'hours.make-up-booked', subjectType: 'episode', subjectId: episodeId, clientId: week.clientId, changes: { week: weekStart, sessionId, minutes: time.minutes } });
      if (beyond) this.audit.record({ clinicId, action: 'hours.authorization-exceeded', subjectType: 'episode', subjectId: episodeId, clientId: week.clientId, changes: { week: weekStart, sessionId, beyond }, reason: excess.reason });
      const { planned } = await this.makeUps.week(clinicId, episodeId, weekStart);
      return { sessionId, startsAt: time.startsAt, endsAt: time.endsAt, minutes: time.minutes, plannedMinutes: planned };
    });
  }

  private async seat(clinicId: string, episodeId: string, weekStart: ClinicDay, sessionId: string): Promise<MakeUpTime> {
    const seat = await this.makeUps.seat(clinicId, episodeId, weekStart, sessionId);
    if (!seat) throw makeUpGone();
    return seat;
  }

  private async slot(clinicId: string, week: MendableWeek, chosen: { serviceId: string; startsAt: Date }): Promise<MakeUpTime> {
    const service = await this.programs.service(clinicId, chosen.serviceId);
    const day = clinicDayOf(chosen.startsAt, week.zone);
    const minutes = service.countsTowardHours && service.kind === 'individual' ? service.defaultMinutes : 0;
    const inWeek = day >= week.weekStart && day < week.weekEnd && day >= week.from && (week.to === null || day <= week.to);
    if (minutes === 0 || !inWeek || chosen.startsAt < this.clock.now()) throw makeUpGone();
    return { day, startsAt: chosen.startsAt, endsAt: new Date(chosen.startsAt.getTime() + minutes * 60_000), minutes };
  }

  private async take(clinicId: string, week: MendableWeek, sessionId: string): Promise<string> {
    await this.addParticipants.run(clinicId, sessionId, { clientIds: [week.clientId], isMakeUp: true });
    return sessionId;
  }

  private async book(clinicId: string, week: MendableWeek, chosen: { serviceId: string; staffId: string; roomId: string | null }, time: MakeUpTime): Promise<string> {
    const { serviceId, staffId, roomId } = chosen;
    const booked = await this.bookSession.run(clinicId, { serviceId, programId: week.programId, roomId, staffIds: [staffId], clientIds: [week.clientId], startsAt: time.startsAt, endsAt: time.endsAt, isMakeUp: true });
    return booked.id;
  }
}

/** @throws DomainError 409 without a reason, 403 for whoever may not. */
function check(beyond: AuthorizationRefusal, { reason, mayExceed }: Excess): void {
  if (reason === null) throw beyondAuthorization(beyond);
  if (!mayExceed) throw forbidden('authorizations.exceed');
}
