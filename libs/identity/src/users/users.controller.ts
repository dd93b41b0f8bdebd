import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ClinicId, IdPipe, ShownOnce, notFound } from '#platform';
import { CurrentAccess, type Access } from '../access/access.js';
import { RequirePermission } from '../require-permission.js';
import { CreateUser } from './create-user.service.js';
import { EditUser } from './edit-user.service.js';
import { ResetPassword } from './reset-password.service.js';
import { SuspendUser } from './suspend-user.service.js';
import { UserListQuery, type UserRow } from './user-list.query.js';
import { CreateUserDto, CreatedUserDto, DisableUserDto, EditUserDto, TemporaryPasswordDto, UserDto, UserListQueryDto, UserPageDto } from './users.dto.js';

/** The people of a clinic who can sign in, and what they may do. */
@ApiTags('users')
@Controller('clinics/:clinicId/users')
export class UsersController {
  constructor(
    private readonly users: UserListQuery,
    private readonly createUser: CreateUser,
    private readonly editUser: EditUser,
    private readonly suspendUser: SuspendUser,
    private readonly resetPassword: ResetPassword,
  ) {}

  /** The clinic's accounts by name. */
  @RequirePermission('users.read')
  @Get()
  @ApiOkResponse({ type: UserPageDto })
  async list(@ClinicId() clinicId: string, @Query() query: UserListQueryDto): Promise<UserPageDto> {
    const page = await this.users.run(clinicId, query, query);
    return { items: page.items.map(userDto), nextCursor: page.nextCursor };
  }

  /** One account. */
  @RequirePermission('users.read')
  @Get(':userId')
  @ApiOkResponse({ type: UserDto })
  async read(@ClinicId() clinicId: string, @Param('userId', IdPipe) userId: string): Promise<UserDto> {
    const user = await this.users.one(clinicId, userId);
    if (!user) throw notFound('user');
    return userDto(user);
  }

  /** Gives somebody an account with a password to hand over, or lets somebody who has one into this clinic. */
  @RequirePermission('users.manage')
  @ShownOnce('temporaryPassword')
  @Post()
  @ApiCreatedResponse({ type: CreatedUserDto })
  async create(@ClinicId() clinicId: string, @Body() input: CreateUserDto): Promise<CreatedUserDto> {
    const created = await this.createUser.run(clinicId, input);
    return { id: created.userId, hadAccount: created.temporaryPassword === null, temporaryPassword: created.temporaryPassword };
  }

  /** Changes the name, the address, or the roles in this clinic. */
  @RequirePermission('users.manage')
  @Patch(':userId')
  @ApiOkResponse({ type: UserDto })
  async edit(@CurrentAccess() access: Access, @ClinicId() clinicId: string, @Param('userId', IdPipe) userId: string, @Body() input: EditUserDto): Promise<UserDto> {
    await this.editUser.run(access, clinicId, userId, input);
    return this.read(clinicId, userId);
  }

  /** Takes the person out of this clinic. Their account stays. */
  @RequirePermission('users.manage')
  @Delete(':userId')
  @HttpCode(204)
  @ApiNoContentResponse()
  async remove(@CurrentAccess() access: Access, @ClinicId() clinicId: string, @Param('userId', IdPipe) userId: string): Promise<void> {
    await this.suspendUser.removeFromClinic(access, clinicId, userId);
  }

  /** Nobody signs in with the account; sessions and tokens stop at once. */
  @RequirePermission('users.manage')
  @Post(':userId/disable')
  @HttpCode(200)
  @ApiOkResponse({ type: UserDto })
  async disable(@CurrentAccess() access: Access, @ClinicId() clinicId: string, @Param('userId', IdPipe) userId: string, @Body() input: DisableUserDto): Promise<UserDto> {
    await this.suspendUser.disable(access, clinicId, userId, input.reason);
    return this.read(clinicId, userId);
  }

  /** The account works again. */
  @RequirePermission('users.manage')
  @Post(':userId/enable')
  @HttpCode(200)
  @ApiOkResponse({ type: UserDto })
  async enable(@CurrentAccess() access: Access, @ClinicId() clinicId: string, @Param('userId', IdPipe) userId: string): Promise<UserDto> {
    await this.suspendUser.enable(access, clinicId, userId);
    return this.read(clinicId, userId);
  }

  /** Lets a person who typed too many wrong passwords try again now. */
  @RequirePermission('users.manage')
  @Post(':userId/unlock')
  @HttpCode(200)
  @ApiOkResponse({ type: UserDto })
  async unlock(@CurrentAccess() access: Access, @ClinicId() clinicId: string, @Param('userId', IdPipe) userId: string): Promise<UserDto> {
    await this.resetPassword.unlock(access, clinicId, userId);
    return this.read(clinicId, userId);
  }

  /** Makes a password to hand over; the person chooses their own at the next sign-in. */
  @RequirePermission('users.manage')
  @ShownOnce('temporaryPassword')
  @Post(':userId/reset-password')
  @HttpCode(200)
  @ApiOkResponse({ type: TemporaryPasswordDto })
  reset(@CurrentAccess() access: Access, @ClinicId() clinicId: string, @Param('userId', IdPipe) userId: string): Promise<TemporaryPasswordDto> {
    return this.resetPassword.run(access, clinicId, userId);
  }
}

function userDto(user: UserRow): UserDto {
  return {
    ...user,
    lockedUntil: user.lockedUntil?.toISOString() ?? null,
    lastSignInAt: user.lastSignInAt?.toISOString() ?? null,
    createdAt: user.createdAt.toISOString(),
  };
}
