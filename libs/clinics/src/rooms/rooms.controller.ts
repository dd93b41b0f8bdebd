import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '#identity';
import { ClinicId, IdPipe, type Page } from '#platform';
import { CreateRoom } from './create-room.service.js';
import { EditRoom } from './edit-room.service.js';
import { RemoveRoom } from './remove-room.service.js';
import { CreateRoomDto, EditRoomDto, RoomDto, RoomListQuery, RoomPageDto } from './rooms.dto.js';
import { RoomsQuery } from './rooms.query.js';

@ApiTags('clinics')
@Controller('clinics/:clinicId/rooms')
export class RoomsController {
  constructor(
    private readonly rooms: RoomsQuery,
    private readonly createRoom: CreateRoom,
    private readonly editRoom: EditRoom,
    private readonly removeRoom: RemoveRoom,
  ) {}

  @Get()
  @RequirePermission('clinics.read')
  @ApiOkResponse({ type: RoomPageDto })
  list(@ClinicId() clinicId: string, @Query() query: RoomListQuery): Promise<Page<RoomDto>> {
    return this.rooms.run(clinicId, query);
  }

  @Post()
  @RequirePermission('clinics.manage')
  @ApiCreatedResponse({ type: RoomDto })
  async create(@ClinicId() clinicId: string, @Body() body: CreateRoomDto): Promise<RoomDto> {
    return this.rooms.one(clinicId, await this.createRoom.run(clinicId, body));
  }

  @Get(':roomId')
  @RequirePermission('clinics.read')
  @ApiOkResponse({ type: RoomDto })
  read(@ClinicId() clinicId: string, @Param('roomId', IdPipe) roomId: string): Promise<RoomDto> {
    return this.rooms.one(clinicId, roomId);
  }

  @Patch(':roomId')
  @RequirePermission('clinics.manage')
  @ApiOkResponse({ type: RoomDto })
  async edit(@ClinicId() clinicId: string, @Param('roomId', IdPipe) roomId: string, @Body() body: EditRoomDto): Promise<RoomDto> {
    await this.editRoom.run(clinicId, roomId, body);
    return this.rooms.one(clinicId, roomId);
  }

  /** Only a room nothing was ever planned in; any other is taken out of use by an edit (`active: false`). */
  @Delete(':roomId')
  @HttpCode(204)
  @RequirePermission('clinics.manage')
  @ApiNoContentResponse()
  async remove(@ClinicId() clinicId: string, @Param('roomId', IdPipe) roomId: string): Promise<void> {
    await this.removeRoom.run(clinicId, roomId);
  }
}
