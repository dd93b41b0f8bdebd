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
}

interface LockedEpisode {
  program_id: string;
  from_day: ClinicDay;
  to_day: ClinicDay;
  covered: boolean;
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
    await this.database.transaction(async () => {
      const { touched, participationIds = [], markIds = [] } = change;
      for (let from = 0; from < Math.max(touched.length, 1); from += AT_A_TIME) {
        const some = touched.slice(from, from + AT_A_TIME);
        if (some.length > 0) await this.lock(change.clinicId, some);
        const first = from === 0;
        await this.compute(change.clinicId, some, first ? participationIds : [], first ? markIds : []);
      }
    });
  }

  private async lock(clinicId: string, touched: readonly Touched[]): Promise<void> {
    const episodes = await this.database.rows<LockedEpisode>(LOCK_EPISODES, [...columns(touched), clinicId]);
    const missing = new Map<string, { from: ClinicDay; to: ClinicDay }>();
    for (const { program_id: programId, from_day: from, to_day: to, covered } of episodes) {
      if (covered) continue;
      const wanted = missing.get(programId);
      missing.set(programId, wanted ? { from: wanted.from < from ? wanted.from : from, to: wanted.to > to ? wanted.to : to } : { from, to });
    }
    for (const [programId, { from, to }] of missing) await this.programWeeks.ensure(programId, from, to);
  }

  private async compute(clinicId: string, touched: readonly Touched[], participationIds: readonly string[], markIds: readonly string[]): Promise<void> {
    const actor = currentActor();
    await this.database.rows(RECOMPUTE, [
      ...columns(touched),
      participationIds,
      participationIds.flatMap(() => [newId(), newId()]),
      markIds,
      clinicId,
      CREDIT_RULE,
      actor.userId,
      actor.displayName,
      this.clock.now(),
    ]);
  }
}

function columns(touched: readonly Touched[]): [string[], ClinicDay[], ClinicDay[]] {
  return [touched.map((one) => one.episodeId), touched.map((one) => one.from), touched.map((one) => one.to)];
}
