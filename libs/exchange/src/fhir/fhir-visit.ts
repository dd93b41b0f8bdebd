import { conceptText, list, text, type FhirConcept, type FhirEntry, type FhirProblem, type FhirReference, type FhirResource } from './fhir-resource.js';
import { externalIdOf, type FhirReferences } from './fhir-references.js';

/** What became of a client at a visit, in Stepwell's words. */
export type VisitOutcome = 'booked' | 'attended' | 'no_show' | 'cancelled';

/** A visit as a file tells of one: a session of one client or, for a group appointment, of several. */
export interface FileVisit {
  row: number;
  externalId: string | null;
  title: string | null;
  startsAt: Date;
  endsAt: Date;
  cancelled: boolean;
  telehealth: boolean;
  /** External ids. */
  staff: string[];
  clients: { externalId: string; outcome: VisitOutcome }[];
}

const ENCOUNTER: Record<string, VisitOutcome | 'left-out'> = {
  planned: 'booked', arrived: 'attended', triaged: 'attended', 'in-progress': 'attended', onleave: 'attended', finished: 'attended', cancelled: 'cancelled',
  'entered-in-error': 'left-out', unknown: 'left-out',
};
const APPOINTMENT: Record<string, VisitOutcome | 'left-out'> = {
  proposed: 'left-out', pending: 'booked', booked: 'booked', arrived: 'attended', fulfilled: 'attended', cancelled: 'cancelled', noshow: 'no_show',
  'entered-in-error': 'left-out', 'checked-in': 'attended', waitlist: 'left-out',
};

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** An instant, or null for a day without a time, a time without an offset, or no date at all. */
function instant(value: unknown): Date | null {
  const written = text(value);
  if (written === null || !INSTANT.test(written)) return null;
  const date = new Date(written);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** Minutes of a FHIR Duration written in a unit of time. */
function minutesOf(value: unknown): number | null {
  const { value: amount, code, unit } = (value ?? {}) as { value?: unknown; code?: string; unit?: string };
  if (typeof amount !== 'number' || !(amount > 0)) return null;
  const factor = { min: 1, h: 60, s: 1 / 60, d: 1440 }[code ?? unit ?? ''];
  return factor === undefined ? null : amount * factor;
}

interface Times {
  startsAt: Date;
  endsAt: Date;
}

function timesOf(resource: FhirResource, start: unknown, end: unknown, minutes: number | null, say: (element: string, code: string, detail: string) => void): Times | null {
  const type = resource.resourceType;
  const startsAt = instant(start);
  if (!startsAt) {
    say(`${type}.${type === 'Encounter' ? 'period.start' : 'start'}`, text(start) === null ? 'no-start' : 'no-time', text(start) === null ? 'It does not say when it began.' : 'It names a day without a time, or a time without an offset.');
    return null;
  }
  const endsAt = instant(end) ?? (minutes === null ? null : new Date(startsAt.getTime() + minutes * 60_000));
  if (!endsAt) {
    say(`${type}.${type === 'Encounter' ? 'period.end' : 'end'}`, 'no-end', 'It does not say when it ended or how long it took.');
    return null;
  }
  if (endsAt <= startsAt) {
    say(`${type}.${type === 'Encounter' ? 'period' : 'end'}`, 'ends-before-start', 'It ends before it begins.');
    return null;
  }
  return { startsAt, endsAt };
}

/** Reads an Encounter: a visit of one client. */
export function readEncounter(entry: FhirEntry, references: FhirReferences, problems: FhirProblem[]): FileVisit | null {
  const { resource, row } = entry;
  const say = (element: string, code: string, detail: string): null => {
    problems.push({ row, element, severity: 'error', code, detail });
    return null;
  };
  const outcome = ENCOUNTER[text(resource['status']) ?? ''] ?? 'left-out';
  if (outcome === 'left-out') return say('Encounter.status', 'status', `An encounter of status "${text(resource['status']) ?? ''}" is not a visit.`);
  const client = references.externalId(resource['subject'] as FhirReference | undefined, 'Patient', resource);
  if (client === null) return say('Encounter.subject', 'no-client', 'It does not say whose visit it is.');
  const period = (resource['period'] ?? {}) as { start?: string; end?: string };
  const times = timesOf(resource, period.start, period.end, minutesOf(resource['length']), say);
  if (!times) return null;
  return {
    row,
    externalId: externalIdOf(resource),
    title: conceptText(list<FhirConcept>(resource['type'])[0]),
    ...times,
    cancelled: outcome === 'cancelled',
    telehealth: (resource['class'] as { code?: string } | undefined)?.code === 'VR',
    staff: list<{ individual?: FhirReference }>(resource['participant'])
      .map((one) => references.externalId(one?.individual, 'Practitioner', resource))
      .filter((id): id is string => id !== null),
    clients: [{ externalId: client, outcome }],
  };
}

/** Reads an Appointment: its clients are the patients among its participants. */
export function readAppointment(entry: FhirEntry, references: FhirReferences, problems: FhirProblem[]): FileVisit | null {
  const { resource, row } = entry;
  const say = (element: string, code: string, detail: string): null => {
    problems.push({ row, element, severity: 'error', code, detail });
    return null;
  };
  const outcome = APPOINTMENT[text(resource['status']) ?? ''] ?? 'left-out';
  if (outcome === 'left-out') return say('Appointment.status', 'status', `An appointment of status "${text(resource['status']) ?? ''}" is not a booking.`);
  const minutes = typeof resource['minutesDuration'] === 'number' ? resource['minutesDuration'] : null;
  const times = timesOf(resource, resource['start'], resource['end'], minutes, say);
  if (!times) return null;
  const participants = list<{ actor?: FhirReference; status?: string }>(resource['participant']);
  const clients = participants.flatMap((one) => {
    const externalId = references.externalId(one?.actor, 'Patient', resource);
    return externalId === null ? [] : [{ externalId, outcome: one.status === 'declined' && outcome === 'booked' ? ('cancelled' as const) : outcome }];
  });
  if (clients.length === 0) return say('Appointment.participant', 'no-client', 'No patient takes part in it.');
  return {
    row,
    externalId: externalIdOf(resource),
    title: conceptText(list<FhirConcept>(resource['serviceType'])[0]) ?? text(resource['description']),
    ...times,
    cancelled: outcome === 'cancelled',
    telehealth: false,
    staff: participants.map((one) => references.externalId(one?.actor, 'Practitioner', resource)).filter((id): id is string => id !== null),
    clients,
  };
}
