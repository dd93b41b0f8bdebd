import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, DomainError, notFound } from '#platform';
import { RoomEntity } from './room.entity.js';

/** Removes a room that never held anything. One that did is taken out of use instead. */
@Injectable()
export class RemoveRoom {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 404, 409 `room-in-use` when a session or a group names the room. */
  async run(clinicId: string, roomId: string): Promise<void> {
    try {
      await this.database.transaction(async () => {
        const room = await this.database.manager.findOneBy(RoomEntity, { id: roomId, clinicId });
        if (!room) throw notFound('room');
        await this.database.manager.delete(RoomEntity, { id: roomId });
        this.audit.record({ clinicId, action: 'clinics.room-removed', subjectType: 'room', subjectId: roomId, changes: { name: [room.name, null] } });
      });
    } catch (thrown) {
      if (thrown instanceof DomainError && thrown.status === 409) {
        throw new DomainError({ code: 'room-in-use', status: 409, title: 'Sessions or groups use this room. Take it out of use instead: what is booked stays, nothing new is.' });
      }
      throw thrown;
    }
  }
}
