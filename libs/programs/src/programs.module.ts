import { Module } from '@nestjs/common';
import { ClinicsModule } from '#clinics';
import { registerEntities } from '#platform';
import { ChangeNumbers } from './policy/change-numbers.service.js';
import { CreateProfile } from './policy/create-profile.service.js';
import { DerivePolicy } from './policy/derive-policy.service.js';
import { FollowProfile } from './policy/follow-profile.service.js';
import { ParameterHistoryQuery } from './policy/parameter-history.query.js';
import { PolicyController } from './policy/policy.controller.js';
import { PolicyLayersQuery } from './policy/policy-layers.query.js';
import { PolicyQuery } from './policy/policy.query.js';
import { PolicyVersionEntity } from './policy/policy-version.entity.js';
import { ProgramLock } from './policy/program-lock.js';
import { ProgramProfileEntity } from './policy/program-profile.entity.js';
import { RenameProfile } from './policy/rename-profile.service.js';
import { RuleProfileEntity } from './policy/rule-profile.entity.js';
import { RuleProfilesController } from './policy/rule-profiles.controller.js';
import { RuleProfilesQuery } from './policy/rule-profiles.query.js';
import { RuleValueEntity } from './policy/rule-value.entity.js';
import { StopFollowing } from './policy/stop-following.service.js';
import { CreateProgram } from './program/create-program.service.js';
import { EditProgram } from './program/edit-program.service.js';
import { PhaseEntity } from './program/phase.entity.js';
import { ProgramEntity } from './program/program.entity.js';
import { ProgramsController } from './program/programs.controller.js';
import { ProgramsQuery } from './program/programs.query.js';
import { SetPhases } from './program/set-phases.service.js';
import './programs.errors.js';
import { ProgramsReader } from './programs.reader.js';
import { CreateService } from './service/create-service.service.js';
import { EditService } from './service/edit-service.service.js';
import { ServiceEntity } from './service/service.entity.js';
import { ServicesController } from './service/services.controller.js';
import { ServicesQuery } from './service/services.query.js';

registerEntities(ProgramEntity, RuleProfileEntity, RuleValueEntity, ProgramProfileEntity, PolicyVersionEntity, PhaseEntity, ServiceEntity);

/** Programs, their policy in layers and versions, the taper, the service catalogue. */
@Module({
  imports: [ClinicsModule],
  controllers: [PolicyController, RuleProfilesController, ProgramsController, ServicesController],
  providers: [
    ProgramsReader,
    PolicyLayersQuery,
    DerivePolicy,
    ChangeNumbers,
    ProgramLock,
    FollowProfile,
    StopFollowing,
    CreateProfile,
    RenameProfile,
    PolicyQuery,
    ParameterHistoryQuery,
    RuleProfilesQuery,
    CreateProgram,
    EditProgram,
    SetPhases,
    ProgramsQuery,
    CreateService,
    EditService,
    ServicesQuery,
  ],
  exports: [ProgramsReader, CreateProgram, EditProgram, SetPhases, ChangeNumbers, FollowProfile, CreateService],
})
export class ProgramsModule {}
