import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, DomainEvents, invalidInput, newId, notFound, type ClinicDay, type FieldProblem } from '#platform';
import { EpisodeEntity } from '../episode.entity.js';
import { clientNotAdmittable, noPhases, noPolicy, outsidePolicy, programInactive } from '../episodes.errors.js';
import { EPISODES_CHANGED, type EpisodesChanged } from '../episodes.events.js';
import { PlaceOffers } from '../intake/place-offers.service.js';
import { ProgramPlaces } from '../intake/program-places.service.js';
import { PrescribedHoursEntity } from '../prescription/prescribed-hours.entity.js';
import { outsideOfPolicy, prescriptionsFromPhases, weeksOfPhases, type Prescription } from '../prescription/prescriptions.js';
import { ProgramRulesQuery, type PolicyLimits, type ProgramRules } from '../program-rules.query.js';
import { CareTeamMemberEntity, type CareTeamRole } from '../team/care-team-member.entity.js';
import { StaffAtWork } from '../team/staff-at-work.js';

export interface AdmitPrescription {
  effectiveFrom: ClinicDay;
  minutesPerWeek: number;
  daysPerWeek?: number | null;
  phaseName?: string | null;
  /** Required when the hours lie outside the program's policy. */
  reason?: string | null;
}

export interface AdmitClientInput {
  clientId: string;
  programId: string;
  admittedOn: ClinicDay;
  /** Left out: the program's phases say it. */
  prescriptions?: AdmitPrescription[];
  /** Who ordered the hours and signs for them; the primary of the care team unless said. */
  orderedByStaffId?: string | null;
  /** Program weeks the stay is planned for; the length of the program's phases unless said. */
  plannedWeeks?: number | null;
  /** Exactly one of them is primary. */
  careTeam: { staffId: string; role: CareTeamRole; isPrimary?: boolean }[];
  /** Takes the place offered to this entry of the waitlist. A place kept for the client is taken without it too, while it is. */
  intakeEntryId?: string | null;
  externalSource?: string | null;
  externalId?: string | null;
}

/** Admits a client to a program: the episode, its prescribed hours and its care team, all or none. */
@Injectable()
export class AdmitClient {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly events: DomainEvents,
    private readonly programs: ProgramRulesQuery,
    private readonly staff: StaffAtWork,
    private readonly places: ProgramPlaces,
    private readonly offers: PlaceOffers,
  ) {}

  /** @throws DomainError 409 `already-in-program`, `program-full`, `place-free-later`, `offer-settled`, 422 `outside-policy` without a reason, 422 `may-not-sign`, 404 for what is not in this clinic. */
  async run(clinicId: string, input: AdmitClientInput): Promise<{ id: string }> {
    const { clientId, programId, admittedOn, careTeam } = input;
    const primaries = careTeam.filter(({ isPrimary }) => isPrimary);
    if (primaries.length !== 1) throw invalidInput([{ pointer: '/careTeam', detail: 'must name exactly one primary' }]);
    return this.database.transaction(async () => {
      await this.clientToAdmit(clinicId, clientId, admittedOn);
      const program = await this.places.lock(clinicId, programId);
      const rules = await this.programs.run(clinicId, programId, admittedOn);
      if (!rules.active) throw programInactive();
      if (!rules.policy) throw noPolicy();
      await this.staff.check(clinicId, careTeam.map(({ staffId }, i) => ({ staffId, pointer: `/careTeam/${i}/staffId` })));
      const orderedByStaffId = input.orderedByStaffId ?? (primaries[0] as { staffId: string }).staffId;
      await this.staff.mayOrder(clinicId, orderedByStaffId, admittedOn);
      const prescriptions = prescriptionsOf(input, rules, rules.policy);

      const id = newId();
      await this.offers.takePlace(program, { clientId, episodeId: id, from: admittedOn, entryId: input.intakeEntryId ?? null });
      const plannedWeeks = input.plannedWeeks === undefined ? weeksOfPhases(rules.phases) : input.plannedWeeks;
      await this.database.manager.insert(EpisodeEntity, {
        id, clinicId, clientId, programId, admittedOn, plannedWeeks, externalSource: input.externalSource ?? null, externalId: input.externalId ?? null,
      });
      await this.database.manager.insert(PrescribedHoursEntity, prescriptions.map((prescription) => ({ id: newId(), clinicId, episodeId: id, orderedByStaffId, ...prescription })));
      await this.database.manager.insert(
        CareTeamMemberEntity,
        careTeam.map(({ staffId, role, isPrimary }) => ({ id: newId(), clinicId, episodeId: id, staffId, role, isPrimary: isPrimary ?? false, fromDay: admittedOn })),
      );
      this.audit.record({
        clinicId,
        action: 'episodes.client-admitted',
        subjectType: 'episode',
        subjectId: id,
        clientId,
        changes: { programId, admittedOn, plannedWeeks, prescriptions: prescriptions.map(({ effectiveFrom, minutesPerWeek, daysPerWeek }) => ({ effectiveFrom, minutesPerWeek, daysPerWeek })), careTeam },
        reason: prescriptions.find(({ reason }) => reason)?.reason ?? null,
      });
      await this.events.publish<EpisodesChanged>({ name: EPISODES_CHANGED, clinicId, payload: { episodeIds: [id] } });
      return { id };
    });
  }

  /** The chart is locked against being archived meanwhile. */
  private async clientToAdmit(clinicId: string, clientId: string, day: ClinicDay): Promise<void> {
    const client = await this.database.maybe<{ status: string; deceasedOn: ClinicDay | null }>(
      'select status, deceased_on as "deceasedOn" from clients.v_client where id = $1 and clinic_id = $2 for share',
      [clientId, clinicId],
    );
    if (!client) throw notFound('client');
    if (client.status === 'archived') throw clientNotAdmittable('archived');
    if (client.deceasedOn !== null && client.deceasedOn < day) throw clientNotAdmittable('deceased');
  }
}

type JudgedPrescription = Prescription & { reason: string | null };

function prescriptionsOf(input: AdmitClientInput, rules: ProgramRules, policy: PolicyLimits): JudgedPrescription[] {
  const given: JudgedPrescription[] | undefined = input.prescriptions?.map((prescription) => ({
    effectiveFrom: prescription.effectiveFrom,
    minutesPerWeek: prescription.minutesPerWeek,
    daysPerWeek: prescription.daysPerWeek ?? null,
    phaseName: prescription.phaseName ?? null,
    reason: prescription.reason ?? null,
  }));
  const prescriptions = given ?? prescriptionsFromPhases(rules.phases, input.admittedOn, policy.weekStartsOn).map((prescription) => ({ ...prescription, reason: null }));
  if (prescriptions.length === 0) throw noPhases();
  const wrongDays = daysOutOfOrder(prescriptions, input.admittedOn);
  if (wrongDays.length > 0) throw invalidInput(wrongDays);
  const outside = prescriptions.flatMap((prescription, i) => (prescription.reason ? [] : outsideOfPolicy(prescription, policy, `/prescriptions/${i}`)));
  if (outside.length > 0) throw outsidePolicy(outside, { ...policy });
  return prescriptions;
}

function daysOutOfOrder(prescriptions: readonly Prescription[], admittedOn: ClinicDay): FieldProblem[] {
  return prescriptions.flatMap(({ effectiveFrom }, i) => {
    const pointer = `/prescriptions/${i}/effectiveFrom`;
    if (i === 0) return effectiveFrom === admittedOn ? [] : [{ pointer, detail: 'must be the day of admission' }];
    return effectiveFrom > (prescriptions[i - 1] as Prescription).effectiveFrom ? [] : [{ pointer, detail: 'must be later than the one before' }];
  });
}
