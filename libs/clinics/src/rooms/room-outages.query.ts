import { Injectable } from '@nestjs/common';
import { DEFAULT_LIMIT, Database, clinicSpanInWords, dayStart, decodeCursor, isId, notFound, pageOf, type Page, type TimeZone } from '#platform';
import { ClinicsReader } from '../clinics.reader.js';
import type { RoomOutageDto, RoomOutageListQuery } from './room-outages.dto.js';

interface OutageRow {
  id: string;
  roomId: string;
  startsAt: Date;
  endsAt: Date;
  reason: string;
}

const OUTAGE = 'select id, room_id as "roomId", starts_at as "startsAt", ends_at as "endsAt", reason from clinics.room_outage where clinic_id = $1 and room_id = $2';

/** When a room is closed for a time, in the clinic's days and wall times. */
@Injectable()
export class RoomOutagesQuery {
  constructor(
    private readonly database: Database,
    private readonly clinics: ClinicsReader,
  ) {}

  /** In order; a room is out once at a time, so that the end of one is its place in the list. @throws DomainError 404. */
  async run(clinicId: string, roomId: string, query: RoomOutageListQuery): Promise<Page<RoomOutageDto>> {
    const { timeZone } = await this.clinics.clinic(clinicId);
    if ((await this.clinics.rooms(clinicId, [roomId])).length === 0) throw notFound('room');
    const limit = query.limit ?? DEFAULT_LIMIT;
    const after = decodeCursor<[string, string]>(query.cursor, [isInstant, isId]);
    const rows = await this.database.rows<OutageRow>(`${OUTAGE} and ends_at > greatest($3::timestamptz, $4::timestamptz) order by ends_at limit $5`, [clinicId, roomId, dayStart(query.from, timeZone), after?.[0] ?? null, limit + 1]);
    return pageOf(rows, limit, (row) => [row.endsAt.toISOString(), row.id], (row) => inWords(row, timeZone));
  }

  /** @throws DomainError 404. */
  async one(clinicId: string, roomId: string, outageId: string): Promise<RoomOutageDto> {
    const { timeZone } = await this.clinics.clinic(clinicId);
    const row = await this.database.maybe<OutageRow>(`${OUTAGE} and id = $3`, [clinicId, roomId, outageId]);
    if (!row) throw notFound('closed time');
    return inWords(row, timeZone);
  }
}

function inWords(row: OutageRow, zone: TimeZone): RoomOutageDto {
  return { ...row, ...clinicSpanInWords(row.startsAt, row.endsAt, zone), startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() };
}

const isInstant = (value: unknown): value is string => typeof value === 'string' && !Number.isNaN(Date.parse(value));
