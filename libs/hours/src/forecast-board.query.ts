import { Injectable } from '@nestjs/common';
import type { Page } from '#platform';
import { HoursBoardQuery, type BoardRow, type HoursBoardFilter } from './hours-board.query.js';
import type { Standing } from './standing.js';
import { WeekForecastsQuery, type WeekForecast } from './week-forecasts.query.js';

/** A row of the board with how its week is likely to end; null for a week that is not running. */
export interface ForecastRow extends BoardRow {
  forecast: WeekForecast | null;
}

export interface ForecastBoard extends Page<ForecastRow> {
  counts: Record<Standing, number>;
}

/** How many pages of the board one request looks at, at most, for those who are likely to fall short. */
const PAGES_LOOKED_AT = 4;

/** The board with forecasts, or only those on it who are likely to fall short. */
@Injectable()
export class ForecastBoardQuery {
  constructor(
    private readonly board: HoursBoardQuery,
    private readonly forecasts: WeekForecastsQuery,
  ) {}

  async run(clinicId: string, filter: HoursBoardFilter): Promise<ForecastBoard> {
    const { items, ...rest } = await this.board.run(clinicId, filter);
    return { ...rest, items: await this.foretold(clinicId, items) };
  }

  /**
   * Those likely to fall short, in the order of the board. One request looks at a few pages of the board and no more, so
   * a page may hold fewer than asked for, or nobody, and still have a next one.
   */
  async likelyShort(clinicId: string, filter: HoursBoardFilter): Promise<ForecastBoard> {
    let cursor = filter.cursor;
    for (let looked = 1; ; looked++) {
      const page = await this.board.run(clinicId, { ...filter, ...(cursor === undefined ? {} : { cursor }) });
      const items = (await this.foretold(clinicId, page.items)).filter((row) => row.forecast?.outlook === 'likely_short');
      // Whoever has met the prescription stands last and falls short no more.
      const nextCursor = page.items.at(-1)?.standing === 'met' ? null : page.nextCursor;
      if (items.length > 0 || nextCursor === null || looked === PAGES_LOOKED_AT) return { items, nextCursor, counts: page.counts };
      cursor = nextCursor;
    }
  }

  private async foretold(clinicId: string, rows: readonly BoardRow[]): Promise<ForecastRow[]> {
    const forecasts = await this.forecasts.run(clinicId, rows);
    return rows.map((row) => ({ ...row, forecast: forecasts.get(row.episodeId) ?? null }));
  }
}
