import { BookSession } from '#scheduling';
import { addDays, instantOf, newId, runAsSystem, wallTime, weekStartOf, type ClinicDay, type TimeZone } from '#platform';
import { bookableClinic, type BookableClinic } from './schedule.js';
import type { ServedApp } from './served-app.js';

const PEOPLE = [
  ['Leo', 'Abara'], ['Eli', 'Brandt'], ['Marcus', 'Delacroix'], ['Owen', 'Fairbairn'], ['Ty', 'Hastings'], ['Rashid', 'Karimov'], ['Noémie', 'Lefèvre'], ['Bia', 'Nascimento'],
  ['Chloe', 'O’Rourke'], ['Wanda', 'Prokop'], ['Priya', 'Raman'], ['Ingrid', 'Solberg'], ['Jolene', 'Whitaker'],
] as const;
const THERAPISTS = [['Dana', 'Whitfield'], ['Jonas', 'Keller'], ['Mei', 'Sato']] as const;

/** A clinic with a full week: groups, individual and family sessions, hours, a day off and a closed day. */
export interface WeekOfSessions extends BookableClinic {
  slug: string;
  /** Monday of the week the sessions are in, the week after this one. */
  monday: ClinicDay;
  familyServiceId: string;
  /** The id of a session by what the test calls it. */
  sessions: Record<'tuesdayNoon' | 'tuesdayThree' | 'wednesdayOne' | 'thursdayFamily', string>;
}

/** Makes one in a zone, as seen from today. Groups of three hours each morning, evenings on Monday and Wednesday. */
export async function weekOfSessions(house: ServedApp, zone: TimeZone, today: ClinicDay): Promise<WeekOfSessions> {
  const clinic = await bookableClinic(house.database, PEOPLE.length, { timeZone: zone });
  const { clinicId, rooms, therapists, people } = clinic;
  const monday = addDays(weekStartOf(today, 1), 7);
  const familyServiceId = newId();
  await runAsSystem('test', () =>
    house.database.transaction(async () => {
      const write = (sql: string, ...params: unknown[]) => house.database.rows(sql, params);
      await write(`update clinics.clinic set name = 'Harbor Street Clinic' where id = $1`, clinicId);
      for (const [at, person] of people.entries()) await write('update clients.client set given_name = $2, family_name = $3 where id = $1', person.clientId, ...(PEOPLE[at] as readonly string[]));
      for (const [at, id] of therapists.entries()) await write('update team.staff set given_name = $2, family_name = $3 where id = $1', id, ...(THERAPISTS[at] as readonly string[]));
      await write(
        `insert into programs.service (id, clinic_id, name, kind, category, counts_toward_hours, default_minutes, capacity) values ($1, $2, 'Family therapy', 'family', 'family_therapy', true, 90, 6)`,
        familyServiceId, clinicId,
      );
      for (let weekday = 1; weekday <= 5; weekday++) {
        await write(`insert into clinics.opening_hours (id, clinic_id, weekday, opens, closes) values ($1, $2, $3, '08:00', '20:00')`, newId(), clinicId, weekday);
        await write(`insert into clinics.opening_hours (id, clinic_id, room_id, weekday, opens, closes) values ($1, $2, $3, $4, '09:00', '17:00')`, newId(), clinicId, rooms.small, weekday);
        await write(`insert into team.availability (id, clinic_id, staff_id, weekday, starts, ends, effective_from) values ($1, $2, $3, $4, '08:30', '17:00', '2026-01-01')`, newId(), clinicId, therapists[0], weekday);
      }
      await write(`insert into clinics.closure (id, clinic_id, day, reason) values ($1, $2, $3, 'Staff training')`, newId(), clinicId, addDays(monday, 4));
      await write(
        `insert into team.time_off (id, clinic_id, staff_id, starts_at, ends_at, reason) values ($1, $2, $3, $4, $5, 'Conference')`,
        newId(), clinicId, therapists[1], at(zone, addDays(monday, 3), '08:00'), at(zone, addDays(monday, 3), '20:00'),
      );
    }),
  );
  const { slug } = await house.database.one<{ slug: string }>('select slug from clinics.clinic where id = $1', [clinicId]);
  const book = (weekday: number, from: string, until: string, what: { serviceId: string; title?: string; staff: number[]; roomId: string | null; people: number[]; telehealth?: boolean }): Promise<string> =>
    runAsSystem('test', async () => {
      const day = addDays(monday, weekday - 1);
      const { id } = await house.get(BookSession).run(clinicId, {
        serviceId: what.serviceId,
        ...(what.title ? { title: what.title } : {}),
        startsAt: at(zone, day, from),
        endsAt: at(zone, day, until),
        staffIds: what.staff.map((one) => therapists[one] as string),
        roomId: what.roomId,
        telehealth: what.telehealth ?? false,
        clientIds: what.people.map((one) => people[one]?.clientId as string),
      });
      return id;
    });
  const group = { serviceId: clinic.groupServiceId, roomId: rooms.large };
  const one = { serviceId: clinic.individualServiceId, roomId: rooms.small };
  for (const weekday of [1, 2, 3, 4]) await book(weekday, '09:00', '12:00', { ...group, title: weekday % 2 ? 'Process group' : 'DBT skills', staff: [0], people: [0, 1, 2, 3, 4, 5, 6, 7] });
  for (const weekday of [1, 3]) await book(weekday, '17:30', '19:00', { ...group, title: 'Relapse prevention', staff: [2], people: [8, 9, 10, 11, 12] });
  await book(1, '13:00', '14:00', { ...one, staff: [1], people: [8] });
  await book(1, '13:00', '14:00', { ...one, roomId: rooms.hall, staff: [2], people: [9] });
  await book(1, '13:30', '14:30', { ...one, roomId: null, telehealth: true, staff: [0], people: [10] });
  const tuesdayNoon = await book(2, '13:00', '14:00', { ...one, staff: [1], people: [11] });
  const tuesdayThree = await book(2, '15:00', '16:00', { ...one, staff: [1], people: [12] });
  const wednesdayOne = await book(3, '13:00', '14:00', { ...one, staff: [2], people: [9] });
  await book(3, '14:00', '15:00', { ...one, staff: [1], people: [11] });
  const thursdayFamily = await book(4, '14:00', '15:30', { serviceId: familyServiceId, roomId: rooms.hall, staff: [2], people: [0] });
  return { ...clinic, slug, monday, familyServiceId, sessions: { tuesdayNoon, tuesdayThree, wednesdayOne, thursdayFamily } };
}

function at(zone: TimeZone, day: ClinicDay, time: string): Date {
  return instantOf(day, wallTime(time), zone);
}
