import { Module } from '@nestjs/common';
import { registerEntities } from '#platform';
import { PhaseEntity } from './phase.entity.js';
import { PolicyVersionEntity } from './policy-version.entity.js';
import { ProgramEntity } from './program.entity.js';
import { ProgramProfileEntity } from './program-profile.entity.js';
import './programs.errors.js';
import { ProgramsReader } from './programs.reader.js';
import { RuleProfileEntity } from './rule-profile.entity.js';
import { RuleValueEntity } from './rule-value.entity.js';
import { ServiceEntity } from './service.entity.js';

registerEntities(ProgramEntity, RuleProfileEntity, RuleValueEntity, ProgramProfileEntity, PolicyVersionEntity, PhaseEntity, ServiceEntity);

/** Programs, their policy in layers and versions, the taper, the service catalogue. */
@Module({ providers: [ProgramsReader], exports: [ProgramsReader] })
export class ProgramsModule {}
