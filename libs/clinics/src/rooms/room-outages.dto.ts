import { Day, Instant, ListOf, ListQuery, Text, Uuid, WallTimeField, type ClinicDay, type WallTime } from '#platform';

/** Time a room is closed, in the clinic's days and wall times. Without times: whole days. */
export class CloseRoomDto {
  @Day()
  from: ClinicDay;

  @WallTimeField({ optional: true, nullable: true, description: 'Start on the first day; left out: the start of the day.' })
  fromTime?: WallTime | null;

  @Day({ description: 'The last day.' })
  to: ClinicDay;

  @WallTimeField({ optional: true, nullable: true, description: 'End on the last day; left out: the end of the day.' })
  toTime?: WallTime | null;

  @Text({ max: 120, example: 'Water damage' })
  reason: string;
}

export class RoomOutageDto {
  @Uuid()
  id: string;

  @Uuid()
  roomId: string;

  @Day()
  from: ClinicDay;

  @WallTimeField({ nullable: true, description: 'Null: from the start of the day.' })
  fromTime: WallTime | null;

  @Day({ description: 'The last day.' })
  to: ClinicDay;

  @WallTimeField({ nullable: true, description: 'Null: to the end of the day.' })
  toTime: WallTime | null;

  @Instant()
  startsAt: string;

  @Instant()
  endsAt: string;

  @Text()
  reason: string;
}

export class RoomOutagePageDto {
  @ListOf(() => RoomOutageDto)
  items: RoomOutageDto[];

  @Text({ nullable: true, max: 600 })
  nextCursor: string | null;
}

export class RoomOutageListQuery extends ListQuery {
  @Day({ description: 'Only those that end on this day or later.' })
  from: ClinicDay;
}
