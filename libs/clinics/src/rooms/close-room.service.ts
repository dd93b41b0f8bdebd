import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, clinicSpan, newId, notFound, type ClinicSpan } from '#platform';
import { ClinicsReader } from '../clinics.reader.js';
import { RoomOutageEntity } from './room-outage.entity.js';
import { RoomEntity } from './room.entity.js';

/** Closes a room for a time. Sessions already planned in it stay until somebody moves them. */
@Injectable()
export class CloseRoom {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly clinics: ClinicsReader,
  ) {}

  /** @returns the id of the outage. @throws DomainError 400, 404, 409 `room-outage-overlaps`. */
  async run(clinicId: string, roomId: string, input: ClinicSpan & { reason: string }): Promise<string> {
    const { timeZone } = await this.clinics.clinic(clinicId);
    const range = clinicSpan(input, timeZone);
    return this.database.transaction(async () => {
      const room = await this.database.manager.findOneBy(RoomEntity, { id: roomId, clinicId });
      if (!room) throw notFound('room');
      const id = newId();
      await this.database.manager.insert(RoomOutageEntity, { id, clinicId, roomId, ...range, reason: input.reason });
      this.audit.record({ clinicId, action: 'clinics.room-closed', subjectType: 'room', subjectId: roomId, changes: { outageId: id, ...range }, reason: input.reason });
      return id;
    });
  }
}
