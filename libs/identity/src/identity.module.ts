import { Module, type DynamicModule, type ModuleMetadata, type Provider } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule, MetadataScanner } from '@nestjs/core';
import { Settings, registerEntities } from '#platform';
import { AccessChanges } from './access/access-changes.js';
import { AccessGuard } from './access/access.guard.js';
import { FindAccess } from './access/find-access.query.js';
import { LastSeen } from './access/last-seen.js';
import { RouteDeclarations } from './access/route-declarations.js';
import { StandingAccess } from './access/standing-access.js';
import { AccountTrail } from './account-trail.js';
import { AuditLogController } from './audit/audit-log.controller.js';
import { AuditNames } from './audit/audit-names.js';
import { ExportAudit } from './audit/export-audit.service.js';
import { VerifyAuditQuery } from './audit/verify-audit.query.js';
import { ClientDirectory } from './client-directory.js';
import { ClinicDirectory } from './clinic-directory.js';
import { FirstRun } from './first-run/first-run.service.js';
import { ForgetOldSignInsJob } from './forget-old-sign-ins.job.js';
import './identity.errors.js';
import { IDENTITY_PARAMETERS, parametersFrom } from './identity.parameters.js';
import { IdentityReader } from './identity.reader.js';
import { AuthController } from './sign-in/auth.controller.js';
import { ChangePassword } from './sign-in/change-password.service.js';
import { DemoAccountsQuery } from './sign-in/demo-accounts.query.js';
import { EndSessions } from './sign-in/end-sessions.service.js';
import { LockSession } from './sign-in/lock-session.service.js';
import { MeQuery } from './sign-in/me.query.js';
import { PasswordHasher } from './sign-in/password-hasher.js';
import { SessionEntity } from './sign-in/session.entity.js';
import { SessionListQuery } from './sign-in/session-list.query.js';
import { SignInThrottle } from './sign-in/sign-in-throttle.js';
import { SignIn } from './sign-in/sign-in.service.js';
import { SignOut } from './sign-in/sign-out.service.js';
import { ApiTokenEntity } from './tokens/api-token.entity.js';
import { CreateToken } from './tokens/create-token.service.js';
import { RevokeToken } from './tokens/revoke-token.service.js';
import { TokenListQuery } from './tokens/token-list.query.js';
import { TokensController } from './tokens/tokens.controller.js';
import { AccountsOfClinic } from './users/account-of-clinic.js';
import { CreateUser } from './users/create-user.service.js';
import { EditUser } from './users/edit-user.service.js';
import { MembershipEntity } from './users/membership.entity.js';
import { ResetPassword } from './users/reset-password.service.js';
import { SuspendUser } from './users/suspend-user.service.js';
import { UserEntity } from './users/user.entity.js';
import { UserListQuery } from './users/user-list.query.js';
import { UsersController } from './users/users.controller.js';

registerEntities(UserEntity, MembershipEntity, SessionEntity, ApiTokenEntity);

/** What the application gives identity. */
export interface IdentityNeeds {
  imports?: ModuleMetadata['imports'];
  /** Names of clinics: a provider of `ClinicDirectory`. */
  clinics: Provider<ClinicDirectory>;
  /** Names of clients: a provider of `ClientDirectory`. */
  clients: Provider<ClientDirectory>;
}

/** Floor 1: who signs in, what they may do, and the guard before every route. */
@Module({})
export class IdentityModule {
  static with(needs: IdentityNeeds): DynamicModule {
    return {
      module: IdentityModule,
      // What is open to a person is asked on every floor; identity itself is put together at the top.
      global: true,
      imports: [DiscoveryModule, ...(needs.imports ?? [])],
      controllers: [AuthController, UsersController, TokensController, AuditLogController],
      providers: [
        needs.clinics,
        needs.clients,
        AuditNames,
        { provide: IDENTITY_PARAMETERS, inject: [Settings], useFactory: async (settings: Settings) => parametersFrom(await settings.read('identity')) },
        MetadataScanner,
        RouteDeclarations,
        AccessChanges,
        LastSeen,
        FindAccess,
        StandingAccess,
        AccessGuard,
        { provide: APP_GUARD, useExisting: AccessGuard },
        AccountTrail,
        PasswordHasher,
        SignInThrottle,
        SignIn,
        SignOut,
        EndSessions,
        LockSession,
        ChangePassword,
        SessionListQuery,
        DemoAccountsQuery,
        MeQuery,
        AccountsOfClinic,
        CreateUser,
        EditUser,
        SuspendUser,
        ResetPassword,
        UserListQuery,
        CreateToken,
        RevokeToken,
        TokenListQuery,
        ExportAudit,
        VerifyAuditQuery,
        ForgetOldSignInsJob,
        FirstRun,
        IdentityReader,
      ],
      exports: [IDENTITY_PARAMETERS, FirstRun, CreateUser, PasswordHasher, IdentityReader, RouteDeclarations, StandingAccess],
    };
  }
}
