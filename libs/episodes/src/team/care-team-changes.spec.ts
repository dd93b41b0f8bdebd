import { describe, expect, it } from '@jest/globals';
import type { ClinicDay } from '#platform';
import { ended, handedOver, hasPrimary, joined, promoted, type TeamPlace } from './care-team-changes.js';

const day = (text: string): ClinicDay => `2026-${text}` as ClinicDay;
const place = (id: string, staffId: string, over: Partial<TeamPlace> = {}): TeamPlace => ({ id, staffId, role: 'therapist', isPrimary: false, fromDay: day('01-05'), toDay: null, ...over });
const said = (team: TeamPlace[]): string[] =>
  team
    .map(({ staffId, role, isPrimary, fromDay, toDay }) => `${fromDay.slice(5)} to ${toDay?.slice(5) ?? '…'} ${staffId} ${role}${isPrimary ? ' primary' : ''}`)
    .sort();

const team = [place('a', 'Ada', { isPrimary: true }), place('b', 'Ben', { role: 'case_manager' })];

describe('a care team', () => {
  it('has one primary when a new one comes', () => {
    expect(said(joined(team, { staffId: 'Chi', role: 'therapist', isPrimary: true, fromDay: day('02-10'), toDay: null }))).toEqual([
      '01-05 to 02-09 Ada therapist primary', '01-05 to … Ben case_manager', '02-10 to … Ada therapist', '02-10 to … Chi therapist primary',
    ]);
  });

  it('has one primary when somebody of the team becomes it, also on the day they all began', () => {
    expect(said(promoted(team, 'b', day('03-01')))).toEqual(['01-05 to 02-28 Ada therapist primary', '01-05 to 02-28 Ben case_manager', '03-01 to … Ada therapist', '03-01 to … Ben case_manager primary']);
    expect(said(promoted(team, 'b', day('01-05')))).toEqual(['01-05 to … Ada therapist', '01-05 to … Ben case_manager primary']);
  });

  it('ends with the stay, and what would have begun later never does', () => {
    const later = [...team, place('c', 'Chi', { fromDay: day('05-01') })];
    expect(said(ended(later, day('04-30')))).toEqual(['01-05 to 04-30 Ada therapist primary', '01-05 to 04-30 Ben case_manager']);
    expect(hasPrimary(ended(team, day('04-30')), day('05-01'))).toBe(false);
  });
});

describe('handing over', () => {
  it('for good gives every place to the other', () => {
    expect(said(handedOver(team, 'Ada', 'Chi', day('03-02'), null))).toEqual(['01-05 to 03-01 Ada therapist primary', '01-05 to … Ben case_manager', '03-02 to … Chi therapist primary']);
  });

  it('for a leave gives them back the day after', () => {
    expect(said(handedOver(team, 'Ada', 'Chi', day('03-02'), day('03-15')))).toEqual([
      '01-05 to 03-01 Ada therapist primary', '01-05 to … Ben case_manager', '03-02 to 03-15 Chi therapist primary', '03-16 to … Ada therapist primary',
    ]);
  });

  it('to somebody who already has the role lets them keep it and makes them primary meanwhile', () => {
    const two = [...team, place('c', 'Chi')];
    expect(said(handedOver(two, 'Ada', 'Chi', day('03-02'), day('03-15')))).toEqual([
      '01-05 to 03-01 Ada therapist primary', '01-05 to 03-01 Chi therapist', '01-05 to … Ben case_manager', '03-02 to 03-15 Chi therapist primary', '03-16 to … Ada therapist primary',
      '03-16 to … Chi therapist',
    ]);
    expect(said(handedOver(two, 'Ada', 'Chi', day('03-02'), null))).toEqual([
      '01-05 to 03-01 Ada therapist primary', '01-05 to 03-01 Chi therapist', '01-05 to … Ben case_manager', '03-02 to … Chi therapist primary',
    ]);
  });

  it('leaves what ended before, and takes along what begins later', () => {
    const history = [place('x', 'Ada', { toDay: day('02-01') }), place('y', 'Ada', { role: 'counselor', fromDay: day('04-01') })];
    expect(said(handedOver(history, 'Ada', 'Chi', day('03-02'), null))).toEqual(['01-05 to 02-01 Ada therapist', '04-01 to … Chi counselor']);
  });

  it('never leaves a day without the primary it had', () => {
    for (const until of [null, day('03-15')]) {
      const after = handedOver(team, 'Ada', 'Chi', day('03-02'), until);
      for (const one of ['01-05', '03-01', '03-02', '03-15', '03-16', '06-01']) {
        expect(after.filter((at) => at.isPrimary && at.fromDay <= day(one) && (at.toDay === null || at.toDay >= day(one)))).toHaveLength(1);
      }
    }
  });
});
