import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, changesBetween, notFound, staleEdit } from '#platform';
import type { EditRoomDto } from './rooms.dto.js';
import { RoomEntity } from './room.entity.js';

/** Changes a room. Taking it out of use leaves the sessions already in it where they are. */
@Injectable()
export class EditRoom {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 404, 409 `stale-edit`, 409 when two sessions would meet in a room no longer shareable. */
  async run(clinicId: string, roomId: string, input: EditRoomDto): Promise<void> {
    await this.database.transaction(async () => {
      const room = await this.database.manager.findOne(RoomEntity, { where: { id: roomId, clinicId }, lock: { mode: 'pessimistic_write' } });
      if (!room) throw notFound('room');
      if (room.version !== input.version) throw staleEdit('room', room.version);
      const { version, ...fields } = input;
      const changes = changesBetween(room, fields);
      if (Object.keys(changes).length === 0) return;
      await this.database.manager.update(RoomEntity, { id: roomId }, { ...fields, version: version + 1 });
      const switched = changes['active'] ? (input.active ? 'clinics.room-activated' : 'clinics.room-deactivated') : 'clinics.room-edited';
      this.audit.record({ clinicId, action: switched, subjectType: 'room', subjectId: roomId, changes });
    });
  }
}
