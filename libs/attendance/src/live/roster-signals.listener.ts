import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DomainEvents, Signals } from '#platform';
import { SESSIONS_CHANGED, type SessionsChanged } from '#scheduling';
import { ATTENDANCE_RECORDED, type AttendanceRecorded } from '../attendance.events.js';
import { ROSTER_SIGNAL } from './roster-watchers.js';

/** Sends word to every process of each roster that changed, after the commit. */
@Injectable()
export class RosterSignals implements OnModuleInit {
  constructor(
    private readonly events: DomainEvents,
    private readonly signals: Signals,
  ) {}

  onModuleInit(): void {
    this.events.on<AttendanceRecorded>(ATTENDANCE_RECORDED, async ({ payload }) => this.say(payload.participations.map((one) => one.sessionId)));
    this.events.on<SessionsChanged>(SESSIONS_CHANGED, async ({ payload }) => this.say(payload.sessionIds));
  }

  private say(sessionIds: readonly string[]): void {
    for (const sessionId of new Set(sessionIds)) this.signals.sendSoon(ROSTER_SIGNAL, sessionId);
  }
}
