import { timeZone, type ClinicDay } from '#platform';
import { describeRule } from './describe-rule.js';
import { isRuleProblem, parseRule } from './recurrence.js';

/** A stored rule as a person says it. */
export function ruleWords(rule: string, startDay: ClinicDay, zone: string): string {
  const parsed = parseRule(rule, { zone: timeZone(zone) });
  return isRuleProblem(parsed) ? rule : describeRule(parsed, 'en', startDay);
}
