import { call, client, idempotent } from '@/lib/api/http';
import type { Schema } from '@/lib/api/http';

export type GroupSummary = Schema<'GroupSummaryDto'>;
export type Group = Schema<'GroupDto'>;
export type GroupSeries = Schema<'GroupSeriesDto'>;
export type Member = Schema<'GroupMemberDto'>;
export type GroupSession = Schema<'GroupSessionDto'>;
export type Topic = Schema<'TopicDto'>;
export type Candidate = Schema<'GroupCandidateDto'>;
export type TrackCandidate = Schema<'TrackCandidateDto'>;
export type Waitlist = Schema<'WaitlistDto'>;
export type WaitlistEntry = Schema<'WaitlistEntryDto'>;
export type WaitlistState = Schema<'WaitlistState'>;
export type Preview = Schema<'SeriesPreviewDto'>;
export type Occurrence = Schema<'PlannedOccurrenceDto'>;
export type Conflict = Schema<'ConflictDto'>;
export type SeriesBody = Schema<'CreateSeriesDto'>;
export type Grid = Schema<'GroupAttendanceDto'>;
export type GridStatus = Schema<'AttendanceStatus'>;

/** What the list may show: groups that are held, some of them, or those that no longer are. */
export const SHOWN = ['held', 'free', 'full', 'open', 'closed', 'ended'] as const;

export interface GroupFilters {
  search: string;
  program: string | null;
  weekday: '1' | '2' | '3' | '4' | '5' | '6' | '7' | null;
  facilitator: string | null;
  show: (typeof SHOWN)[number];
}

/** Keys begin with the thing and the clinic, so that one invalidate refreshes the list and every open group. */
export const groupKeys = {
  all: (clinicId: string) => ['groups', clinicId] as const,
  list: (clinicId: string, filters: GroupFilters) => ['groups', clinicId, 'list', filters] as const,
  choices: (clinicId: string) => ['groups', clinicId, 'choices'] as const,
  one: (clinicId: string, groupId: string) => ['groups', clinicId, 'one', groupId] as const,
  sessions: (clinicId: string, groupId: string, when: string) => ['groups', clinicId, 'one', groupId, 'sessions', when] as const,
  grid: (clinicId: string, groupId: string, cursor: string | null) => ['groups', clinicId, 'one', groupId, 'grid', cursor] as const,
  waitlist: (clinicId: string, groupId: string) => ['groups', clinicId, 'one', groupId, 'waitlist'] as const,
  candidates: (clinicId: string, groupId: string, search: string) => ['groups', clinicId, 'one', groupId, 'candidates', search] as const,
  inStay: (clinicId: string, search: string, episodeId: string | null) => ['groups', clinicId, 'in-stay', search, episodeId] as const,
  preview: (clinicId: string, body: SeriesBody | null) => ['groups', clinicId, 'preview', body] as const,
};

const inClinic = (clinicId: string) => ({ path: { clinicId } });
const ofGroup = (clinicId: string, groupId: string) => ({ path: { clinicId, groupId } });

const STATES: Record<GroupFilters['show'], { active: boolean; free?: boolean; enrollment?: 'open' | 'closed' }> = {
  held: { active: true },
  free: { active: true, free: true },
  full: { active: true, free: false },
  open: { active: true, enrollment: 'open' },
  closed: { active: true, enrollment: 'closed' },
  ended: { active: false },
};

export const readGroups = (clinicId: string, { search, program, weekday, facilitator, show }: GroupFilters, cursor: string | undefined, signal: AbortSignal) =>
  call(
    client.GET('/api/clinics/{clinicId}/groups', {
      params: {
        ...inClinic(clinicId),
        query: {
          ...STATES[show],
          ...(search ? { search } : {}),
          ...(program ? { programId: program } : {}),
          ...(weekday ? { weekday: Number(weekday) } : {}),
          ...(facilitator ? { staffId: facilitator } : {}),
          ...(cursor ? { cursor } : {}),
        },
      },
      signal,
    }),
  );

/** Groups that are held, to choose among. */
export const readHeldGroups = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/groups', { params: { ...inClinic(clinicId), query: { active: true, limit: 200 } } }));
export const readGroup = (clinicId: string, groupId: string) => call(client.GET('/api/clinics/{clinicId}/groups/{groupId}', { params: ofGroup(clinicId, groupId) }));
export const addGroup = (clinicId: string, body: Schema<'CreateGroupDto'>, key: string) => call(client.POST('/api/clinics/{clinicId}/groups', { params: inClinic(clinicId), body, headers: idempotent(key) }));
export const changeGroup = (clinicId: string, groupId: string, body: Schema<'EditGroupDto'>) => call(client.PATCH('/api/clinics/{clinicId}/groups/{groupId}', { params: ofGroup(clinicId, groupId), body }));

export const readSessions = (clinicId: string, groupId: string, when: 'coming' | 'past', cursor: string | undefined, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/groups/{groupId}/sessions', { params: { ...ofGroup(clinicId, groupId), query: { when, limit: 40, ...(cursor ? { cursor } : {}) } }, signal }));

export const readGrid = (clinicId: string, groupId: string, cursor: string | null, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/groups/{groupId}/attendance', { params: { ...ofGroup(clinicId, groupId), query: { sessions: 8, ...(cursor ? { cursor } : {}) } }, signal }));

export const readCandidates = (clinicId: string, groupId: string, search: string, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/groups/{groupId}/candidates', { params: { ...ofGroup(clinicId, groupId), query: search ? { search } : {} }, signal }));
export const enrol = (clinicId: string, groupId: string, body: Schema<'EnrolDto'>, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/groups/{groupId}/members', { params: ofGroup(clinicId, groupId), body, headers: idempotent(key) }));
export const changeMembership = (clinicId: string, groupId: string, memberId: string, body: Schema<'ChangeMembershipDto'>) =>
  call(client.PATCH('/api/clinics/{clinicId}/groups/{groupId}/members/{memberId}', { params: { path: { clinicId, groupId, memberId } }, body }));
export const undoEnrolment = (clinicId: string, groupId: string, memberId: string, version: number) =>
  call(client.DELETE('/api/clinics/{clinicId}/groups/{groupId}/members/{memberId}', { params: { path: { clinicId, groupId, memberId }, query: { version } } }));

const ofEntry = (clinicId: string, groupId: string, entryId: string) => ({ path: { clinicId, groupId, entryId } });
export const readWaitlist = (clinicId: string, groupId: string, signal?: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/groups/{groupId}/waitlist', { params: ofGroup(clinicId, groupId), ...(signal ? { signal } : {}) }));
export const joinWaitlist = (clinicId: string, groupId: string, body: Schema<'JoinWaitlistDto'>, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/groups/{groupId}/waitlist', { params: ofGroup(clinicId, groupId), body, headers: idempotent(key) }));
export const changeEntry = (clinicId: string, groupId: string, entryId: string, body: Schema<'EditWaitlistEntryDto'>) =>
  call(client.PATCH('/api/clinics/{clinicId}/groups/{groupId}/waitlist/{entryId}', { params: ofEntry(clinicId, groupId, entryId), body }));
export const leaveWaitlist = (clinicId: string, groupId: string, entryId: string, version: number) =>
  call(client.DELETE('/api/clinics/{clinicId}/groups/{groupId}/waitlist/{entryId}', { params: { ...ofEntry(clinicId, groupId, entryId), query: { version } } }));
export const offerSeat = (clinicId: string, groupId: string, entryId: string, version: number, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/groups/{groupId}/waitlist/{entryId}/offer', { params: ofEntry(clinicId, groupId, entryId), body: { version }, headers: idempotent(key) }));
export const acceptOffer = (clinicId: string, groupId: string, entryId: string, body: Schema<'AcceptOfferDto'>, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/groups/{groupId}/waitlist/{entryId}/accept', { params: ofEntry(clinicId, groupId, entryId), body, headers: idempotent(key) }));
export const declineOffer = (clinicId: string, groupId: string, entryId: string, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/groups/{groupId}/waitlist/{entryId}/decline', { params: ofEntry(clinicId, groupId, entryId), body: {}, headers: idempotent(key) }));
export const withdrawOffer = (clinicId: string, groupId: string, entryId: string, key: string) =>
  call(client.POST('/api/clinics/{clinicId}/groups/{groupId}/waitlist/{entryId}/withdraw-offer', { params: ofEntry(clinicId, groupId, entryId), body: {}, headers: idempotent(key) }));

export const readInStay = (clinicId: string, search: string, episodeId: string | null, signal: AbortSignal) =>
  call(client.GET('/api/clinics/{clinicId}/enrolments/candidates', { params: { ...inClinic(clinicId), query: { ...(search ? { search } : {}), ...(episodeId ? { episodeId } : {}) } }, signal }));
export const enrolInTrack = (clinicId: string, body: Schema<'EnrolInTrackDto'>, key: string) => call(client.POST('/api/clinics/{clinicId}/enrolments', { params: inClinic(clinicId), body, headers: idempotent(key) }));

export const previewSeries = (clinicId: string, body: SeriesBody, signal: AbortSignal) => call(client.POST('/api/clinics/{clinicId}/series/preview', { params: inClinic(clinicId), body, signal }));
export const addSeries = (clinicId: string, body: SeriesBody, key: string) => call(client.POST('/api/clinics/{clinicId}/series', { params: inClinic(clinicId), body, headers: idempotent(key) }));

/** What a group is made of, to choose among. */
export const choiceKeys = {
  programs: (clinicId: string) => ['programs', clinicId, 'choices'] as const,
  services: (clinicId: string) => ['services', clinicId, 'choices'] as const,
  staff: (clinicId: string) => ['team', clinicId, 'choices'] as const,
  rooms: (clinicId: string) => ['rooms', clinicId, 'choices'] as const,
};
const CHOICES = { active: true, limit: 200 } as const;
export const readPrograms = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/programs', { params: { ...inClinic(clinicId), query: CHOICES } }));
export const readServices = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/services', { params: { ...inClinic(clinicId), query: CHOICES } }));
export const readStaff = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/staff', { params: { ...inClinic(clinicId), query: CHOICES } }));
export const readRooms = (clinicId: string) => call(client.GET('/api/clinics/{clinicId}/rooms', { params: { ...inClinic(clinicId), query: CHOICES } }));
