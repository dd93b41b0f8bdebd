import { Module, type DynamicModule } from '@nestjs/common';
import { AttendanceModule } from '#attendance';
import { ClientsModule } from '#clients';
import { ClinicsModule, ClinicsReader } from '#clinics';
import { EpisodesModule } from '#episodes';
import { HoursModule } from '#hours';
import { ClinicDirectory, IdentityModule } from '#identity';
import { PlatformModule, type Clock, type Config } from '#platform';
import { ProgramsModule } from '#programs';
import { SchedulingModule } from '#scheduling';
import { TeamModule } from '#team';
import { FirstAdministrator } from './first-administrator.js';

/** Identity names the clinics a person works in; it stands below the clinics and cannot ask them itself. */
const identity = (): DynamicModule =>
  IdentityModule.with({
    imports: [ClinicsModule],
    directory: { provide: ClinicDirectory, inject: [ClinicsReader], useFactory: (clinics: ClinicsReader): ClinicDirectory => ({ find: (ids) => clinics.clinics(ids) }) },
  });

/** The whole application: the one place that lists its modules. */
@Module({})
export class AppModule {
  static forRoot(config: Config, clock?: Clock): DynamicModule {
    return { module: AppModule, providers: [FirstAdministrator], imports: [PlatformModule.forRoot(config, clock), identity(), ClinicsModule, TeamModule, ProgramsModule, ClientsModule, EpisodesModule, SchedulingModule, AttendanceModule, HoursModule] };
  }
}
