import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { AuditTrail, Database, DomainEvents, invalidInput, newId, type ClinicDay } from '#platform';
import { EpisodeInHand } from '../episode-in-hand.js';
import type { EpisodeEntity } from '../episode.entity.js';
import { noPolicy, outsidePolicy, reasonForThePast } from '../episodes.errors.js';
import { EPISODES_CHANGED, type EpisodesChanged } from '../episodes.events.js';
import { ProgramRulesQuery } from '../program-rules.query.js';
import { StaffAtWork } from '../team/staff-at-work.js';
import { PrescribedHoursEntity } from './prescribed-hours.entity.js';
import { outsideOfPolicy } from './prescriptions.js';

export interface ChangePrescriptionInput {
  version: number;
  /** The first day the new hours hold. */
  effectiveFrom: ClinicDay;
  minutesPerWeek: number;
  daysPerWeek?: number | null;
  phaseName?: string | null;
  orderedByStaffId: string;
  /** Required when the hours lie outside the policy, or the day has passed. */
  reason?: string | null;
  /** What becomes of steps that begin later: they still come (`keep`, unless said), or these hours hold until further notice (`remove`). */
  laterSteps?: 'keep' | 'remove';
}

/** Changes what a stay asks per week, from a day on: at a review, or because life does. */
@Injectable()
export class ChangePrescription {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly events: DomainEvents,
    private readonly inHand: EpisodeInHand,
    private readonly programs: ProgramRulesQuery,
    private readonly staff: StaffAtWork,
    private readonly clinics: ClinicsReader,
  ) {}

  /** @throws DomainError 422 `outside-policy` or `reason-needed` without a reason, 422 `may-not-sign`, 409 `stale-edit`. */
  async run(clinicId: string, episodeId: string, input: ChangePrescriptionInput): Promise<void> {
    const today = await this.clinics.today(clinicId);
    await this.database.transaction(async () => {
      const episode = await this.inHand.take(clinicId, episodeId, input.version);
      checkDay(episode, input.effectiveFrom);
      const reason = input.reason ?? null;
      if (input.effectiveFrom < today && reason === null) throw reasonForThePast();
      const { policy } = await this.programs.run(clinicId, episode.programId, input.effectiveFrom);
      if (!policy) throw noPolicy();
      const hours = { minutesPerWeek: input.minutesPerWeek, daysPerWeek: input.daysPerWeek ?? null };
      const outside = outsideOfPolicy(hours, policy);
      if (outside.length > 0 && reason === null) throw outsidePolicy(outside, { ...policy });
      await this.staff.mayOrder(clinicId, input.orderedByStaffId, input.effectiveFrom);

      const before = await this.database.manager.find(PrescribedHoursEntity, { where: { episodeId }, order: { effectiveFrom: 'ASC' } });
      const same = before.find(({ effectiveFrom }) => effectiveFrom === input.effectiveFrom);
      const later = input.laterSteps === 'remove' ? before.filter(({ effectiveFrom }) => effectiveFrom > input.effectiveFrom) : [];
      if (later.length > 0) await this.database.manager.delete(PrescribedHoursEntity, later.map(({ id }) => id));
      const order = { ...hours, phaseName: input.phaseName ?? null, orderedByStaffId: input.orderedByStaffId, reason };
      if (same) await this.database.manager.update(PrescribedHoursEntity, { id: same.id }, order);
      else await this.database.manager.insert(PrescribedHoursEntity, { id: newId(), clinicId, episodeId, effectiveFrom: input.effectiveFrom, ...order });

      const standing = before.filter(({ effectiveFrom }) => effectiveFrom <= input.effectiveFrom).at(-1);
      this.audit.record({
        clinicId,
        action: 'episodes.prescription-changed',
        subjectType: 'episode',
        subjectId: episodeId,
        clientId: episode.clientId,
        changes: {
          effectiveFrom: input.effectiveFrom,
          minutesPerWeek: [standing?.minutesPerWeek ?? null, hours.minutesPerWeek],
          daysPerWeek: [standing?.daysPerWeek ?? null, hours.daysPerWeek],
          orderedByStaffId: input.orderedByStaffId,
          ...(later.length > 0 ? { removedSteps: later.map(({ effectiveFrom, minutesPerWeek }) => ({ effectiveFrom, minutesPerWeek })) } : {}),
        },
        reason,
      });
      await this.events.publish<EpisodesChanged>({ name: EPISODES_CHANGED, clinicId, payload: { episodeIds: [episodeId] } });
    });
  }
}

function checkDay(episode: EpisodeEntity, day: ClinicDay): void {
  if (day < episode.admittedOn) throw invalidInput([{ pointer: '/effectiveFrom', detail: 'is before the day of admission' }]);
  if (episode.dischargedOn !== null && day > episode.dischargedOn) throw invalidInput([{ pointer: '/effectiveFrom', detail: 'is after the last day in the program' }]);
}
