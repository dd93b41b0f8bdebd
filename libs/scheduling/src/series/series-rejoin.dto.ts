import { Day, Int, Uuid, type ClinicDay } from '#platform';

/** Makes a series that was split one again. */
export class RejoinSeriesDto {
  @Int({ min: 1, description: 'The version of the later part.' })
  version: number;
}

export class SeriesRejoinedDto {
  @Uuid({ description: 'The series all of it belongs to now: the earlier part.' })
  seriesId: string;

  @Int({ min: 1 })
  version: number;

  @Day({ nullable: true, description: 'The last day it meets, where it was ended before its rule.' })
  endedOn: ClinicDay | null;
}
