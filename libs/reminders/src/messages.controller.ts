import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentAccess, RequirePermission, type Access } from '#identity';
import { ClinicId, DEFAULT_LIMIT, IdPipe, ListQuery, type Page } from '#platform';
import type { Message } from './message.js';
import { MessageDto, MessageListQueryDto, MessagePageDto, RecordCallDto } from './messages.dto.js';
import { MessagesQuery } from './messages.query.js';
import { ReadMessage } from './read-message.service.js';
import { RecordCall } from './record-call.service.js';

@ApiTags('messages')
@Controller('clinics/:clinicId/messages')
export class MessagesController {
  constructor(
    private readonly messages: MessagesQuery,
    private readonly readMessage: ReadMessage,
    private readonly recordCall: RecordCall,
  ) {}

  /** What people are told of changed sessions: what is due, held back and why, done. */
  @Get()
  @RequirePermission('messages.read')
  @ApiOkResponse({ type: MessagePageDto })
  list(@ClinicId() clinicId: string, @Query() query: MessageListQueryDto): Promise<Page<Message>> {
    return this.messages.list(clinicId, { ...query, list: query.list ?? 'open', limit: query.limit ?? DEFAULT_LIMIT });
  }

  /** What I have not seen yet. */
  @Get('mine')
  @RequirePermission('messages.read')
  @ApiOkResponse({ type: MessagePageDto })
  mine(@ClinicId() clinicId: string, @CurrentAccess() access: Access, @Query() query: ListQuery): Promise<Page<Message>> {
    return this.messages.mine(clinicId, access.userId, { ...query, limit: query.limit ?? DEFAULT_LIMIT });
  }

  /** I have seen it. */
  @Post(':messageId/read')
  @HttpCode(204)
  @RequirePermission('messages.read')
  @ApiNoContentResponse()
  async read(@ClinicId() clinicId: string, @CurrentAccess() access: Access, @Param('messageId', IdPipe) messageId: string): Promise<void> {
    await this.readMessage.run(clinicId, messageId, access.userId);
  }

  /** What came of the call about a message that is held back. */
  @Put(':messageId/call')
  @RequirePermission('messages.write')
  @ApiOkResponse({ type: MessageDto })
  async call(@ClinicId() clinicId: string, @Param('messageId', IdPipe) messageId: string, @Body() body: RecordCallDto): Promise<Message> {
    await this.recordCall.run(clinicId, messageId, body);
    return this.messages.one(clinicId, messageId);
  }
}
