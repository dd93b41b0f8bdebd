import { DISCIPLINE_CODES, disciplineFacts } from '../disciplines.js';

/** Disciplines that lead by license or certificate, for `any($n)`. */
export const CREDENTIALED = DISCIPLINE_CODES.filter((code) => disciplineFacts(code).leadsBy === 'credential');

/** Days before its last day from which a credential counts as expiring (STF-CRED-ACTIVE warns at 90, 60 and 30). */
export const WARN_DAYS = 90;

/**
 * How the credentials of staff `s` stand on a day, as a lateral join giving `standing` and `until`: the one that lasts
 * longest among those valid decides; one without a last day never expires.
 * @param day parameter of the day. @param warn parameter of the days of warning. @param credentialed parameter of `CREDENTIALED`.
 */
export function credentialStanding(day: string, warn: string, credentialed: string): string {
  return `lateral (
    select case
        when c.held = 0 then case when s.discipline = any(${credentialed}) then 'missing' else 'not_needed' end
        when c.valid = 0 then 'expired'
        when c.endless or c.until > ${day}::date + ${warn}::int then 'valid'
        else 'expiring' end as standing,
      case when c.endless then null else coalesce(c.until, c.last) end as until
    from (
      select count(*) as held, count(*) filter (where v) as valid, coalesce(bool_or(expires_on is null) filter (where v), false) as endless,
        max(expires_on) filter (where v) as until, max(expires_on) as last
      from (select expires_on, (issued_on is null or issued_on <= ${day}) and (expires_on is null or expires_on >= ${day}) as v
        from team.credential where staff_id = s.id) one) c)`;
}
