import { Bool, Day, DayList, Instant, Int, ListOf, OneOf, Text, Uuid, type ClinicDay } from '#platform';
import { SERIES_SCOPES, type SeriesScope } from './edit-series-input.js';
import { BEGINS, EXCEPTIONS, KEPT, SCOPE } from './series-edit.dto.js';

export class PreviewCancelSeriesDto {
  @OneOf(SERIES_SCOPES, { description: SCOPE })
  scope: SeriesScope;

  @Uuid({ optional: true, description: BEGINS })
  sessionId?: string;

  @OneOf(['keep', 'overwrite'], { optional: true, description: EXCEPTIONS })
  exceptions?: 'keep' | 'overwrite';
}

/** A cancellation of occurrences of a series. */
export class CancelSeriesDto extends PreviewCancelSeriesDto {
  @Int({ min: 1, description: 'The version of the series it was begun from.' })
  version: number;

  @Text({ max: 300, description: 'Why, for the record.' })
  reason: string;
}

export class CancelledDateDto {
  @Day()
  day: ClinicDay;

  @Uuid()
  sessionId: string;

  @Instant()
  startsAt: Date;

  @Instant()
  endsAt: Date;

  @OneOf(KEPT, { nullable: true, description: 'Why it is not cancelled; null: it is.' })
  kept: string | null;

  @Bool()
  changedByHand: boolean;
}

export class SeriesCancelPreviewDto {
  @ListOf(() => CancelledDateDto, { max: 2000 })
  dates: CancelledDateDto[];
}

export class SeriesCancelledDto extends SeriesCancelPreviewDto {
  @Uuid()
  seriesId: string;

  @Int({ min: 1 })
  version: number;

  @Day({ nullable: true, description: 'The last day it meets; null where it goes on.' })
  endedOn: ClinicDay | null;
}

/** Takes the last cancellation of the series back. */
export class RestoreSeriesDto {
  @Int({ min: 1 })
  version: number;

  @DayList({ max: 1000, optional: true, description: 'The dates that come back; left out: all to come. Others stay cancelled.' })
  days?: ClinicDay[];
}

export class SeriesRestoredDto {
  @Uuid()
  seriesId: string;

  @Int({ min: 1 })
  version: number;

  @Day({ nullable: true })
  endedOn: ClinicDay | null;

  @DayList({ max: 1000 })
  restored: ClinicDay[];

  @DayList({ max: 1000, description: 'Dates that stay cancelled: begun by now, or not chosen.' })
  cancelled: ClinicDay[];
}
