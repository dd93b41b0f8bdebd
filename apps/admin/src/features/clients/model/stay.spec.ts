import { describe, expect, it } from '@jest/globals';
import { isTelling, NOTHING_KNOWN } from './client-values';
import { sayActivity, onlyLooked } from './words';
import { sayEntry, sayHours, sayWeek, sayWeekDays, sayPolicy } from './stay';

const entry = { day: '2026-03-02', episodeId: 'e', programName: 'Evening', minutesPerWeek: null, daysPerWeek: null, phaseName: null, staffName: null, role: null, disposition: null, reason: null } as const;

describe('a stay in words', () => {
  it('says its week, its hours and its days', () => {
    expect(sayWeek({ week: 3, plannedWeeks: 8 })).toBe('Week 3 of 8');
    expect(sayWeek({ week: 9, plannedWeeks: null })).toBe('Week 9');
    expect(sayWeek({ week: null, plannedWeeks: 8 })).toBeUndefined();
    expect(sayHours({ minutesPerWeek: 900, daysPerWeek: 5 })).toBe('15 h a week on 5 days');
    expect(sayHours({ minutesPerWeek: 90, daysPerWeek: 1 })).toBe('1 h 30 min a week on 1 day');
    expect(sayWeekDays('2026-11-16')).toBe('Nov 16 – 22, 2026');
    expect(sayWeekDays('2026-11-30')).toBe('Nov 30 – Dec 6, 2026');
    expect(sayWeekDays('2026-12-28')).toBe('Dec 28, 2026 – Jan 3, 2027');
  });

  it('tells its story', () => {
    expect(sayEntry({ ...entry, kind: 'discharged', disposition: 'stepped_down' })).toEqual({ title: 'Discharged from Evening', detail: 'Stepped down' });
    expect(sayEntry({ ...entry, kind: 'hours-prescribed', minutesPerWeek: 540, daysPerWeek: 3, phaseName: 'Taper', staffName: 'Ada Okafor' })).toEqual({ title: '9 h a week on 3 days · Taper', detail: 'ordered by Ada Okafor' });
    expect(sayEntry({ ...entry, kind: 'joined-care-team', staffName: 'Ben', role: 'case_manager' }).title).toBe('Ben joined as case manager');
  });
});

describe('looking for a chart that is already there', () => {
  it('begins once there is more than a first name', () => {
    expect(isTelling({ ...NOTHING_KNOWN, givenName: 'Maria' })).toBe(false);
    expect(isTelling({ ...NOTHING_KNOWN, givenName: 'Maria', familyName: 'Diaz' })).toBe(true);
    expect(isTelling({ ...NOTHING_KNOWN, givenName: 'Maria', birthDate: '1990-03-14' })).toBe(true);
    expect(isTelling({ ...NOTHING_KNOWN, givenName: 'Maria', phone: '503' })).toBe(false);
    expect(isTelling({ ...NOTHING_KNOWN, givenName: 'Maria', phone: '(503) 555-0142' })).toBe(true);
  });
});

describe('activity', () => {
  it('is said in words, looking apart from changing', () => {
    expect(sayActivity('episodes.prescription-changed')).toBe('Prescription changed');
    expect(sayActivity('clients.details-read')).toBe('Details read');
    expect([onlyLooked('episodes.chart-opened'), onlyLooked('clients.edited')]).toEqual([true, false]);
  });
});

describe('a week of the past', () => {
  it('says what policy judged it', () => {
    const week = { policyNumber: 2, policyMinimumMinutes: 540, maximumMinutes: 1200, policyDaysMinimum: 3, policyDaysMaximum: 5, dayMinimumMinutes: 180, daysPerDiem: 1 };
    expect(sayPolicy(week)).toBe('Policy version 2: 9 h to 20 h on 3 to 5 days. 1 per-diem day, from 3 h each.');
    expect(sayPolicy({ ...week, policyNumber: null, policyMinimumMinutes: null, policyDaysMinimum: null })).toBe('Policy: up to 20 h. 1 per-diem day, from 3 h each.');
  });
});
