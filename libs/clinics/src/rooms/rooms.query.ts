import { Injectable } from '@nestjs/common';
import { Database, DEFAULT_LIMIT, decodeCursor, isId, notFound, pageOf, type Page } from '#platform';
import type { RoomDto, RoomListQuery } from './rooms.dto.js';

const ROOM = 'id, name, capacity, shareable, active, version';

/** Rooms of a clinic by name. */
@Injectable()
export class RoomsQuery {
  constructor(private readonly database: Database) {}

  async run(clinicId: string, query: RoomListQuery): Promise<Page<RoomDto>> {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const after = decodeCursor<[string, string]>(query.cursor, [(name) => typeof name === 'string', isId]);
    const rows = await this.database.rows<RoomDto & { sortName: string }>(
      `select ${ROOM}, platform.plain(name) as "sortName" from clinics.room
       where clinic_id = $1 and ($2::boolean is null or active = $2)
         and ($3::text is null or platform.plain(name) like '%' || platform.plain($3) || '%')
         and ($4::text is null or (platform.plain(name), id) > ($4, $5::uuid))
       order by platform.plain(name), id limit $6`,
      [clinicId, query.active ?? null, query.search?.replace(/[\\%_]/g, '\\$&') ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.sortName, row.id], ({ sortName: _, ...room }) => room);
  }

  /** @throws DomainError 404. */
  async one(clinicId: string, roomId: string): Promise<RoomDto> {
    const room = await this.database.maybe<RoomDto>(`select ${ROOM} from clinics.room where clinic_id = $1 and id = $2`, [clinicId, roomId]);
    if (!room) throw notFound('room');
    return room;
  }
}
