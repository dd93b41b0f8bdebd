import { addDays, wallTime, weekStartOf, type ClinicDay } from '#platform';
import { STAFF, type StaffKey } from './demo-people.js';
import type { Given, Hours } from './given.js';

/** A clinic of the demo with everything its people need. */
export interface DemoSite {
  id: string;
  zone: string;
  rooms: Record<string, string>;
  staff: Partial<Record<StaffKey, string>>;
  services: Record<string, string>;
  programs: Record<string, string>;
  groups: Record<string, string>;
}

const week = (weekdays: number[], opens: string, closes: string): Hours[] => weekdays.map((weekday) => ({ weekday, opens: wallTime(opens), closes: wallTime(closes) }));

/** Lets the demo's people into a clinic just opened, and says whose account is whose. */
export type Accounts = (clinicId: string) => Promise<Partial<Record<StaffKey, string>>>;

async function people(given: Given, clinic: 'harbor' | 'lakeside', clinicId: string, today: ClinicDay, accounts: Accounts): Promise<Partial<Record<StaffKey, string>>> {
  const userOf = await accounts(clinicId);
  const made: Partial<Record<StaffKey, string>> = {};
  for (const [key, person] of Object.entries(STAFF) as [StaffKey, (typeof STAFF)[StaffKey]][]) {
    if (person.clinic !== clinic) continue;
    const id = await given.staff(clinicId, {
      givenName: person.given,
      familyName: person.family,
      discipline: person.discipline,
      title: person.title,
      email: `${person.given}.${person.family}@demo.stepwell.test`.normalize('NFD').replace(/[^\w@.-]/g, '').toLowerCase(),
      languages: key === 'therapistC' || key === 'frontDesk' ? ['en', 'es'] : ['en'],
      userId: userOf[key] ?? null,
    });
    made[key] = id;
    await given.availability(clinicId, id, {
      version: 1,
      effectiveFrom: addDays(today, -120),
      stretches: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, starts: wallTime('08:00'), ends: wallTime('21:00') })),
    });
    if (person.kind) {
      // One licence has just run out and one will within the month: what a clinic has to see in time.
      const expiresOn = key === 'director' ? addDays(today, -3) : key === 'artTherapist' ? addDays(today, 200) : addDays(today, 420);
      await given.credential(clinicId, id, { kind: 'license', number: `${person.kind}-${100_000 + Object.keys(made).length * 1371}`, state: clinic === 'harbor' ? 'NY' : 'IL', issuedOn: addDays(today, -900), expiresOn });
    }
  }
  return made;
}

/** Harbor Street: adults, by day and in the evening, in New York. */
export async function harbor(given: Given, today: ClinicDay, accounts: Accounts): Promise<DemoSite> {
  const { id, timeZone: zone } = await given.clinic({
    name: 'Harbor Street Clinic',
    slug: 'harbor-street',
    timeZone: 'America/New_York',
    phone: '+1 212 555 0142',
    address: '48 Harbor Street, New York, NY 10004',
    isDemo: true,
    hours: week([1, 2, 3, 4, 5], '08:00', '21:00'),
  });
  const rooms: Record<string, string> = {};
  for (const [key, name, capacity] of [['cedar', 'Cedar room', 14], ['birch', 'Birch room', 14], ['maple', 'Maple studio', 12], ['juniper', 'Juniper room', 16], ['office1', 'Office 1', 4], ['office2', 'Office 2', 4], ['office3', 'Office 3', 4], ['office4', 'Office 4', 4]] as const) {
    rooms[key] = await given.room(id, name, capacity);
  }
  rooms['garden'] = await given.room(id, 'Garden terrace', 40, true);
  const staff = await people(given, 'harbor', id, today, accounts);
  const services = {
    process: await given.service(id, { name: 'Process group', kind: 'group', category: 'group_therapy', countsTowardHours: true, defaultMinutes: 90, capacity: 10, modality: 'CBT', billingCode: '90853' }),
    skills: await given.service(id, { name: 'DBT skills training', kind: 'group', category: 'skills_training', countsTowardHours: true, defaultMinutes: 90, capacity: 10, modality: 'DBT', billingCode: 'H2014' }),
    relapse: await given.service(id, { name: 'Relapse prevention', kind: 'group', category: 'relapse_prevention', countsTowardHours: true, defaultMinutes: 90, capacity: 10, modality: 'Motivational interviewing', billingCode: 'H0015' }),
    art: await given.service(id, { name: 'Art therapy', kind: 'group', category: 'expressive', countsTowardHours: true, defaultMinutes: 90, capacity: 8, disciplines: ['art_therapist'] }),
    family: await given.service(id, { name: 'Multi-family evening', kind: 'group', category: 'family_therapy', countsTowardHours: true, defaultMinutes: 60, capacity: 12, billingCode: '90849' }),
    individual: await given.service(id, { name: 'Individual therapy', kind: 'individual', category: 'individual_therapy', countsTowardHours: true, defaultMinutes: 50, capacity: 1, modality: 'CBT', billingCode: '90834' }),
    medication: await given.service(id, { name: 'Medication visit', kind: 'individual', category: 'medication_management', countsTowardHours: false, defaultMinutes: 25, capacity: 1, billingCode: '99213', disciplines: ['psychiatrist', 'nurse_practitioner'] }),
    social: await given.service(id, { name: 'Social hour', kind: 'group', category: 'other', countsTowardHours: false, defaultMinutes: 60, capacity: 30 }),
  };
  const programs = {
    day: await given.program(id, { name: 'Adult day IOP', code: 'DAY', population: 'adult', track: 'mental_health' }, [
      { name: 'Intensive', weeks: 5, minutesPerWeek: 900, daysPerWeek: 5 },
      { name: 'Step-down', weeks: 4, minutesPerWeek: 540, daysPerWeek: 3 },
    ]),
    evening: await given.program(id, { name: 'Adult evening IOP', code: 'EVE', population: 'adult', track: 'co_occurring' }, [{ name: 'Evening track', weeks: 9, minutesPerWeek: 540, daysPerWeek: 3 }]),
  };
  const from = weekStartOf(addDays(today, -56), 1);
  const s = staff as Record<StaffKey, string>;
  const day = (name: string, serviceId: string, staffId: string, roomId: string, startTime: string) =>
    given.group(id, { name, serviceId, programId: programs.day, roomId, staffIds: [staffId], minimum: 2, capacity: 10, series: { rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', startDay: from, startTime: wallTime(startTime), durationMinutes: 90 } });
  const evening = (name: string, serviceId: string, staffId: string, roomId: string, startTime: string) =>
    given.group(id, { name, serviceId, programId: programs.evening, roomId, staffIds: [staffId], minimum: 2, capacity: 10, series: { rule: 'FREQ=WEEKLY;BYDAY=MO,WE,TH', startDay: from, startTime: wallTime(startTime), durationMinutes: 90 } });
  const groups = {
    dayProcessA: await day('Day process A', services.process, s.therapistA, rooms['cedar'] as string, '09:30'),
    daySkillsA: await day('Day skills A', services.skills, s.therapistB, rooms['birch'] as string, '11:10'),
    daySkillsB: await day('Day skills B', services.skills, s.therapistB, rooms['birch'] as string, '09:30'),
    dayProcessB: await day('Day process B', services.process, s.therapistA, rooms['cedar'] as string, '11:10'),
    eveningProcessA: await evening('Evening process A', services.process, s.therapistC, rooms['cedar'] as string, '17:30'),
    eveningRelapseA: await evening('Evening relapse prevention A', services.relapse, s.counselor, rooms['birch'] as string, '19:10'),
    eveningRelapseB: await evening('Evening relapse prevention B', services.relapse, s.counselor, rooms['birch'] as string, '17:30'),
    eveningProcessB: await evening('Evening process B', services.process, s.therapistC, rooms['cedar'] as string, '19:10'),
    art: await given.group(id, {
      name: 'Open studio', serviceId: services.art, programId: programs.day, roomId: rooms['maple'] as string, staffIds: [s.artTherapist], minimum: 2, capacity: 6,
      curriculum: ['Line and breath', 'A place that is safe', 'Anger has a colour', 'What I take with me'].map((title) => ({ title, note: '' })),
      series: { rule: 'FREQ=WEEKLY;BYDAY=TU,TH', startDay: from, startTime: wallTime('13:30'), durationMinutes: 90 },
    }),
    family: await given.group(id, {
      name: 'Families on Tuesday', serviceId: services.family, programId: null, roomId: rooms['juniper'] as string, staffIds: [s.socialWorker, s.therapistC], minimum: 2, capacity: 12,
      series: { rule: 'FREQ=WEEKLY;BYDAY=TU', startDay: from, startTime: wallTime('17:30'), durationMinutes: 60 },
    }),
  };
  return { id, zone, rooms, staff, services, programs, groups };
}

/** Lakeside: adolescents after school, in Chicago, an hour behind. */
export async function lakeside(given: Given, today: ClinicDay, accounts: Accounts): Promise<DemoSite> {
  const { id, timeZone: zone } = await given.clinic({
    name: 'Lakeside Youth Clinic',
    slug: 'lakeside-youth',
    timeZone: 'America/Chicago',
    phone: '+1 312 555 0167',
    address: '9 Lakeside Avenue, Chicago, IL 60601',
    isDemo: true,
    hours: week([1, 2, 3, 4, 5], '09:00', '20:00'),
  });
  const rooms = { oak: await given.room(id, 'Oak room', 12), willow: await given.room(id, 'Willow room', 12), office: await given.room(id, 'Office', 4) };
  const staff = await people(given, 'lakeside', id, today, accounts);
  const services = {
    process: await given.service(id, { name: 'Teen process group', kind: 'group', category: 'group_therapy', countsTowardHours: true, defaultMinutes: 60, capacity: 10, modality: 'ACT' }),
    skills: await given.service(id, { name: 'Teen DBT skills', kind: 'group', category: 'skills_training', countsTowardHours: true, defaultMinutes: 60, capacity: 10, modality: 'DBT' }),
    individual: await given.service(id, { name: 'Individual therapy', kind: 'individual', category: 'individual_therapy', countsTowardHours: true, defaultMinutes: 50, capacity: 1 }),
  };
  const programs = {
    teen: await given.program(id, { name: 'Adolescent after-school IOP', code: 'TEEN', population: 'adolescent', track: 'mental_health' }, [{ name: 'After school', weeks: 9, minutesPerWeek: 360, daysPerWeek: 3 }]),
  };
  const from = weekStartOf(addDays(today, -56), 1);
  const s = staff as Record<StaffKey, string>;
  const after = (name: string, serviceId: string, staffId: string, roomId: string, startTime: string) =>
    given.group(id, { name, serviceId, programId: programs.teen, roomId, staffIds: [staffId], minimum: 2, capacity: 10, enrollment: 'open', series: { rule: 'FREQ=WEEKLY;BYDAY=MO,TU,TH', startDay: from, startTime: wallTime(startTime), durationMinutes: 60 } });
  const groups = {
    teenProcess: await after('Teen process', services.process, s.therapistD, rooms.oak, '15:30'),
    teenSkills: await after('Teen skills', services.skills, s.therapistE, rooms.willow, '16:40'),
  };
  return { id, zone, rooms, staff, services, programs, groups };
}
