import { Module } from '@nestjs/common';
import { ClinicsModule } from '#clinics';
import { AttendanceWork } from './attendance-work.query.js';
import { AuthorizationWork } from './authorization-work.query.js';
import { CallWork } from './call-work.query.js';
import { CredentialWork } from './credential-work.query.js';
import { IntakeWork } from './intake-work.query.js';
import { TaskWork } from './task-work.query.js';
import { WorkListController } from './work-list.controller.js';
import { WorkListQuery } from './work-list.query.js';

/** Above everything that owes work: one list for each person. It keeps nothing. */
@Module({
  imports: [ClinicsModule],
  controllers: [WorkListController],
  providers: [WorkListQuery, TaskWork, AttendanceWork, CallWork, AuthorizationWork, CredentialWork, IntakeWork],
})
export class WorklistModule {}
