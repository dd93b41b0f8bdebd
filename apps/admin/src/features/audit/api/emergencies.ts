import { call, client } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type Emergency = Schema<'EmergencyAccessDto'>;
export type Finding = Schema<'EmergencyFinding'>;

export const emergencyKeys = {
  all: (clinicId: string) => ['emergencies', clinicId] as const,
  list: (clinicId: string, which: 'waiting' | 'all') => ['emergencies', clinicId, which] as const,
};

export const readEmergencies = (clinicId: string, which: 'waiting' | 'all', cursor: string | undefined, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/emergency-access', { params: { path: { clinicId }, query: { ...(which === 'waiting' ? { waiting: true } : {}), ...(cursor ? { cursor } : {}) } }, signal }));

export const reviewEmergency = (clinicId: string, accessId: string, body: Schema<'ReviewEmergencyDto'>) =>
  call(client.POST('/api/clinics/{clinicId}/emergency-access/{accessId}/review', { params: { path: { clinicId, accessId } }, body }));
