import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DomainEvents } from '#platform';
import { SESSIONS_CHANGED, type SessionsChanged } from '#scheduling';
import { RecountSessions } from './recount-sessions.service.js';

/** Keeps credited minutes true to the sessions they were earned in. */
@Injectable()
export class AttendanceListener implements OnModuleInit {
  constructor(
    private readonly events: DomainEvents,
    private readonly recount: RecountSessions,
  ) {}

  onModuleInit(): void {
    this.events.on<SessionsChanged>(SESSIONS_CHANGED, ({ clinicId, payload }) => this.recount.run(clinicId, payload.sessionIds));
  }
}
