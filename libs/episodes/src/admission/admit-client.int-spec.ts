import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CreateClient } from '#clients';
import { newId, runAsSystem, type ClinicDay } from '#platform';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { clinicWithProgram, type ClinicWithProgram } from '../../../../test/support/clinic-with-program.js';
import { ChangePrescription } from '../prescription/change-prescription.service.js';
import { AdmitClient, type AdmitClientInput } from './admit-client.service.js';

let house: TestApp;
let clinic: ClinicWithProgram;
let clientId: string;

beforeAll(async () => {
  house = await testApp();
});
afterAll(() => house.close());
beforeEach(async () => {
  clinic = await clinicWithProgram(house.database);
  clientId = (await asSystem(() => house.get(CreateClient).run(clinic.clinicId, { givenName: 'Mia', familyName: 'Duarte' }))).id;
});

const asSystem = <T>(work: () => Promise<T>): Promise<T> => runAsSystem('test', work);
const day = (text: string): ClinicDay => text as ClinicDay;
const admission = (over: Partial<AdmitClientInput> = {}): AdmitClientInput => ({
  clientId,
  programId: clinic.programId,
  admittedOn: day('2026-03-04'),
  careTeam: [{ staffId: clinic.staffIds[0], role: 'therapist', isPrimary: true }, { staffId: clinic.staffIds[1], role: 'case_manager' }],
  ...over,
});
const admit = (over: Partial<AdmitClientInput> = {}) => asSystem(() => house.get(AdmitClient).run(clinic.clinicId, admission(over)));

describe('admitting a client', () => {
  it('takes the hours from the program’s taper, the later steps from the start of a program week', async () => {
    const { id } = await admit();
    expect(await house.database.rows('select effective_from, minutes_per_week, days_per_week, phase_name, ordered_by_staff_id from episodes.prescribed_hours where episode_id = $1 order by effective_from', [id])).toEqual([
      { effective_from: '2026-03-04', minutes_per_week: 900, days_per_week: 5, phase_name: 'Full', ordered_by_staff_id: clinic.staffIds[0] },
      { effective_from: '2026-03-30', minutes_per_week: 540, days_per_week: 3, phase_name: 'Taper', ordered_by_staff_id: clinic.staffIds[0] },
    ]);
    expect(await house.database.one('select planned_weeks, discharged_on from episodes.episode where id = $1', [id])).toEqual({ planned_weeks: 8, discharged_on: null });
    expect(await house.database.rows('select name, payload from platform.outbox where clinic_id = $1', [clinic.clinicId])).toEqual([{ name: 'episodes.changed', payload: { episodeIds: [id] } }]);
    expect(await house.database.rows(`select action, client_id from platform.audit_entry where subject_id = $1`, [id])).toEqual([{ action: 'episodes.client-admitted', client_id: clientId }]);
  });

  it('asks for a reason when the hours leave the policy, and keeps the reason', async () => {
    const prescriptions = [{ effectiveFrom: day('2026-03-04'), minutesPerWeek: 360, daysPerWeek: 2 }];
    await expect(admit({ prescriptions })).rejects.toMatchObject({ code: 'outside-policy', status: 422, errors: [{ pointer: '/prescriptions/0/minutesPerWeek' }, { pointer: '/prescriptions/0/daysPerWeek' }] });
    const { id } = await admit({ prescriptions: prescriptions.map((one) => ({ ...one, reason: 'Works nights until May' })) });
    expect(await house.database.one('select reason from episodes.prescribed_hours where episode_id = $1', [id])).toEqual({ reason: 'Works nights until May' });
  });

  it('wants one primary, staff who work here, and a program that takes people in', async () => {
    await expect(admit({ careTeam: [{ staffId: clinic.staffIds[0], role: 'therapist' }] })).rejects.toMatchObject({ code: 'invalid-input', errors: [{ pointer: '/careTeam' }] });
    await expect(admit({ careTeam: [{ staffId: newId(), role: 'therapist', isPrimary: true }] })).rejects.toMatchObject({ status: 404 });
    await house.database.transaction(() => house.database.rows('update team.staff set active = false where id = $1', [clinic.staffIds[1]]));
    await expect(admit()).rejects.toMatchObject({ code: 'staff-inactive', errors: [{ pointer: '/careTeam/1/staffId' }] });
    await house.database.transaction(() => house.database.rows('update programs.program set active = false where id = $1', [clinic.programId]));
    await expect(admit()).rejects.toMatchObject({ code: 'program-inactive' });
  });

  it('is signed for by whoever ordered the hours: with a license that holds on the day of the order', async () => {
    const [therapist, caseManager, prescriber] = clinic.staffIds;
    const expires = (staffId: string, on: string) => house.database.transaction(() => house.database.rows('update team.credential set expires_on = $2 where staff_id = $1', [staffId, on]));
    await expect(admit({ orderedByStaffId: caseManager })).rejects.toMatchObject({ code: 'may-not-sign', status: 422, errors: [{ pointer: '/orderedByStaffId', detail: 'may not sign for these hours: Case manager orders no treatment.' }] });
    await expires(therapist, '2026-03-01');
    await expect(admit()).rejects.toMatchObject({ code: 'may-not-sign', errors: [{ pointer: '/orderedByStaffId', detail: 'may not sign for these hours: License or certificate expired on 2026-03-01.' }] });
    expect(await house.database.rows('select 1 from episodes.episode where client_id = $1', [clientId])).toEqual([]);
    await expires(therapist, '2026-03-02');
    const { id } = await admit();
    expect(await house.database.rows('select distinct ordered_by_staff_id from episodes.prescribed_hours where episode_id = $1', [id])).toEqual([{ ordered_by_staff_id: therapist }]);
    await expires(prescriber, '2026-03-01');
    const change = { version: 1, effectiveFrom: day('2026-03-11'), minutesPerWeek: 600, orderedByStaffId: prescriber };
    await expect(asSystem(() => house.get(ChangePrescription).run(clinic.clinicId, id, change))).rejects.toMatchObject({ code: 'may-not-sign', errors: [{ pointer: '/orderedByStaffId' }] });
    await expect(asSystem(() => house.get(ChangePrescription).run(clinic.clinicId, id, { ...change, orderedByStaffId: therapist }))).resolves.toBeUndefined();
  });

  it('goes, where it is written down later, by the license of that day', async () => {
    const [therapist] = clinic.staffIds;
    const expires = (on: string) => house.database.transaction(() => house.database.rows('update team.credential set expires_on = $2 where staff_id = $1', [therapist, on]));
    await expires('2026-02-22');
    await expect(admit({ admittedOn: day('2026-02-23') })).rejects.toMatchObject({ code: 'may-not-sign' });
    await expires('2026-02-23');
    await expect(admit({ admittedOn: day('2026-02-23') })).resolves.toMatchObject({ id: expect.any(String) });
  });

  it('knows neither clients nor programs of another clinic', async () => {
    const other = await clinicWithProgram(house.database);
    const elsewhere = await asSystem(() => house.get(CreateClient).run(other.clinicId, { givenName: 'Ola' }));
    await expect(admit({ clientId: elsewhere.id })).rejects.toMatchObject({ status: 404 });
    await expect(admit({ programId: other.programId })).rejects.toMatchObject({ status: 404 });
    await expect(admit({ careTeam: [{ staffId: other.staffIds[0], role: 'therapist', isPrimary: true }] })).rejects.toMatchObject({ status: 404 });
  });

  it('happens once when twenty people admit the same client to the same program at the same moment', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => admit()));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as { code: string; status: number }] : []));
    expect(new Set(refused.map(({ code, status }) => `${status} ${code}`))).toEqual(new Set(['409 already-in-program']));
    expect(await house.database.one('select (select count(*) from episodes.episode where client_id = $1) as episodes, (select count(*) from episodes.care_team_member where clinic_id = $2) as team', [clientId, clinic.clinicId])).toEqual({ episodes: 1, team: 2 });
  });
});
