import { Bool, Int, ListOf, ListQuery, Text, Uuid } from '#platform';

/** A room as it is added. */
export class CreateRoomDto {
  @Text({ max: 120 })
  name: string;

  @Int({ min: 1, max: 500, description: 'People it holds.' })
  capacity: number;

  @Bool({ optional: true, description: 'Whether it may hold several sessions at once.' })
  shareable?: boolean;
}

/** What is edited of a room; what is left out stays. */
export class EditRoomDto {
  @Int({ min: 1, description: 'The version the edit was begun from.' })
  version: number;

  @Text({ max: 120, optional: true })
  name?: string;

  @Int({ min: 1, max: 500, optional: true })
  capacity?: number;

  @Bool({ optional: true })
  shareable?: boolean;

  @Bool({ optional: true, description: 'An inactive room takes no new sessions; those already in it stay.' })
  active?: boolean;
}

export class RoomDto {
  @Uuid()
  id: string;

  @Text()
  name: string;

  @Int({ min: 1 })
  capacity: number;

  @Bool()
  shareable: boolean;

  @Bool()
  active: boolean;

  @Int({ min: 1 })
  version: number;
}

export class RoomPageDto {
  @ListOf(() => RoomDto)
  items: RoomDto[];

  @Text({ nullable: true, max: 600 })
  nextCursor: string | null;
}

export class RoomListQuery extends ListQuery {
  @Bool({ optional: true, query: true, description: 'Only active, or only inactive, rooms.' })
  active?: boolean;

  @Text({ optional: true, max: 120, description: 'Part of the name.' })
  search?: string;
}
