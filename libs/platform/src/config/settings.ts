import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';

/** Values kept in the database that change how this installation works; what is not set keeps its default. */
@Injectable()
export class Settings {
  constructor(private readonly database: Database) {}

  /** The value of a setting, or undefined. The reader judges it: it is whatever JSON somebody put there. */
  async read(name: string): Promise<unknown> {
    return (await this.database.maybe<{ value: unknown }>('select value from platform.setting where name = $1', [name]))?.value;
  }
}
