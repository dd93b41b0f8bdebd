import { Module } from '@nestjs/common';
import { AttendanceModule } from '#attendance';
import { ClientsModule } from '#clients';
import { ClinicsModule } from '#clinics';
import { ProgramsModule } from '#programs';
import { SchedulingModule } from '#scheduling';
import { TeamModule } from '#team';
import { AskForWork } from './api/ask-for-work.service.js';
import { DownloadProblems } from './api/download-problems.service.js';
import { ImportsController } from './api/imports.controller.js';
import { ImportsQuery } from './api/imports.query.js';
import { ReceiveFile } from './api/receive-file.service.js';
import { RemoveImport } from './api/remove-import.service.js';
import { SetMapping } from './api/set-mapping.service.js';
import { DescribeImportQuery } from './reading/describe-import.query.js';
import { ReadFile } from './reading/read-file.service.js';
import { ImportStore } from './record/import-store.js';
import { ImportJobs } from './work/imports.job.js';
import { RegisterPeople } from './work/register-people.service.js';
import { RegisterVisits } from './work/register-visits.service.js';
import { TakeBack } from './work/take-back.service.js';
import { TakeFile } from './work/take-file.service.js';
import { WorkOnImport } from './work/work-on-import.service.js';

/** The top floor below the server: what comes in from other systems. */
@Module({
  imports: [ClinicsModule, ClientsModule, TeamModule, ProgramsModule, SchedulingModule, AttendanceModule],
  controllers: [ImportsController],
  providers: [ImportStore, ReadFile, DescribeImportQuery, ReceiveFile, SetMapping, AskForWork, RemoveImport, ImportsQuery, DownloadProblems, RegisterPeople, RegisterVisits, TakeFile, TakeBack, WorkOnImport, ImportJobs],
  exports: [WorkOnImport, ImportJobs],
})
export class ExchangeModule {}
