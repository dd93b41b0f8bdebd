import { Injectable } from '@nestjs/common';
import { Database } from '#platform';
import { AddParticipants } from '#scheduling';
import type { StandingPlace } from './plan-mark.js';
import { RecordAttendance } from './record-attendance.service.js';

/** Who came without being booked. */
export interface WalkIn {
  clientId: string;
  /** When they came; absent: they are there as if from the start. */
  arrivedAt?: Date | null;
  makeUp?: boolean;
}

/** Takes a client who is not booked into a session with a free seat and checks them in, both or neither. */
@Injectable()
export class AdmitWalkIn {
  constructor(
    private readonly database: Database,
    private readonly participants: AddParticipants,
    private readonly attendance: RecordAttendance,
  ) {}

  /** @throws DomainError 409 `session-full`, `already-booked`, `time-taken`; 422 before check-in opens; 404. */
  async run(clinicId: string, sessionId: string, input: WalkIn): Promise<StandingPlace> {
    return this.database.transaction(async () => {
      const [added] = await this.participants.run(clinicId, sessionId, { clientIds: [input.clientId], walkIn: true, isMakeUp: input.makeUp ?? false });
      const participationId = added?.id ?? '';
      const { starts_at: startsAt } = await this.database.one<{ starts_at: Date }>('select starts_at from scheduling.v_session where id = $1', [sessionId]);
      const arrivedAt = input.arrivedAt ?? null;
      const late = arrivedAt !== null && arrivedAt > startsAt;
      const [place] = await this.attendance.run(clinicId, sessionId, { marks: [{ participationId, status: late ? 'late' : 'attended', arrivedAt }], mayCorrect: false });
      return place as StandingPlace;
    });
  }
}
