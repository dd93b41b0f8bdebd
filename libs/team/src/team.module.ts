import { Module } from '@nestjs/common';
import { ClinicsModule } from '#clinics';
import { registerEntities } from '#platform';
import { AddTimeOff } from './availability/add-time-off.service.js';
import { AvailabilityController } from './availability/availability.controller.js';
import { AvailabilityEntity } from './availability/availability.entity.js';
import { AvailabilityQuery } from './availability/availability.query.js';
import { EditTimeOff } from './availability/edit-time-off.service.js';
import { RemoveTimeOff } from './availability/remove-time-off.service.js';
import { SetAvailability } from './availability/set-availability.service.js';
import { TimeOffEntity } from './availability/time-off.entity.js';
import { AddCredential } from './credentials/add-credential.service.js';
import { CredentialEntity } from './credentials/credential.entity.js';
import { CredentialsController } from './credentials/credentials.controller.js';
import { CredentialsQuery } from './credentials/credentials.query.js';
import { EditCredential } from './credentials/edit-credential.service.js';
import { RemoveCredential } from './credentials/remove-credential.service.js';
import { RegisterStaff } from './import/register-staff.service.js';
import { UndoRegisteredStaff } from './import/undo-registered-staff.service.js';
import { CreateStaff } from './staff/create-staff.service.js';
import { EditStaff } from './staff/edit-staff.service.js';
import { StaffController } from './staff/staff.controller.js';
import { StaffDetailQuery } from './staff/staff-detail.query.js';
import { StaffEntity } from './staff/staff.entity.js';
import { StaffList } from './staff/staff-list.query.js';
import { StaffRules } from './staff/staff-rules.js';
import './team.errors.js';
import { TeamReader } from './team.reader.js';

registerEntities(StaffEntity, CredentialEntity, AvailabilityEntity, TimeOffEntity);

/** The people who work here, what they may lead, and when they can. */
@Module({
  imports: [ClinicsModule],
  controllers: [StaffController, CredentialsController, AvailabilityController],
  providers: [
    TeamReader,
    StaffRules,
    StaffList,
    StaffDetailQuery,
    CreateStaff,
    EditStaff,
    CredentialsQuery,
    AddCredential,
    EditCredential,
    RemoveCredential,
    AvailabilityQuery,
    SetAvailability,
    AddTimeOff,
    EditTimeOff,
    RemoveTimeOff,
    RegisterStaff,
    UndoRegisteredStaff,
  ],
  exports: [TeamReader, CreateStaff, AddCredential, SetAvailability, AddTimeOff, RegisterStaff, UndoRegisteredStaff],
})
export class TeamModule {}
