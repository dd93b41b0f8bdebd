import { Module } from '@nestjs/common';
import { registerEntities } from '#platform';
import { AvailabilityEntity } from './availability.entity.js';
import { CredentialEntity } from './credential.entity.js';
import { StaffEntity } from './staff.entity.js';
import './team.errors.js';
import { TeamReader } from './team.reader.js';
import { TimeOffEntity } from './time-off.entity.js';

registerEntities(StaffEntity, CredentialEntity, AvailabilityEntity, TimeOffEntity);

/** The people who work here, what they may lead, and when they can. */
@Module({ providers: [TeamReader], exports: [TeamReader] })
export class TeamModule {}
