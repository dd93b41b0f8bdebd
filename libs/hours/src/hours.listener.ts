import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ATTENDANCE_RECORDED, type AttendanceRecorded } from '#attendance';
import { CALENDAR_CHANGED, TIME_ZONE_CHANGED, type CalendarChanged, type TimeZoneChanged } from '#clinics';
import { EPISODES_CHANGED, type EpisodesChanged } from '#episodes';
import { Database, DomainEvents, clinicDay, type ClinicDay } from '#platform';
import { POLICY_CHANGED, type PolicyChanged } from '#programs';
import { SESSIONS_CHANGED, type SessionsChanged } from '#scheduling';
import { EpisodeWeeks } from './episode-weeks.service.js';
import { ProgramWeeks } from './program-weeks.service.js';
import { RecomputeWeeks, type Touched } from './recompute-weeks.service.js';
import { RecountMinutes, type PlaceOfEpisode } from './recount-minutes.service.js';

/** Before any week there is. */
const EVER = clinicDay('1800-01-01');

/** Keeps every client week equal to a recomputation: whatever a week follows from, its news is handled in its transaction. */
@Injectable()
export class HoursListener implements OnModuleInit {
  constructor(
    private readonly events: DomainEvents,
    private readonly database: Database,
    private readonly recompute: RecomputeWeeks,
    private readonly recount: RecountMinutes,
    private readonly programWeeks: ProgramWeeks,
    private readonly episodes: EpisodeWeeks,
  ) {}

  onModuleInit(): void {
    this.events.on<AttendanceRecorded>(ATTENDANCE_RECORDED, async ({ clinicId, payload: { cause, participations, episodesHeld } }) => {
      const counting = participations.filter((one): one is PlaceOfEpisode => one.episodeId !== null);
      const [first] = counting;
      if (!first) return;
      const roster = cause === 'marks' && counting.every((one) => one.sessionId === first.sessionId);
      if (roster && (await this.recount.run(clinicId, counting))) return;
      await this.recompute.run({
        clinicId,
        touched: touchedBy(participations),
        participationIds: participations.map((one) => one.participationId),
        markIds: participations.map((one) => one.markId),
        episodesHeld,
      });
    });
    this.events.on<SessionsChanged>(SESSIONS_CHANGED, async ({ clinicId, payload: { participations, fresh } }) => {
      const touched = touchedBy(participations);
      // A new place is worth nothing yet: no ledger entry follows from it, and without an episode no week either.
      if (fresh && touched.length === 0) return;
      await this.recompute.run({ clinicId, touched, participationIds: fresh ? [] : [...new Set(participations.map((one) => one.participationId))] });
    });
    this.events.on<EpisodesChanged>(EPISODES_CHANGED, ({ clinicId, payload }) => this.episodes.ofEpisodes(clinicId, payload.episodeIds));
    this.events.on<PolicyChanged>(POLICY_CHANGED, ({ clinicId, payload }) => this.calendarOf(clinicId, [payload.programId], payload.from, null));
    this.events.on<CalendarChanged>(CALENDAR_CHANGED, async ({ clinicId, payload }) => this.calendarOf(clinicId, await this.programs(clinicId), payload.from, payload.to));
    this.events.on<TimeZoneChanged>(TIME_ZONE_CHANGED, async ({ clinicId }) => this.calendarOf(clinicId, await this.programs(clinicId), EVER, null));
  }

  private async programs(clinicId: string): Promise<string[]> {
    return (await this.database.rows<{ id: string }>('select id from programs.v_program where clinic_id = $1 order by id', [clinicId])).map((one) => one.id);
  }

  private async calendarOf(clinicId: string, programIds: readonly string[], from: ClinicDay, to: ClinicDay | null): Promise<void> {
    for (const programId of programIds) {
      const days = await this.programWeeks.rebuild(programId, from, to);
      if (days) await this.episodes.ofProgram(clinicId, programId, days.from, days.to);
    }
  }
}

/** Days of episodes, each once; places of no episode have no hours. */
function touchedBy(participations: readonly { episodeId: string | null; day: ClinicDay }[]): Touched[] {
  const touched = new Map<string, Touched>();
  for (const { episodeId, day } of participations) {
    if (episodeId !== null) touched.set(`${episodeId} ${day}`, { episodeId, from: day, to: day });
  }
  return [...touched.values()];
}
