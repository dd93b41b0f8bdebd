import type { WantedMark } from '#attendance';
import { Database, addDays, clinicDayOf, timeZone, wallTime, weekStartOf, type ClinicDay } from '#platform';
import { ADOLESCENTS, ADULTS, type DemoClient, type StaffKey } from './demo-people.js';
import { ADULT_STAYS, TEEN_STAYS, chance, type Stay } from './demo-plan.js';
import { DemoAbsences, type AbsencePeople } from './demo-absences.js';
import type { DemoSite } from './demo-clinics.js';
import { DemoCoverage, type Covered } from './demo-coverage.js';
import { waitForTheEvening } from './demo-intake.js';
import { keptPrivate } from './demo-privacy.js';
import { DemoWaitlist, goesToStudio } from './demo-waitlist.js';
import type { Given, Providers } from './given.js';

interface Person {
  client: DemoClient;
  stay: Stay | undefined;
  site: DemoSite;
  index: number;
  id?: string;
  episodeId?: string;
}

interface EndedSession {
  id: string;
  clinic_id: string;
  starts_at: Date;
  ends_at: Date;
  clinic_day: ClinicDay;
}

const COHORTS: Record<Stay['cohort'], { program: string; groups: string[]; primary: StaffKey[] }> = {
  dayA: { program: 'day', groups: ['dayProcessA', 'daySkillsA'], primary: ['therapistA', 'therapistB'] },
  dayB: { program: 'day', groups: ['daySkillsB', 'dayProcessB'], primary: ['therapistB', 'therapistA'] },
  eveningA: { program: 'evening', groups: ['eveningProcessA', 'eveningRelapseA'], primary: ['therapistC', 'counselor'] },
  eveningB: { program: 'evening', groups: ['eveningRelapseB', 'eveningProcessB'], primary: ['counselor', 'therapistC'] },
  teen: { program: 'teen', groups: ['teenProcess', 'teenSkills'], primary: ['therapistD', 'therapistE'] },
};

/** Individual hours, so that no two clients share one: the leader's weekdays and times, one after the other. */
const SLOTS: Partial<Record<StaffKey, { room: string; days: string[]; times: string[]; taken: number }>> = {};
function slotOf(key: StaffKey, site: DemoSite): { roomId: string; day: string; time: string } {
  const teen = key === 'therapistD' || key === 'therapistE';
  const slots = (SLOTS[key] ??= {
    room: teen ? (key === 'therapistD' ? 'office' : 'willow') : { therapistA: 'office1', therapistB: 'office2', therapistC: 'office3', counselor: 'office4' }[key as 'therapistA'],
    days: teen ? ['WE', 'FR'] : ['MO', 'WE', 'FR'],
    times: teen ? ['15:00', '16:00', '17:00'] : ['13:00', '14:00', '15:00', '16:00'],
    taken: 0,
  });
  const n = slots.taken++;
  return { roomId: site.rooms[slots.room] as string, day: slots.days[n % slots.days.length] as string, time: slots.times[Math.floor(n / slots.days.length) % slots.times.length] as string };
}

/** Born so that they are this old today. */
function birthDateOf(age: number, birthday: string, today: ClinicDay): string {
  const had = today.slice(5) >= birthday;
  return `${Number(today.slice(0, 4)) - age - (had ? 0 : 1)}-${birthday}`;
}

/** Lives the weeks of the demo clinics, from eight weeks back to now, in order, with the clock at the moment of each thing. */
export class DemoHistory {
  private readonly people: Person[];
  private readonly monday: ClinicDay;
  /** The session nobody has recorded: the last group that ended, be it this week or, on a Monday morning, the week before. */
  private owed: string | undefined;
  private readonly recordedBy: Map<string, { userId: string; displayName: string }>;
  private readonly waitlist: DemoWaitlist;
  private readonly absences: DemoAbsences;
  private readonly coverage: DemoCoverage;

  constructor(
    private readonly given: Given,
    private readonly providers: Providers,
    private readonly sites: { harbor: DemoSite; lakeside: DemoSite },
    private readonly now: Date,
    private readonly users: AbsencePeople,
  ) {
    for (const key of Object.keys(SLOTS) as StaffKey[]) delete SLOTS[key];
    const today = clinicDayOf(now, timeZone(sites.harbor.zone));
    this.monday = weekStartOf(today, 1);
    this.people = [
      ...ADULTS.map((client, index) => ({ client, stay: ADULT_STAYS[index], site: sites.harbor, index })),
      ...ADOLESCENTS.map(({ age, birthday, ...client }, index) => ({ client: { ...client, born: birthDateOf(age, birthday, today) }, stay: TEEN_STAYS[index], site: sites.lakeside, index: index + 100 })),
    ];
    this.recordedBy = new Map([
      [sites.harbor.id, users.frontDesk],
      [sites.lakeside.id, users.therapist],
    ]);
    this.waitlist = new DemoWaitlist(given, sites.harbor, (index) => this.people[index]?.episodeId as string);
    this.absences = new DemoAbsences(given, sites.harbor, users);
    this.coverage = new DemoCoverage(given, sites, users.frontDesk, (index) => this.people.find((one): one is Person & Covered => one.index === index && one.episodeId !== undefined));
  }

  /** @param report a week has been lived. */
  async live(report: () => void): Promise<void> {
    await this.analyze();
    this.owed = await this.lastGroupSession();
    for (let week = -8; week <= 0; week++) {
      const monday = addDays(this.monday, week * 7);
      await this.admissions(week, monday);
      if (week === -1) await this.cancelOne(monday);
      if (week === -1) await this.waitlist.lastWeek(this.monday);
      await this.attend(monday, addDays(monday, 6));
      await this.discharges(week, monday);
      await this.analyze();
      report();
    }
    await this.afterwards();
  }

  /** Tables that were empty a moment ago are planned for as if they still were, until PostgreSQL has looked at them. */
  private analyze(): Promise<unknown> {
    const database = this.providers.get(Database);
    return database.transaction(() => database.unprepared('analyze scheduling.session, scheduling.session_staff, scheduling.participation, hours.client_week, episodes.episode'));
  }

  private async admissions(week: number, monday: ClinicDay): Promise<void> {
    for (const person of this.people) {
      const arrives = person.stay?.admittedWeek ?? 0;
      if (arrives !== week) continue;
      // Charts are opened the Friday before; who has no stay yet is in intake.
      this.setClock(this.given.at(addDays(monday, -3), person.stay ? '10:00' : '15:00', person.site.zone));
      this.given.by();
      await this.openChart(person);
      if (person.stay) await this.admit(person, person.stay, monday);
    }
  }

  private async openChart(person: Person): Promise<void> {
    const { client, index } = person;
    const digits = String(1000 + index * 37).slice(-4);
    const { id } = await this.given.client(person.site.id, {
      givenName: client.given,
      familyName: client.family,
      preferredName: client.preferred ?? null,
      pronouns: client.pronouns ?? null,
      birthDate: client.born as ClinicDay,
      sex: client.sex,
      phone: `+1 ${person.site.zone === 'America/Chicago' ? '312' : '212'} 555 ${digits}`,
      email: `client${index}@example.test`,
      city: person.site.zone === 'America/Chicago' ? 'Chicago' : 'New York',
      language: index % 9 === 0 ? 'Spanish' : 'English',
      emergencyContactName: index % 4 === 3 ? null : 'A relative',
      emergencyContactPhone: index % 4 === 3 ? null : `+1 212 555 ${String(9000 - index).slice(-4)}`,
    });
    person.id = id;
  }

  private async admit(person: Person, stay: Stay, monday: ClinicDay): Promise<void> {
    const { site } = person;
    const cohort = COHORTS[stay.cohort];
    const primary = cohort.primary[person.index % 2] as StaffKey;
    const staff = site.staff as Record<StaffKey, string>;
    const teen = stay.cohort === 'teen';
    const weekly = stay.cohort.startsWith('day') ? { minutesPerWeek: 900, daysPerWeek: 5, phaseName: 'Intensive' } : undefined;
    person.episodeId = await this.given.admit(site.id, {
      clientId: person.id as string,
      programId: site.programs[cohort.program] as string,
      admittedOn: monday,
      orderedByStaffId: teen ? staff.nursePractitioner : staff.psychiatrist,
      careTeam: [
        { staffId: staff[primary], role: primary === 'counselor' || primary === 'therapistE' ? 'counselor' : 'therapist', isPrimary: true },
        { staffId: teen ? staff.nursePractitioner : staff.psychiatrist, role: 'prescriber' },
        { staffId: teen ? staff.caseManagerLakeside : staff.caseManager, role: 'case_manager' },
      ],
      ...(stay.shows === 'nothing prescribed' && weekly
        ? { prescriptions: [{ effectiveFrom: monday, ...weekly }, { effectiveFrom: this.monday, minutesPerWeek: 0, daysPerWeek: 0, phaseName: 'Medical leave', reason: 'In hospital for a planned operation; back next week.' }] }
        : {}),
    });
    const groups = stay.shows === 'at risk by plan' ? cohort.groups.slice(0, 1) : [...cohort.groups];
    if (stay.shows === 'over the maximum') groups.push('art', 'family');
    else if (stay.cohort.startsWith('day') && goesToStudio(person.index)) groups.push('art');
    else if (stay.cohort.startsWith('evening') && person.index % 4 === 0) groups.push('family');
    await this.given.enrol(site.id, person.episodeId, groups.map((key) => site.groups[key] as string), monday);
    const individuals = stay.shows === 'over the maximum' ? 3 : stay.shows === 'at risk by plan' ? 0 : person.index % 2 === 0 ? 1 : 0;
    for (let n = 0; n < individuals; n++) await this.individual(person, primary, monday);
  }

  private async individual(person: Person, key: StaffKey, monday: ClinicDay): Promise<void> {
    const { roomId, day, time } = slotOf(key, person.site);
    await this.given.series(person.site.id, {
      rule: `FREQ=WEEKLY;BYDAY=${day};COUNT=10`,
      startDay: addDays(monday, ['MO', 'TU', 'WE', 'TH', 'FR'].indexOf(day)),
      startTime: wallTime(time),
      durationMinutes: 50,
      serviceId: person.site.services['individual'] as string,
      title: 'Individual therapy',
      roomId,
      staffIds: [(person.site.staff as Record<StaffKey, string>)[key]],
      clientIds: [person.id as string],
    });
  }

  private async cancelOne(monday: ClinicDay): Promise<void> {
    const { harbor } = this.sites;
    const [session] = await this.sessions(addDays(monday, 1), addDays(monday, 1), harbor.groups['art']);
    if (!session) return;
    this.setClock(this.given.at(addDays(monday, 1), '08:15', harbor.zone));
    this.given.by(this.recordedBy.get(harbor.id));
    await this.given.cancel(harbor.id, session.id, 'Facilitator called in sick');
  }

  /** Records every session of the days that has begun by now, in order, but the one whose attendance is owed. */
  private async attend(from: ClinicDay, to: ClinicDay): Promise<void> {
    const sessions = (await this.sessions(from, to)).filter((session) => session.starts_at <= this.now);
    const running = sessions.filter((session) => session.ends_at > this.now);
    const ended = sessions.filter((session) => session.ends_at <= this.now);
    for (const session of ended) if (session.id !== this.owed) await this.record(session, false);
    for (const session of running) await this.record(session, true);
  }

  private async record(session: EndedSession, running: boolean): Promise<void> {
    const minutes = (n: number): Date => new Date(session.starts_at.getTime() + n * 60_000);
    const length = (session.ends_at.getTime() - session.starts_at.getTime()) / 60_000;
    const marks: WantedMark[] = [];
    for (const place of await this.given.places(session.id)) {
      if (place.status !== 'booked') continue;
      const person = this.people.find((one) => one.id === place.clientId);
      const throwOf = (what: string): number => chance(what, person?.index ?? 0, session.clinic_day, session.starts_at.toISOString().slice(11, 16));
      const shows = person?.stay?.shows;
      const comes = throwOf('comes') < (person?.stay?.faithful ?? 1);
      const base = { participationId: place.id, version: place.version };
      if (running) {
        // The group has begun: most are here, the others not yet.
        if (throwOf('here') < 0.6) marks.push({ ...base, status: 'attended', arrivedAt: null });
      } else if (!comes) {
        const excused = throwOf('excused') < (shows === 'excused often' ? 0.9 : 0.35);
        marks.push(excused ? { ...base, status: 'excused', reason: ['Doctor’s appointment', 'Ill, called in the morning', 'Court date', 'Child ill at home'][Math.floor(throwOf('why') * 4)] as string } : { ...base, status: 'no_show' });
      } else if (throwOf('late') < (shows === 'comes late' ? 0.5 : 0.05)) {
        marks.push({ ...base, status: 'late', arrivedAt: minutes(8 + Math.floor(throwOf('minutes') * 20)) });
      } else if (throwOf('early') < (shows === 'leaves early' ? 0.45 : 0.03)) {
        marks.push({ ...base, status: 'left_early', departedAt: minutes(length - 10 - Math.floor(throwOf('minutes') * 25)) });
      } else {
        marks.push({ ...base, status: 'attended' });
      }
    }
    if (marks.length === 0) return;
    this.setClock(running ? this.now : session.ends_at);
    this.given.by(this.recordedBy.get(session.clinic_id));
    await this.given.attendance(session.clinic_id, session.id, marks);
  }

  private async discharges(week: number, monday: ClinicDay): Promise<void> {
    for (const person of this.people) {
      if (person.stay?.dischargedWeek !== week || !person.episodeId) continue;
      const friday = addDays(monday, 4);
      this.setClock(this.given.at(friday, '20:45', person.site.zone));
      this.given.by(this.recordedBy.get(person.site.id));
      await this.given.discharge(person.site.id, person.episodeId, { version: 1, dischargedOn: friday, disposition: person.index % 3 === 0 ? 'stepped_down' : 'completed' });
    }
  }

  /** What was found out later, and what lies ahead. */
  private async afterwards(): Promise<void> {
    const { harbor, lakeside } = this.sites;
    this.given.by(this.recordedBy.get(harbor.id));
    await this.waitlist.today(this.now);
    await waitForTheEvening(this.given, this.providers.get(Database), harbor, this.users, this.people.filter(({ site, stay }) => site === harbor && !stay).map(({ id }) => id as string), this.now);
    // A no-show of last week who had been there: corrected, with the reason.
    const [missed] = await this.providers.get(Database).rows<{ id: string; session_id: string; version: number }>(
      `select p.id, p.session_id, p.version from scheduling.participation p join scheduling.session s on s.id = p.session_id
       where s.clinic_id = $1 and s.clinic_day between $2 and $3 and p.status = 'no_show' order by s.starts_at, p.id limit 1`,
      [harbor.id, addDays(this.monday, -7), addDays(this.monday, -1)],
    );
    if (missed) {
      await this.given.attendance(harbor.id, missed.session_id, [
        { participationId: missed.id, status: 'attended', version: missed.version, reason: 'Was in the room; the facilitator confirmed the sign-in sheet.' },
      ]);
    }
    // A closed day that sessions already stand on, and a holiday of somebody who leads groups.
    await this.given.closure(harbor.id, addDays(this.monday, 9), 'Staff training day');
    await this.given.closure(lakeside.id, addDays(this.monday, 10), 'Building works');
    await this.given.timeOff(harbor.id, (harbor.staff as Record<StaffKey, string>).therapistB, {
      from: addDays(this.monday, 14),
      to: addDays(this.monday, 18),
      reason: 'Annual leave',
    });
    await this.absences.decided(this.now, this.monday);
    await this.coverage.recorded(this.monday);
    await keptPrivate(this.given, this.providers.get(Database), harbor.id, this.users.therapist);
  }

  private async lastGroupSession(): Promise<string | undefined> {
    const last = await this.providers.get(Database).maybe<{ id: string }>(
      `select id from scheduling.session where clinic_id = $1 and group_id is not null and ends_at <= $2 and status <> 'cancelled' order by ends_at desc, id limit 1`,
      [this.sites.harbor.id, this.now],
    );
    return last?.id;
  }

  private sessions(from: ClinicDay, to: ClinicDay, groupId: string | null = null): Promise<EndedSession[]> {
    return this.providers.get(Database).rows<EndedSession>(
      `select id, clinic_id, starts_at, ends_at, clinic_day from scheduling.session
       where clinic_id = any($1::uuid[]) and clinic_day between $2 and $3 and status <> 'cancelled' and ($4::uuid is null or group_id = $4) order by ends_at, id`,
      [[this.sites.harbor.id, this.sites.lakeside.id], from, to, groupId],
    );
  }

  private setClock(instant: Date): void {
    this.given.clock.set(instant <= this.now ? instant : this.now);
  }
}
