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
    // Nothing was recorded yet of what is new.
    this.events.on<SessionsChanged>(SESSIONS_CHANGED, async ({ clinicId, payload }) => {
      if (!payload.fresh) await this.recount.run(clinicId, payload.sessionIds);
    });
  }
}
