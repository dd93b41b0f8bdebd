import { Bool, Instant, Int, ListOf, ListQuery, OneOf, Text, Uuid } from '#platform';
import { FEED_SCOPES, FEED_STATES, FEED_TITLES, type FeedScope, type FeedState, type FeedTitles } from './feed-rules.js';

export class FeedListQueryDto extends ListQuery {
  @Bool({ optional: true, query: true, description: 'Everybody’s feeds, for those who manage the clinic’s ways in; else one’s own.' })
  everyone?: boolean;
}

export class MakeFeedDto {
  @Text({ max: 80, description: 'What its owner calls it. It is shown in Stepwell only.', example: 'My phone' })
  label: string;

  @OneOf(FEED_SCOPES, { description: 'Whose sessions: one’s own, a group’s, a room’s, or all of the clinic.' })
  scope: FeedScope;

  @Uuid({ optional: true, nullable: true, description: 'With the scope `group`.' })
  groupId?: string | null;

  @Uuid({ optional: true, nullable: true, description: 'With the scope `room`.' })
  roomId?: string | null;

  @OneOf(FEED_TITLES, { description: 'What entries are called: kind (“Group”, “Individual session”), service, or group (its name). Never by who comes.' })
  titles: FeedTitles;
}

export class RotateFeedDto {
  @Int({ min: 1 })
  version: number;
}

export class FeedAddressDto {
  @Uuid()
  id: string;

  @Text({ nullable: true, description: 'Shown this once: the path to read it at, below the server’s own address. Whoever has it can read the feed.' })
  address: string | null;

  @Int()
  version: number;
}

export class FeedDto {
  @Uuid()
  id: string;

  @Text()
  label: string;

  @OneOf(FEED_SCOPES)
  scope: FeedScope;

  @Uuid({ nullable: true })
  groupId: string | null;

  @Text({ nullable: true })
  groupName: string | null;

  @Uuid({ nullable: true })
  roomId: string | null;

  @Text({ nullable: true })
  roomName: string | null;

  @OneOf(FEED_TITLES)
  titles: FeedTitles;

  @OneOf(FEED_STATES, { description: 'asleep: its owner may not read this now (account, clinic or role); it answers 404 until they may.' })
  state: FeedState;

  @Uuid()
  ownerId: string;

  @Text()
  ownerName: string;

  @Instant()
  createdAt: string;

  @Instant({ nullable: true, description: 'When it was given the address it has.' })
  rotatedAt: string | null;

  @Instant({ nullable: true, description: 'To the minute; null: the address it has was never used.' })
  lastReadAt: string | null;

  @Instant({ nullable: true })
  revokedAt: string | null;

  @Int()
  version: number;
}

export class FeedPageDto {
  @ListOf(() => FeedDto)
  items: FeedDto[];

  @Text({ nullable: true })
  nextCursor: string | null;
}
