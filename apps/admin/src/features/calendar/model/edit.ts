import { dayOf, wallTimeOf } from '@/lib/clinic-time';
import type { EditValues, MoveValues, SessionDetail } from '../api/calendar';

/** A session as its form holds it. */
export interface EditForm {
  day: string;
  time: string;
  minutes: number;
  staffIds: string[];
  place: 'room' | 'telehealth';
  roomId: string;
  telehealthUrl: string;
  title: string;
  modality: string;
  capacity: number;
  note: string;
  outsideHoursReason: string;
}

type Edited = Pick<SessionDetail, 'startsAt' | 'endsAt' | 'staff' | 'roomId' | 'telehealth' | 'telehealthUrl' | 'title' | 'modality' | 'capacity' | 'note' | 'outsideHoursReason'>;

export function valuesOf(session: Edited, zone: string): EditForm {
  return {
    day: dayOf(session.startsAt, zone),
    time: wallTimeOf(session.startsAt, zone),
    minutes: (Date.parse(session.endsAt) - Date.parse(session.startsAt)) / 60_000,
    staffIds: session.staff.map((one) => one.id),
    place: session.telehealth ? 'telehealth' : 'room',
    roomId: session.roomId ?? '',
    telehealthUrl: session.telehealthUrl ?? '',
    title: session.title,
    modality: session.modality ?? '',
    capacity: session.capacity,
    note: session.note ?? '',
    outsideHoursReason: session.outsideHoursReason ?? '',
  };
}

/** What of an edit is a move: time, room, who leads it. Null where nothing is. */
export function moveOf(session: Edited, values: EditForm, at: { startsAt: string; endsAt: string }): Omit<MoveValues, 'version'> | null {
  const roomId = values.place === 'room' && values.roomId !== '' ? values.roomId : null;
  const move: Omit<MoveValues, 'version'> = {
    ...(differs(at.startsAt, session.startsAt) ? { startsAt: at.startsAt } : {}),
    ...(differs(at.startsAt, session.startsAt) || differs(at.endsAt, session.endsAt) ? { endsAt: at.endsAt } : {}),
    ...(roomId !== session.roomId ? { roomId } : {}),
    ...(values.staffIds.join() !== session.staff.map((one) => one.id).join() ? { staffIds: values.staffIds } : {}),
  };
  if (Object.keys(move).length === 0) return null;
  return values.outsideHoursReason ? { ...move, outsideHoursReason: values.outsideHoursReason } : move;
}

/** What of an edit is words, link and seats. Null where nothing is. */
export function editOf(session: Edited, values: EditForm): Omit<EditValues, 'version'> | null {
  const telehealth = values.place === 'telehealth';
  const url = telehealth && values.telehealthUrl !== '' ? values.telehealthUrl : null;
  const edit: Omit<EditValues, 'version'> = {
    ...(values.title.trim() !== session.title ? { title: values.title.trim() } : {}),
    ...((values.modality.trim() || null) !== session.modality ? { modality: values.modality.trim() || null } : {}),
    ...(values.capacity !== session.capacity ? { capacity: values.capacity } : {}),
    ...((values.note.trim() || null) !== session.note ? { note: values.note.trim() || null } : {}),
    ...(telehealth !== session.telehealth ? { telehealth } : {}),
    ...(url !== session.telehealthUrl ? { telehealthUrl: url } : {}),
  };
  return Object.keys(edit).length === 0 ? null : edit;
}

function differs(one: string, other: string): boolean {
  return Date.parse(one) !== Date.parse(other);
}
