import { KIND, id, type Seeded } from './seed.js';

/** One request, made anew each time so that no write repeats another. */
export interface Request {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  body?: unknown;
}

/** One row of the bench. */
export interface Row {
  name: string;
  key: string;
  /** What each request must answer; anything else is a failure. */
  status?: number;
  /** The n-th request to Stepwell, n from 0. */
  stepwell(n: number): Request;
  /** The n-th request to the floor. */
  floor(n: number): Request;
  /** The floor may be at most so many times faster. */
  ratio?: number;
  /** The 99th percentile may be at most so many milliseconds. */
  p99?: number;
  /** Where what is measured can be done only so often. */
  warmUpSeconds?: number;
}

const SEARCHES = ['smth', 'garcia maria', 'nguyen', "o'hara", 'kowalsky', 'B-0123', 'patel', '555079', 'haddadson', 'yuki', 'johan', 'pat42', 'mar', 'li', 'okafor emeka', '1987-03-14'];

/** Day after day, eight slots of an hour from a first hour (UTC): the n-th free hour of a member of staff nobody else is given. */
function slot(n: number, staffCount: number, from: string, firstHour: number): { staff: number; startsAt: string; endsAt: string; day: string } {
  const staff = (n % staffCount) + 1;
  const hour = Math.floor(n / staffCount);
  const day = new Date(`${from}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 7 + Math.floor(hour / 8));
  const start = new Date(day.getTime() + (firstHour + (hour % 8)) * 3_600_000);
  return { staff, startsAt: start.toISOString(), endsAt: new Date(start.getTime() + 3_600_000).toISOString(), day: day.toISOString().slice(0, 10) };
}

/** The n-th of so many, each given once: writing a second time what stands costs less than writing it, and would flatter. */
function once(n: number, many: number): number {
  if (n >= many) throw new Error(`The bench has only ${many} rosters: measure for less time, or seed more.`);
  return n;
}

/** A member of staff and ten people with a free hour three times a week: evenings on Stepwell, early mornings of others on the floor. */
function seriesSlot(n: number, size: { staff: number; openEpisodes: number }, today: string, floor = false): { staff: number; group: number; day: string; time: string; hour: number } {
  const groups = Math.min(size.staff, Math.floor(size.openEpisodes / 10));
  const round = Math.floor(n / groups);
  const hour = floor ? 5 + (round % 4) : 18 + (round % 6);
  const day = new Date(`${today}T00:00:00Z`);
  // A Monday no booking of the row before reaches, each later round sixteen weeks on.
  day.setUTCDate(day.getUTCDate() + 28 - ((day.getUTCDay() + 6) % 7) + Math.floor(round / (floor ? 4 : 6)) * 112);
  return { staff: (n % groups) + 1, group: n % groups, day: day.toISOString().slice(0, 10), time: `${String(hour).padStart(2, '0')}:00`, hour };
}

/** What is measured, on a seeded clinic. */
export function rows(seeded: Seeded, size: { staff: number; clients: number; openEpisodes: number; rosters: number }): Row[] {
  const api = `/api/clinics/${seeded.clinicId}`;
  const mine = Math.floor(size.rosters / 3);
  /** The n-th client who is in no program. */
  const walker = (n: number): string => id(KIND.client, size.openEpisodes + (n % (size.clients - size.openEpisodes)) + 1);
  return [
    {
      key: 'chart',
      name: 'open a chart, the read audited',
      stepwell: (n) => ({ method: 'GET', path: `${api}/clients/${id(KIND.client, (n * 7919) % size.openEpisodes + 1)}/chart` }),
      floor: (n) => ({ method: 'GET', path: `/chart/${id(KIND.client, (n * 7919) % size.openEpisodes + 1)}` }),
      ratio: 4,
    },
    {
      key: 'book',
      name: 'book one session, conflicts held',
      status: 201,
      stepwell: (n) => {
        const at = slot(n, size.staff, seeded.today, 14);
        return {
          method: 'POST',
          path: `${api}/sessions`,
          body: { serviceId: seeded.serviceId, title: 'Individual', startsAt: at.startsAt, endsAt: at.endsAt, staffIds: [id(KIND.staff, at.staff)], clientIds: [walker(n)] },
        };
      },
      floor: (n) => {
        const at = slot(n, size.staff, seeded.today, 5);
        return {
          method: 'POST',
          path: '/book',
          body: { clinicId: seeded.clinicId, serviceId: seeded.serviceId, startsAt: at.startsAt, endsAt: at.endsAt, day: at.day, staffId: id(KIND.staff, at.staff), clientId: walker(n) },
        };
      },
      ratio: 4,
    },
    {
      key: 'day',
      name: 'list 50 of a day',
      stepwell: () => ({ method: 'GET', path: `${api}/sessions?day=${seeded.weekStart}&limit=50` }),
      floor: () => ({ method: 'GET', path: `/day?clinic=${seeded.clinicId}&day=${seeded.weekStart}` }),
      ratio: 1.5,
    },
    {
      key: 'check-in',
      name: 'check in a roster of ten: ledger, week, audit in one transaction',
      stepwell: (n) => ({
        method: 'POST',
        path: `${api}/sessions/${id(KIND.session, 2_000_000 + once(n, mine))}/attendance`,
        body: { marks: Array.from({ length: 10 }, (_, c) => ({ participationId: id(KIND.participation, n * 16 + c + 1), status: 'attended' })) },
      }),
      floor: (n) => ({ method: 'POST', path: `/check-in/${id(KIND.session, 2_000_000 + mine + once(n, size.rosters - mine))}` }),
      ratio: 3,
      warmUpSeconds: 2,
    },
    {
      key: 'series',
      name: 'save a series: three a week for 16 weeks, ten people, weeks and audit with it',
      status: 201,
      stepwell: (n) => {
        const { staff, group, day, time } = seriesSlot(n, size, seeded.today);
        return {
          method: 'POST',
          path: `${api}/series`,
          body: {
            serviceId: seeded.groupServiceId, programId: seeded.programId, rule: 'FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=48', startDay: day, startTime: time, durationMinutes: 60,
            staffIds: [id(KIND.staff, staff)], clientIds: Array.from({ length: 10 }, (_, c) => id(KIND.client, group * 10 + c + 1)),
          },
        };
      },
      floor: (n) => {
        const { staff, group, day, hour } = seriesSlot(n, size, seeded.today, true);
        return { method: 'POST', path: '/series', body: { key: n + 1, clinicId: seeded.clinicId, serviceId: seeded.groupServiceId, staffId: id(KIND.staff, staff), firstClient: size.openEpisodes + group * 10 + 1, day, hour } };
      },
      ratio: 4,
    },
    {
      key: 'find-time',
      name: 'find a time in two weeks: one of 500 clinicians, a client, any of 50 rooms',
      stepwell: (n) => ({
        method: 'POST',
        path: `${api}/free-times`,
        body: { serviceId: seeded.serviceId, staffIds: [id(KIND.staff, (n % size.staff) + 1)], clientIds: [id(KIND.client, (n * 7919) % size.openEpisodes + 1)], where: 'any', from: seeded.weekStart },
      }),
      floor: (n) => ({ method: 'GET', path: `/busy?staff=${id(KIND.staff, (n % size.staff) + 1)}&client=${id(KIND.client, (n * 7919) % size.openEpisodes + 1)}&clinic=${seeded.clinicId}&from=${seeded.weekStart}` }),
      p99: 100,
    },
    {
      key: 'hours',
      name: 'hours board, all who are in care, the same for everybody',
      stepwell: () => ({ method: 'GET', path: `${api}/hours?week=${seeded.weekStart}&limit=50` }),
      floor: () => ({ method: 'GET', path: `/board?clinic=${seeded.clinicId}&week=${seeded.weekStart}` }),
      p99: 100,
    },
    {
      key: 'boards',
      name: 'hours board, each of ten asking for another',
      stepwell: (n) => ({ method: 'GET', path: `${api}/hours?week=${seeded.weekStart}&limit=${50 - (n % 10)}` }),
      floor: () => ({ method: 'GET', path: `/board?clinic=${seeded.clinicId}&week=${seeded.weekStart}` }),
      p99: 100,
    },
    {
      key: 'make-ups',
      name: 'make-ups for one client, of every open seat of the week',
      stepwell: (n) => ({ method: 'GET', path: `${api}/episodes/${id(KIND.episode, 10 * (((n * 37) % Math.floor(size.openEpisodes / 10)) + 1))}/weeks/${seeded.weekStart}/make-ups` }),
      floor: (n) => ({ method: 'GET', path: `/make-ups/${id(KIND.client, 10 * (((n * 37) % Math.floor(size.openEpisodes / 10)) + 1))}?clinic=${seeded.clinicId}&week=${seeded.weekStart}` }),
      p99: 100,
    },
    {
      key: 'search',
      name: 'client search over all charts',
      stepwell: (n) => ({ method: 'GET', path: `${api}/clients/search?q=${encodeURIComponent(SEARCHES[n % SEARCHES.length] as string)}` }),
      floor: (n) => ({ method: 'GET', path: `/search?clinic=${seeded.clinicId}&q=${encodeURIComponent(SEARCHES[n % SEARCHES.length] as string)}` }),
      p99: 50,
    },
  ];
}
