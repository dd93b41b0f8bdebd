import { call, client, idempotent } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type Ripple = Schema<'AbsenceRippleDto'>;
export type StrandedSession = Schema<'StrandedSessionDto'>;
export type WeekAtStake = Schema<'WeekAtStakeDto'>;
export type AbsenceBody = Schema<'AbsenceDto'>;
export type Approval = Schema<'ApproveAbsenceDto'>;
export type Approved = Schema<'AbsenceApprovedDto'>;

export const absenceKeys = {
  ripple: (clinicId: string, body: AbsenceBody) => ['absence', clinicId, 'ripple', body] as const,
  choices: (clinicId: string, kind: string) => ['absence', clinicId, 'choices', kind] as const,
};

export const readRipple = (clinicId: string, body: AbsenceBody, signal: AbortSignal) =>
  call(client.POST('/api/clinics/{clinicId}/absences/preview', { params: { path: { clinicId } }, body, signal }));

export const approveAbsence = (clinicId: string, body: Approval, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/absences', { params: { path: { clinicId } }, body, headers: idempotent(key) }));

const active = { active: true, limit: 200 } as const;
export const readRooms = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/rooms', { params: { path: { clinicId }, query: active } }));
