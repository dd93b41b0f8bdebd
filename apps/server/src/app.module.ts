import { Module, type DynamicModule } from '@nestjs/common';
import { ClientsModule } from '#clients';
import { ClinicsModule } from '#clinics';
import { EpisodesModule } from '#episodes';
import { PlatformModule, type Clock, type Config } from '#platform';
import { ProgramsModule } from '#programs';
import { TeamModule } from '#team';

/** The whole application: the one place that lists its modules. */
@Module({})
export class AppModule {
  static forRoot(config: Config, clock?: Clock): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.forRoot(config, clock), ClinicsModule, TeamModule, ProgramsModule, ClientsModule, EpisodesModule] };
  }
}
