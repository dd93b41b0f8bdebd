import { Inject, Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { IDENTITY_PARAMETERS, type Access, type IdentityParameters } from '#identity';
import { AuditTrail, Clock, Database, addDays, newId, notFound } from '#platform';
import type { EpisodesAction } from '../episodes.audit.js';
import { OpenTasks } from '../tasks/open-tasks.service.js';
import { ChartDoor, type Reader } from './chart-door.js';
import { REVIEW_RULE } from './emergency-access.js';
import { chartIsOpen } from './emergency.errors.js';

/** Opens a chart to somebody outside its care team who says why, for some hours; somebody has to review it. */
@Injectable()
export class OpenInEmergency {
  constructor(
    private readonly database: Database,
    private readonly door: ChartDoor,
    private readonly clinics: ClinicsReader,
    private readonly tasks: OpenTasks,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    @Inject(IDENTITY_PARAMETERS) private readonly parameters: IdentityParameters,
  ) {}

  /** @throws DomainError 404; 409 `chart-is-open`. */
  async run(clinicId: string, clientId: string, reason: string, person: Reader & Pick<Access, 'displayName'>): Promise<{ id: string; endsAt: Date }> {
    return this.database.transaction(async () => {
      const [client] = await this.database.rows('select id from clients.v_client where id = $1 and clinic_id = $2', [clientId, clinicId]);
      if (!client) throw notFound('client');
      if (await this.door.isOpen(clinicId, clientId, person)) throw chartIsOpen();
      const [id, now] = [newId(), this.clock.now()];
      const endsAt = new Date(now.getTime() + this.parameters.emergencyHours * 3_600_000);
      await this.database.rows(
        `insert into episodes.emergency_access (id, clinic_id, client_id, user_id, user_name, reason, opened_at, ends_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, clinicId, clientId, person.userId, person.displayName, reason, now, endsAt],
      );
      const action: EpisodesAction = 'episodes.opened-in-emergency';
      this.audit.record({ clinicId, action, subjectType: 'emergency_access', subjectId: id, clientId, changes: { endsAt: endsAt.toISOString() }, reason });
      const dueOn = addDays(await this.clinics.today(clinicId), this.parameters.emergencyReviewDays);
      await this.tasks.run(clinicId, [{ source: 'rule', rule: REVIEW_RULE, occurrence: id, title: 'Review a chart opened in an emergency', clientId, ownerStaffId: null, dueOn }]);
      return { id, endsAt };
    });
  }
}
