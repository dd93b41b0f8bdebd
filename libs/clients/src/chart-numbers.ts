import { Injectable } from '@nestjs/common';
import { Database } from '#platform';

/** Numbers start above this, so that they all have six digits and sort as they count. */
const BASE = 100_000;

/**
 * Chart numbers of a clinic: 100001, 100002 and so on, without gaps. The counter's row stays locked until the taker's
 * transaction ends, so a chart that is not made after all leaves no hole; that also puts the making of charts in one
 * clinic in a row, which lets the search for duplicates see the chart made a moment ago.
 */
@Injectable()
export class ChartNumbers {
  constructor(private readonly database: Database) {}

  /** Makes others of this clinic wait until the transaction ends, without taking a number. */
  async hold(clinicId: string): Promise<void> {
    await this.advance(clinicId, 0);
  }

  /** Takes the next numbers, in order. Call it first in the transaction: others wait for it. */
  async take(clinicId: string, count = 1): Promise<string[]> {
    if (count === 0) return [];
    const last = await this.advance(clinicId, count);
    return Array.from({ length: count }, (_, i) => String(BASE + last - count + 1 + i));
  }

  private async advance(clinicId: string, count: number): Promise<number> {
    const { last } = await this.database.one<{ last: number }>(
      `insert into clients.chart_number_counter as c (clinic_id, last) values ($1, $2::int)
       on conflict (clinic_id) do update set last = c.last + excluded.last returning last`,
      [clinicId, count],
    );
    return last;
  }
}
