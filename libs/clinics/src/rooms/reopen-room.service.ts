import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, notFound } from '#platform';
import { RoomOutageEntity } from './room-outage.entity.js';

/** Takes back that a room is closed for a time. */
@Injectable()
export class ReopenRoom {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 404. */
  async run(clinicId: string, roomId: string, outageId: string): Promise<void> {
    await this.database.transaction(async () => {
      const outage = await this.database.manager.findOne(RoomOutageEntity, { where: { id: outageId, roomId, clinicId }, lock: { mode: 'pessimistic_write' } });
      if (!outage) throw notFound('closed time');
      await this.database.manager.delete(RoomOutageEntity, { id: outageId });
      this.audit.record({ clinicId, action: 'clinics.room-reopened', subjectType: 'room', subjectId: roomId, changes: { outageId, startsAt: [outage.startsAt, null], endsAt: [outage.endsAt, null] } });
    });
  }
}
