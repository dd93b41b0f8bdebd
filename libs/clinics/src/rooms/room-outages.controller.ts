import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { ClinicId, IdPipe, type Page } from '#platform';
import { CloseRoom } from './close-room.service.js';
import { ReopenRoom } from './reopen-room.service.js';
import { CloseRoomDto, RoomOutageDto, RoomOutageListQuery, RoomOutagePageDto } from './room-outages.dto.js';
import { RoomOutagesQuery } from './room-outages.query.js';

@ApiTags('clinics')
@Controller('clinics/:clinicId/rooms/:roomId/outages')
export class RoomOutagesController {
  constructor(
    private readonly outages: RoomOutagesQuery,
    private readonly closeRoom: CloseRoom,
    private readonly reopenRoom: ReopenRoom,
  ) {}

  /** When the room is closed for a time. */
  @Get()
  @RequirePermission('clinics.read')
  @ApiOkResponse({ type: RoomOutagePageDto })
  list(@ClinicId() clinicId: string, @Param('roomId', IdPipe) roomId: string, @Query() query: RoomOutageListQuery): Promise<Page<RoomOutageDto>> {
    return this.outages.run(clinicId, roomId, query);
  }

  /** Nothing is offered or booked in the room then without a reason; what is booked stays. */
  @Post()
  @RequirePermission('clinics.manage')
  @ApiCreatedResponse({ type: RoomOutageDto })
  async close(@ClinicId() clinicId: string, @Param('roomId', IdPipe) roomId: string, @Body() body: CloseRoomDto): Promise<RoomOutageDto> {
    return this.outages.one(clinicId, roomId, await this.closeRoom.run(clinicId, roomId, body));
  }

  @Delete(':outageId')
  @HttpCode(204)
  @RequirePermission('clinics.manage')
  @ApiNoContentResponse()
  async reopen(@ClinicId() clinicId: string, @Param('roomId', IdPipe) roomId: string, @Param('outageId', IdPipe) outageId: string): Promise<void> {
    await this.reopenRoom.run(clinicId, roomId, outageId);
  }
}
