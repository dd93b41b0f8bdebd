import type { CalendarSession, MoveValues } from '../api/calendar';
import { instantAt } from './axis';
import type { Axis, Span } from './axis';
import { laneChange } from './lanes';
import type { DrawnLane, LaneBlock } from './lanes';

/**
 * What putting a session down asks of the server: only what changes. A move keeps its length, whatever the clock does
 * on the way; where a block is the rest of a session from the day before, its beginning moves along.
 */
export function wishOf(axis: Axis, drop: { session: CalendarSession; block: LaneBlock; from: DrawnLane; to: DrawnLane; span: Span }): Omit<MoveValues, 'version'> {
  const { session, block, from, to, span } = drop;
  const values: Omit<MoveValues, 'version'> = laneChange(session, from, to);
  const moved = span.start !== block.start || to.day !== from.day;
  const stretched = span.end - span.start !== block.end - block.start;
  if (moved) {
    const lead = block.began ? Date.parse(instantAt(axis, from.clock, 0)) - Date.parse(session.startsAt) : 0;
    values.startsAt = new Date(Date.parse(instantAt(axis, to.clock, span.start)) - lead).toISOString();
  }
  if (stretched) values.endsAt = instantAt(axis, to.clock, span.end);
  return values;
}
