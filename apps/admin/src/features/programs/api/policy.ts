import { call, client, idempotent } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';
import { programKeys } from './programs';

export type Policy = Schema<'PolicyDto'>;
export type PolicyNumber = Schema<'PolicyNumberDto'>;
export type LayerValue = Schema<'LayerValueDto'>;
export type FollowedProfile = Schema<'FollowedProfileDto'>;
export type Parameter = Schema<'ParameterDto'>;
export type ParameterKey = Schema<'ParameterKey'>;
export type ParameterHistory = Schema<'ParameterHistoryDto'>;
export type ParameterRecord = Schema<'ParameterRecordDto'>;
export type RuleProfile = Schema<'RuleProfileDto'>;
export type RuleProfileDetail = Schema<'RuleProfileDetailDto'>;
export type Layer = Schema<'Layer'>;
export type Evidence = Schema<'Evidence'>;
export type NumberChange = Schema<'NumberChangeDto'>;
export type ChangeNumbers = Schema<'ChangeNumbersDto'>;
export type ParameterValue = number | boolean | number[];

export const policyKeys = {
  parameters: (clinicId: string) => ['policy-parameters', clinicId] as const,
  on: (clinicId: string, programId: string, day: string) => [...programKeys.one(clinicId, programId), 'policy', day] as const,
  history: (clinicId: string, programId: string, parameter: string) => [...programKeys.one(clinicId, programId), 'history', parameter] as const,
  profiles: (clinicId: string) => ['rule-profiles', clinicId] as const,
  profileList: (clinicId: string) => ['rule-profiles', clinicId, 'list'] as const,
  profile: (clinicId: string, profileId: string) => ['rule-profiles', clinicId, 'one', profileId] as const,
};

const at = (clinicId: string) => ({ params: { path: { clinicId } } });
const of = (clinicId: string, programId: string) => ({ params: { path: { clinicId, programId } } });

export const readParameters = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/policy-parameters', at(clinicId)));
export const readPolicy = (clinicId: string, programId: string, on: string) =>
  call(client.GET('/api/clinics/{clinicId}/programs/{programId}/policy', { params: { path: { clinicId, programId }, query: { on } } }));
export const readHistory = (clinicId: string, programId: string, parameter: ParameterKey) =>
  call(client.GET('/api/clinics/{clinicId}/programs/{programId}/policy/parameters/{parameter}', { params: { path: { clinicId, programId, parameter } } }));
export const changePolicy = (clinicId: string, programId: string, body: ChangeNumbers, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/programs/{programId}/policy/changes', { ...of(clinicId, programId), body, headers: idempotent(key) }));
export const followProfile = (clinicId: string, programId: string, body: Schema<'FollowProfileDto'>, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/programs/{programId}/policy/profiles', { ...of(clinicId, programId), body, headers: idempotent(key) }));
export const stopFollowing = (clinicId: string, programId: string, followId: string, body: Schema<'StopFollowingDto'>, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/programs/{programId}/policy/profiles/{followId}/end', { params: { path: { clinicId, programId, followId } }, body, headers: idempotent(key) }));

export const readProfiles = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/rule-profiles', at(clinicId)));
export const readProfile = (clinicId: string, profileId: string) => call(client.GET('/api/clinics/{clinicId}/rule-profiles/{profileId}', { params: { path: { clinicId, profileId } } }));
export const addProfile = (clinicId: string, body: Schema<'CreateProfileDto'>, key: string) => call(client.POST('/api/clinics/{clinicId}/rule-profiles', { ...at(clinicId), body, headers: idempotent(key) }));
export const renameProfile = (clinicId: string, profileId: string, body: { name: string; version: number }) =>
  call(client.PATCH('/api/clinics/{clinicId}/rule-profiles/{profileId}', { params: { path: { clinicId, profileId } }, body }));
export const changeProfile = (clinicId: string, profileId: string, body: ChangeNumbers, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/rule-profiles/{profileId}/changes', { params: { path: { clinicId, profileId } }, body, headers: idempotent(key) }));
