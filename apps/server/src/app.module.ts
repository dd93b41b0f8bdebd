import { Module, type DynamicModule } from '@nestjs/common';
import { AttendanceModule } from '#attendance';
import { ClientsModule, ClientsReader } from '#clients';
import { ClinicsModule, ClinicsReader } from '#clinics';
import { EpisodesModule } from '#episodes';
import { ExchangeModule } from '#exchange';
import { HoursModule } from '#hours';
import { ClientDirectory, ClinicDirectory, IdentityModule } from '#identity';
import { PlatformModule, type Clock, type Config } from '#platform';
import { ProgramsModule } from '#programs';
import { RemindersModule } from '#reminders';
import { SchedulingModule } from '#scheduling';
import { TeamModule } from '#team';
import { WorklistModule } from '#worklist';
import { FirstAdministrator } from './first-administrator.js';
import { FirstRunController } from './first-run/first-run.controller.js';
import { SetUp } from './first-run/set-up.service.js';
import { SetupStateQuery } from './first-run/setup-state.query.js';

/** Identity names clinics at sign-in and clients in the audit trail; it stands below both and cannot ask them itself. */
const identity = (): DynamicModule =>
  IdentityModule.with({
    imports: [ClinicsModule, ClientsModule],
    clinics: { provide: ClinicDirectory, inject: [ClinicsReader], useFactory: (clinics: ClinicsReader): ClinicDirectory => ({ find: (ids) => clinics.clinics(ids) }) },
    clients: { provide: ClientDirectory, inject: [ClientsReader], useFactory: (clients: ClientsReader): ClientDirectory => ({ find: (clinicId, ids) => clients.briefs(clinicId, ids) }) },
  });

/** The whole application: the one place that lists its modules. */
@Module({})
export class AppModule {
  static forRoot(config: Config, clock?: Clock): DynamicModule {
    return { module: AppModule, controllers: [FirstRunController], providers: [FirstAdministrator, SetUp, SetupStateQuery], imports: [PlatformModule.forRoot(config, clock), identity(), ClinicsModule, TeamModule, ProgramsModule, ClientsModule, EpisodesModule, SchedulingModule, AttendanceModule, HoursModule, RemindersModule, ExchangeModule, WorklistModule] };
  }
}
