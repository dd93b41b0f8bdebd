import { Injectable } from '@nestjs/common';
import { CREDIT_RULE } from '#attendance';
import { Clock, Database, currentActor, newId, type ClinicDay } from '#platform';
import { ProgramWeeks } from './program-weeks.service.js';
import { LOCK_EPISODES, RECOMPUTE } from './recompute-weeks.sql.js';

/** Days of an episode whose weeks may be other than they were. */
export interface Touched {
  episodeId: string;
  from: ClinicDay;
  to: ClinicDay;
}

/** What may have changed: days of episodes, and places whose credited minutes the ledger must follow. */
export interface Recompute {
  clinicId: string;
  touched: readonly Touched[];
  participationIds?: readonly string[];
  /** The marks that moved the minutes, each a reason for its place's ledger entries. */
  markIds?: readonly string[];
  /** The transaction holds the rows of these episodes already, by an earlier statement. */
  episodesHeld?: boolean;
}

interface MissingWeeks {
  program_id: string;
  from_day: ClinicDay;
  to_day: ClinicDay;
}

/** Spans computed at a time. */
const AT_A_TIME = 2000;

/**
 * Computes client weeks anew from participations, prescriptions, calendar and policy, and carries the minute ledger to
 * what the places are worth now: the whole of it each time, never a difference. Doing it twice changes nothing.
 *
 * Whoever recomputes an episode holds its row first, in a statement of its own: the statement after it then sees
 * everything that others committed meanwhile, so that two check-ins of one client at once cannot lose one another.
 */
@Injectable()
export class RecomputeWeeks {
  constructor(
    private readonly database: Database,
    private readonly programWeeks: ProgramWeeks,
    private readonly clock: Clock,
  ) {}

  async run(change: Recompute): Promise<void> {
    const { touched, participationIds = [], markIds = [] } = change;
    if (touched.length === 0 && participationIds.length === 0) return;
    await this.database.transaction(async () => {
      for (let from = 0; from === 0 || from < touched.length; from += AT_A_TIME) {
        const some = touched.slice(from, from + AT_A_TIME);
        if (!change.episodesHeld && some.length > 0) await this.database.rows(LOCK_EPISODES, [[...new Set(some.map((one) => one.episodeId))], change.clinicId]);
        const first = from === 0;
        await this.compute(change.clinicId, some, first ? participationIds : [], first ? markIds : []);
      }
    });
  }

  /** Where program weeks turn out to be missing, makes them and computes again. A program without a policy has none. */
  private async compute(clinicId: string, touched: readonly Touched[], participationIds: readonly string[], markIds: readonly string[]): Promise<void> {
    const actor = currentActor();
    const params = [
      touched.map((one) => one.episodeId),
      touched.map((one) => one.from),
      touched.map((one) => one.to),
      participationIds,
      participationIds.flatMap(() => [newId(), newId()]),
      markIds,
      clinicId,
      CREDIT_RULE,
      actor.userId,
      actor.displayName,
      this.clock.now(),
    ];
    const missing = await this.database.rows<MissingWeeks>(RECOMPUTE, [...params, false]);
    if (missing.length === 0) return;
    for (const { program_id: programId, from_day: from, to_day: to } of missing) await this.programWeeks.ensure(programId, from, to);
    await this.database.rows(RECOMPUTE, [...params, true]);
  }
}
