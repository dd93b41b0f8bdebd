import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DomainEvents } from '#platform';
import { ABSENCE_APPROVED, SESSIONS_CHANGED, type AbsenceApproved, type SessionsChanged } from '#scheduling';
import { FollowChanges } from './follow-changes.service.js';
import { MakeMessages, type SessionNews } from './make-messages.service.js';

/** Messages are made in the transaction of what they tell of: none is lost, and none tells of what did not happen. */
@Injectable()
export class RemindersListener implements OnModuleInit {
  constructor(
    private readonly events: DomainEvents,
    private readonly make: MakeMessages,
    private readonly follow: FollowChanges,
  ) {}

  onModuleInit(): void {
    this.events.on<AbsenceApproved>(ABSENCE_APPROVED, async ({ clinicId, payload }) => void (await this.make.run(clinicId, newsOf(payload))));
    // Nobody was told anything yet of what is new.
    this.events.on<SessionsChanged>(SESSIONS_CHANGED, async ({ clinicId, payload }) => {
      if (!payload.fresh) await this.follow.run(clinicId, payload.sessionIds);
    });
  }
}

function newsOf({ staffId, substituted, carriedOn, moved, cancelled }: AbsenceApproved): SessionNews[] {
  const out = staffId === undefined ? {} : { outStaffId: staffId };
  return [
    ...substituted.map(({ sessionId, staffId: substituteId }) => ({ sessionId, rule: 'led_by_another' as const, substituteId, ...out })),
    ...carriedOn.map((sessionId) => ({ sessionId, rule: 'led_by_another' as const, ...out })),
    ...moved.map((sessionId) => ({ sessionId, rule: 'another_room' as const, ...out })),
    ...cancelled.map((sessionId) => ({ sessionId, rule: 'cancelled' as const, ...out })),
  ];
}
