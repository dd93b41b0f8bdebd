import { Module } from '@nestjs/common';
import { AttendanceModule } from '#attendance';
import { ClientsModule } from '#clients';
import { ClinicsModule } from '#clinics';
import { registerEntities } from '#platform';
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
import { CalendarFeedEntity } from './feeds/calendar-feed.entity.js';
import { FeedEntriesQuery } from './feeds/feed-entries.query.js';
import { FeedListQuery } from './feeds/feed-list.query.js';
import { FeedsController } from './feeds/feeds.controller.js';
import { FindFeedQuery } from './feeds/find-feed.query.js';
import { MakeFeed } from './feeds/make-feed.service.js';
import { ReadFeedController } from './feeds/read-feed.controller.js';
import { RevokeFeed } from './feeds/revoke-feed.service.js';
import { RotateFeed } from './feeds/rotate-feed.service.js';
import { ServeFeed } from './feeds/serve-feed.service.js';
import { DescribeImportQuery } from './reading/describe-import.query.js';
import { ReadFile } from './reading/read-file.service.js';
import { ImportStore } from './record/import-store.js';
import { ImportJobs } from './work/imports.job.js';
import { RegisterPeople } from './work/register-people.service.js';
import { RegisterVisits } from './work/register-visits.service.js';
import { SoFar } from './work/so-far.js';
import { TakeBack } from './work/take-back.service.js';
import { TakeFile } from './work/take-file.service.js';
import { WorkOnImport } from './work/work-on-import.service.js';

registerEntities(CalendarFeedEntity);

const feeds = [MakeFeed, RotateFeed, RevokeFeed, ServeFeed, FeedListQuery, FindFeedQuery, FeedEntriesQuery];

/** The top floor below the server: what comes in from other systems, and calendars for them to read. */
@Module({
  imports: [ClinicsModule, ClientsModule, TeamModule, ProgramsModule, SchedulingModule, AttendanceModule],
  controllers: [ImportsController, FeedsController, ReadFeedController],
  providers: [ImportStore, ReadFile, DescribeImportQuery, ReceiveFile, SetMapping, AskForWork, RemoveImport, ImportsQuery, DownloadProblems, SoFar, RegisterPeople, RegisterVisits, TakeFile, TakeBack, WorkOnImport, ImportJobs, ...feeds],
  exports: [WorkOnImport, ImportJobs],
})
export class ExchangeModule {}
