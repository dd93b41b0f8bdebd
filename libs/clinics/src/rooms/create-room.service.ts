import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, newId } from '#platform';
import { RoomEntity } from './room.entity.js';
import type { CreateRoomDto } from './rooms.dto.js';

/** Adds a room to a clinic. */
@Injectable()
export class CreateRoom {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /** @returns the room's id. @throws DomainError 409 `room-name-taken`. */
  async run(clinicId: string, input: CreateRoomDto): Promise<string> {
    return this.database.transaction(async () => {
      const room = { id: newId(), clinicId, name: input.name, capacity: input.capacity, shareable: input.shareable ?? false };
      await this.database.manager.insert(RoomEntity, room);
      this.audit.record({ clinicId, action: 'clinics.room-created', subjectType: 'room', subjectId: room.id, changes: { name: room.name, capacity: room.capacity, shareable: room.shareable } });
      return room.id;
    });
  }
}
