import { Module, type DynamicModule } from '@nestjs/common';
import { PlatformModule, type Clock, type Config } from '#platform';

/** The whole application: the one place that lists its modules. */
@Module({})
export class AppModule {
  static forRoot(config: Config, clock?: Clock): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.forRoot(config, clock)] };
  }
}
