import type { ClinicDay } from '#platform';

export const INTAKE_STATES = ['waiting', 'offered', 'admitted', 'declined', 'expired', 'withdrawn'] as const;
export type IntakeState = (typeof INTAKE_STATES)[number];

/** How an offer of a place ends. */
export type PlaceAnswer = 'accepted' | 'declined' | 'expired' | 'withdrawn';

export const INTAKE_MOVES = ['joined', 'moved', 'offered', 'offer_withdrawn', 'admitted', 'declined', 'expired', 'withdrawn', 'returned'] as const;
export type IntakeMove = (typeof INTAKE_MOVES)[number];

export const CONTACT_WAYS = ['phone', 'message', 'letter', 'in_person'] as const;
export type ContactWay = (typeof CONTACT_WAYS)[number];

export const CONTACT_OUTCOMES = ['reached', 'not_reached', 'left_word'] as const;
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number];

/** A program whose row is locked until the transaction ends: its places are given away by one at a time. */
export interface LockedProgram {
  id: string;
  clinicId: string;
  active: boolean;
  /** Null: as many as come. */
  places: number | null;
}

/** Somebody who waits, or waited, with the place offered to them, if any. */
export interface IntakeEntry {
  id: string;
  programId: string;
  clientId: string;
  state: IntakeState;
  ownerStaffId: string | null;
  version: number;
  offerId: string | null;
  startsOn: ClinicDay | null;
  expiresAt: Date | null;
  contactedAt: Date | null;
}

/** The columns of an entry with its open offer, as `IntakeEntry` names them. */
export const INTAKE_ENTRY = /* sql */ `
  select e.id, e.program_id as "programId", e.client_id as "clientId", e.state, e.owner_staff_id as "ownerStaffId", e.version,
    o.id as "offerId", o.starts_on as "startsOn", o.expires_at as "expiresAt", o.contacted_at as "contactedAt"
  from episodes.intake_entry e left join episodes.intake_offer o on o.entry_id = e.id and o.state = 'open'`;
