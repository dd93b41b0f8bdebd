import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ClinicId, IdPipe, ListQuery, ShownOnce } from '#platform';
import { CurrentAccess, type Access } from '../access/access.js';
import { RequirePermission } from '../require-permission.js';
import { CreateToken } from './create-token.service.js';
import { RevokeToken } from './revoke-token.service.js';
import { TokenListQuery } from './token-list.query.js';
import { CreateTokenDto, CreatedTokenDto, TokenPageDto } from './tokens.dto.js';

/** Ways in for machines. */
@ApiTags('tokens')
@Controller('clinics/:clinicId/tokens')
export class TokensController {
  constructor(
    private readonly tokens: TokenListQuery,
    private readonly createToken: CreateToken,
    private readonly revokeToken: RevokeToken,
  ) {}

  /** The clinic's tokens, newest first. */
  @RequirePermission('tokens.manage')
  @Get()
  @ApiOkResponse({ type: TokenPageDto })
  async list(@ClinicId() clinicId: string, @Query() query: ListQuery): Promise<TokenPageDto> {
    const page = await this.tokens.run(clinicId, query);
    return {
      items: page.items.map((token) => ({
        ...token,
        createdAt: token.createdAt.toISOString(),
        expiresAt: token.expiresAt.toISOString(),
        lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
        revokedAt: token.revokedAt?.toISOString() ?? null,
      })),
      nextCursor: page.nextCursor,
    };
  }

  /** Makes a token. It may do what is listed, as long as the person who made it may. */
  @RequirePermission('tokens.manage')
  @ShownOnce('secret')
  @Post()
  @ApiCreatedResponse({ type: CreatedTokenDto })
  async create(@CurrentAccess() access: Access, @ClinicId() clinicId: string, @Body() input: CreateTokenDto): Promise<CreatedTokenDto> {
    const token = await this.createToken.run(access, clinicId, input);
    return { id: token.id, secret: token.secret, expiresAt: token.expiresAt.toISOString() };
  }

  /** Ends a token at once. */
  @RequirePermission('tokens.manage')
  @Delete(':tokenId')
  @HttpCode(204)
  @ApiNoContentResponse()
  async revoke(@CurrentAccess() access: Access, @ClinicId() clinicId: string, @Param('tokenId', IdPipe) tokenId: string): Promise<void> {
    await this.revokeToken.run(access, clinicId, tokenId);
  }
}
