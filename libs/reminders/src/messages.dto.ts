import { Bool, Day, Instant, Int, ListOf, ListQuery, Nested, OneOf, Text, TextList, Uuid, type ClinicDay } from '#platform';
import {
  CALL_OUTCOMES, HELD_REASONS, MESSAGE_CHANNELS, MESSAGE_OUTCOMES, MESSAGE_RULES, MESSAGE_STATES,
  type CallOutcome, type HeldReason, type MessageChannel, type MessageOutcome, type MessageRule, type MessageState,
} from './message.js';
import { MESSAGE_LISTS, type MessageList } from './messages.query.js';

export class MessageListQueryDto extends ListQuery {
  @OneOf(MESSAGE_LISTS, { optional: true, name: 'MessageList', description: 'Those still to be told unless said.' }) list?: MessageList;
  @Uuid({ optional: true, description: 'Only those about this session.' }) sessionId?: string;
}

export class RecordCallDto {
  @OneOf(CALL_OUTCOMES, { nullable: true, name: 'CallOutcome', description: '`not_reached`: still to be told, and the try is counted. Null takes back what was written last.' }) outcome: CallOutcome | null;
  @Int({ min: 1, description: 'The version of the message it was written from.' }) version: number;
}

export class MessageSessionDto {
  @Uuid() id: string;
  @Text() title: string;
  @Day() day: ClinicDay;
  @Instant() startsAt: Date;
  @Instant() endsAt: Date;
  @Text({ nullable: true }) roomName: string | null;
  @Bool() cancelled: boolean;
  @TextList({ description: 'Who leads it.' }) staff: string[];
}

export class MessageStaffDto {
  @Uuid() id: string;
  @Text() name: string;
}

export class MessageClientDto {
  @Uuid() id: string;
  @Text() givenName: string;
  @Text({ min: 0 }) familyName: string;
  @Text({ nullable: true }) preferredName: string | null;
  @Text({ nullable: true }) phone: string | null;
}

/** What one person is told of one change of a session, and what came of it. */
export class MessageDto {
  @Uuid() id: string;
  @OneOf(MESSAGE_RULES, { name: 'MessageRule' }) rule: MessageRule;
  @Text({ description: 'What it says besides which session and when; nothing clinical.' }) text: string;
  @OneOf(MESSAGE_CHANNELS, { name: 'MessageChannel' }) channel: MessageChannel;
  @OneOf(MESSAGE_STATES, { name: 'MessageState', description: '`held_back`: nothing is sent, somebody calls. `superseded`: the session was changed again first.' }) state: MessageState;
  @OneOf(HELD_REASONS, { nullable: true, name: 'HeldReason' }) heldReason: HeldReason | null;
  @OneOf(MESSAGE_OUTCOMES, { nullable: true, name: 'MessageOutcome' }) outcome: MessageOutcome | null;
  @Instant({ nullable: true }) outcomeAt: Date | null;
  @Text({ nullable: true }) outcomeByName: string | null;
  @Int({ min: 0, description: 'Calls so far.' }) tries: number;
  @Day({ description: 'By when they should know.' }) dueOn: ClinicDay;
  @Instant() madeAt: Date;
  @Int({ min: 1 }) version: number;
  @Nested(() => MessageSessionDto, { description: 'As it stands now.' }) session: MessageSessionDto;
  @Nested(() => MessageStaffDto, { nullable: true }) staff: MessageStaffDto | null;
  @Nested(() => MessageClientDto, { nullable: true }) client: MessageClientDto | null;
}

export class MessagePageDto {
  @ListOf(() => MessageDto) items: MessageDto[];
  @Text({ nullable: true, max: 600 }) nextCursor: string | null;
}
