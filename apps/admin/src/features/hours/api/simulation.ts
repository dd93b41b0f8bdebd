import { call, client } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type Simulation = Schema<'PolicySimulationDto'>;
export type AffectedClient = Schema<'AffectedClientDto'>;
export type SimulatedWeek = Schema<'SimulatedWeekDto'>;
export type PolicyChange = Schema<'SimulatePolicyDto'>;
export type Policy = Schema<'PolicyDto'>;

export const simulationKeys = {
  policy: (clinicId: string, programId: string) => ['programs', clinicId, 'simulation', programId] as const,
};

export const readPolicyNow = (clinicId: string, programId: string) => call(client.GET('/api/clinics/{clinicId}/programs/{programId}/policy', { params: { path: { clinicId, programId }, query: {} } }));

export const readProgramName = async (clinicId: string, programId: string) => (await call(client.GET('/api/clinics/{clinicId}/programs/{programId}', { params: { path: { clinicId, programId } } }))).name;

/** One page of clients; the numbers of all pages together are the whole. */
export const simulate = (clinicId: string, programId: string, body: PolicyChange, cursor: string | undefined) =>
  call(client.POST('/api/clinics/{clinicId}/programs/{programId}/policy/simulation', { params: { path: { clinicId, programId }, query: { limit: 100, ...(cursor ? { cursor } : {}) } }, body }));
