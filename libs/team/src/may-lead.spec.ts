import { describe, expect, it } from '@jest/globals';
import type { ClinicDay } from '#platform';
import type { Discipline } from './disciplines.js';
import { judgeLeader, type LeadRefusal } from './may-lead.js';
import { judgeSigner, type SignRefusal } from './may-sign.js';
import type { WorkerFacts } from './may-work.js';

const day = (text: string) => text as ClinicDay;
const license = (issuedOn: string | null, expiresOn: string | null) => ({ issuedOn: issuedOn === null ? null : day(issuedOn), expiresOn: expiresOn === null ? null : day(expiresOn) });
const person = (discipline: Discipline, rest: Partial<WorkerFacts> = {}): WorkerFacts => ({ staffId: 'a', discipline, active: true, supervised: false, credentials: [], ...rest });

describe('who may lead a session on its day', () => {
  const GROUP = ['therapist', 'social_worker', 'intern'];

  it.each<[string, WorkerFacts, readonly string[], string, LeadRefusal | null]>([
    ['a therapist with a license', person('therapist', { credentials: [license('2024-01-01', '2026-12-31')] }), GROUP, '2026-03-02', null],
    ['a therapist on the last day of the license', person('therapist', { credentials: [license(null, '2026-03-02')] }), GROUP, '2026-03-02', null],
    ['a therapist the day after the license expired', person('therapist', { credentials: [license(null, '2026-03-02')] }), GROUP, '2026-03-03', 'credential_expired'],
    ['a therapist before the license begins', person('therapist', { credentials: [license('2026-04-01', null)] }), GROUP, '2026-03-02', 'credential_not_yet_valid'],
    ['a therapist whose second license holds', person('therapist', { credentials: [license(null, '2025-12-31'), license(null, '2027-12-31')] }), GROUP, '2026-03-02', null],
    ['a therapist without any license', person('therapist'), GROUP, '2026-03-02', 'credential_missing'],
    ['a psychologist in a service that does not name them', person('psychologist', { credentials: [license(null, null)] }), GROUP, '2026-03-02', 'other_discipline'],
    ['a psychologist in a service that names nobody', person('psychologist', { credentials: [license(null, null)] }), [], '2026-03-02', null],
    ['an intern with a supervisor', person('intern', { supervised: true }), GROUP, '2026-03-02', null],
    ['an intern without one', person('intern', { credentials: [license(null, null)] }), GROUP, '2026-03-02', 'no_supervisor'],
    ['a yoga instructor, who needs no license', person('wellness_instructor'), [], '2026-03-02', null],
    ['the front desk', person('front_desk', { credentials: [license(null, null)] }), [], '2026-03-02', 'never_leads'],
    ['somebody who left', person('therapist', { active: false, credentials: [license(null, null)] }), GROUP, '2026-03-02', 'not_active'],
  ])('%s', (_case, who, disciplines, on, reason) => {
    const verdict = judgeLeader(who, disciplines, day(on));
    expect([verdict.may, verdict.reason]).toEqual([reason === null, reason]);
    expect(verdict.sentence === null).toBe(reason === null);
  });

  it('is told when the license ended', () => {
    expect(judgeLeader(person('nurse', { credentials: [license(null, '2025-01-31'), license(null, '2025-12-31')] }), [], day('2026-03-02')).sentence).toBe('License or certificate expired on 2025-12-31.');
  });
});

describe('who may sign an order on its day', () => {
  it.each<[string, WorkerFacts, string, SignRefusal | null]>([
    ['a psychiatrist with a license', person('psychiatrist', { credentials: [license('2024-01-01', '2026-12-31')] }), '2026-03-02', null],
    ['on the last day of the license', person('therapist', { credentials: [license(null, '2026-03-02')] }), '2026-03-02', null],
    ['the day after it expired', person('therapist', { credentials: [license(null, '2026-03-02')] }), '2026-03-03', 'credential_expired'],
    ['before it begins', person('physician', { credentials: [license('2026-04-01', null)] }), '2026-03-02', 'credential_not_yet_valid'],
    ['whose second license holds', person('nurse', { credentials: [license(null, '2025-12-31'), license(null, '2027-12-31')] }), '2026-03-02', null],
    ['without any', person('counselor'), '2026-03-02', 'credential_missing'],
    ['an associate whose supervisor answers for it', person('associate', { supervised: true }), '2026-03-02', null],
    ['an associate without one', person('associate', { credentials: [license(null, null)] }), '2026-03-02', 'no_supervisor'],
    ['a case manager, who orders no treatment', person('case_manager', { credentials: [license(null, null)] }), '2026-03-02', 'never_signs'],
    ['the front desk', person('front_desk'), '2026-03-02', 'never_signs'],
    ['somebody who left', person('physician', { active: false, credentials: [license(null, null)] }), '2026-03-02', 'not_active'],
  ])('%s', (_case, who, on, reason) => {
    const verdict = judgeSigner(who, day(on));
    expect([verdict.may, verdict.reason]).toEqual([reason === null, reason]);
    expect(verdict.sentence === null).toBe(reason === null);
  });

  it('is told when the license ended', () => {
    expect(judgeSigner(person('nurse', { credentials: [license(null, '2025-12-31')] }), day('2026-03-02')).sentence).toBe('License or certificate expired on 2025-12-31.');
  });
});
