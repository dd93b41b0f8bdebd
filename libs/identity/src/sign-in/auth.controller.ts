import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock, IdPipe, Public } from '#platform';
import { CurrentAccess, CurrentPerson, type Access } from '../access/access.js';
import { clearSessionCookie, sessionSecretIn, setSessionCookie } from '../access/credentials.js';
import { FindAccess } from '../access/find-access.query.js';
import { notSignedIn } from '../identity.errors.js';
import { IDENTITY_PARAMETERS, type IdentityParameters } from '../identity.parameters.js';
import { SignedIn } from '../require-permission.js';
import { ChangePasswordDto, DemoDto, MeDto, PasswordDto, SessionListDto, SignInDto, SignedInDto } from './auth.dto.js';
import { ChangePassword } from './change-password.service.js';
import { DemoAccountsQuery } from './demo-accounts.query.js';
import { EndSessions } from './end-sessions.service.js';
import { LockSession } from './lock-session.service.js';
import { MeQuery } from './me.query.js';
import { SessionListQuery } from './session-list.query.js';
import { SignIn } from './sign-in.service.js';
import { SignOut } from './sign-out.service.js';

/** Signing in and out, and what a person sees of their own sign-ins. */
@ApiTags('sign-in')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly signIn: SignIn,
    private readonly signOut: SignOut,
    private readonly endSessions: EndSessions,
    private readonly lockSession: LockSession,
    private readonly changePassword: ChangePassword,
    private readonly findAccess: FindAccess,
    private readonly me: MeQuery,
    private readonly sessions: SessionListQuery,
    private readonly demoAccounts: DemoAccountsQuery,
    private readonly clock: Clock,
    @Inject(IDENTITY_PARAMETERS) private readonly parameters: IdentityParameters,
  ) {}

  /** Signs in; the answer sets the session cookie. */
  @Public()
  @Post('login')
  @HttpCode(200)
  @ApiOkResponse({ type: SignedInDto })
  async login(@Body() input: SignInDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SignedInDto> {
    const place = { address: request.ip, userAgent: request.headers['user-agent'] ?? '', previousSecret: sessionSecretIn(request.headers.cookie) };
    const { secret } = await this.signIn.run(input.email, input.password, place);
    const access = await this.findAccess.fresh({ kind: 'session', secret });
    if (!access) throw notSignedIn();
    setSessionCookie(request, reply, secret, this.parameters.sessionHours * 3600);
    return { mustChangePassword: access.mustChangePassword };
  }

  /** Ends the session of this browser. Always succeeds. */
  @Public()
  @Post('logout')
  @HttpCode(204)
  @ApiNoContentResponse()
  async logout(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const secret = sessionSecretIn(request.headers.cookie);
    if (secret !== undefined) await this.signOut.run(secret);
    clearSessionCookie(request, reply);
  }

  /** Who is signed in, their clinics and what they may do there. */
  @SignedIn({ tokens: true, beforePasswordChange: true })
  @Get('me')
  @ApiOkResponse({ type: MeDto })
  whoAmI(@CurrentAccess() access: Access): Promise<MeDto> {
    return this.me.run(access);
  }

  /** Locks this session until the password is entered again. */
  @SignedIn()
  @Post('lock')
  @HttpCode(204)
  @ApiNoContentResponse()
  async lock(@CurrentPerson() person: Access): Promise<void> {
    await this.lockSession.lock(person);
  }

  /** Opens a session that locked itself or was locked. */
  @Public()
  @Post('unlock')
  @HttpCode(204)
  @ApiNoContentResponse()
  async unlock(@Body() input: PasswordDto, @Req() request: FastifyRequest): Promise<void> {
    const secret = sessionSecretIn(request.headers.cookie);
    if (secret === undefined) throw notSignedIn();
    await this.lockSession.unlock(secret, input.password, request.ip);
  }

  /** Chooses a new password; signs out every other device. */
  @SignedIn({ beforePasswordChange: true })
  @Post('password')
  @HttpCode(204)
  @ApiNoContentResponse()
  async password(@CurrentPerson() person: Access, @Body() input: ChangePasswordDto, @Req() request: FastifyRequest): Promise<void> {
    await this.changePassword.run(person, input.currentPassword, input.newPassword, request.ip);
  }

  /** Where the person is signed in, last used first. */
  @SignedIn()
  @Get('sessions')
  @ApiOkResponse({ type: SessionListDto })
  async listSessions(@CurrentPerson() person: Access): Promise<SessionListDto> {
    const rows = await this.sessions.run(person.userId);
    const now = this.clock.now().toISOString();
    return {
      items: rows.map((row) => {
        const current = row.id === person.id;
        return {
          id: row.id,
          createdAt: row.createdAt.toISOString(),
          lastSeenAt: current ? now : row.lastSeenAt.toISOString(),
          expiresAt: row.expiresAt.toISOString(),
          locked: row.locked || (!current && this.clock.now().getTime() - row.lastSeenAt.getTime() > this.parameters.idleMinutes * 60_000),
          current,
          address: row.address,
          userAgent: row.userAgent,
        };
      }),
      nextCursor: null,
    };
  }

  /** Ends one of the person's sessions. */
  @SignedIn()
  @Delete('sessions/:sessionId')
  @HttpCode(204)
  @ApiNoContentResponse()
  async endSession(@CurrentPerson() person: Access, @Param('sessionId', IdPipe) sessionId: string): Promise<void> {
    await this.endSessions.one(person.userId, sessionId);
  }

  /** Signs the person out on every device, this one included. */
  @SignedIn({ beforePasswordChange: true })
  @Post('sign-out-everywhere')
  @HttpCode(204)
  @ApiNoContentResponse()
  async signOutEverywhere(@CurrentPerson() person: Access, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.endSessions.everywhere(person.userId);
    clearSessionCookie(request, reply);
  }

  /** The demo sign-ins, where this installation has a demo clinic. */
  @Public()
  @Get('demo')
  @ApiOkResponse({ type: DemoDto })
  async demo(): Promise<DemoDto> {
    const accounts = await this.demoAccounts.run();
    return { demo: accounts.length > 0, accounts };
  }
}
