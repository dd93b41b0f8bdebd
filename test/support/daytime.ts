import { timeZone, type TimeZone } from '#platform';

/** A zone in which it is the middle of the day right now, so that a session of today neither began yesterday nor ends tomorrow. */
export function daytimeZone(now: Date): TimeZone {
  const hour = now.getUTCHours();
  return timeZone(hour >= 13 ? 'America/New_York' : hour >= 10 ? 'Europe/Berlin' : 'Asia/Tokyo');
}
