import { clinicDayOf, instantOf, type ClinicDay } from '#platform';
import type { RegisterClientRow } from '#clients';
import { readAttendance, readAttendanceYesNo, readExternalId, readMinutes, readText, readWallTime, type ImportedAttendance, type Sex } from '../csv/parse-value.js';
import { isProblem, plainWords } from '../csv/read-value.js';
import type { FileVisit } from '../fhir/fhir-visit.js';
import type { FileKind } from '../record/import-record.js';
import { newClientOf } from './person-rows.js';
import { meaningsOf, timeAnswer, type ReadBy, type RowReader } from './row-reader.js';

/** A visit as one row of a file tells of it: a session, and at most one client in it. */
export interface VisitRow {
  row: number;
  /** The session's name in the source; null where the row names a session by its client and start. */
  sessionId: string | null;
  /** Null: the row only says who was in a session that is here already. */
  time: { startsAt: Date; endsAt: Date } | null;
  serviceId: string | null;
  title: string | null;
  telehealth: boolean;
  staff: string[];
  cancelled: boolean;
  note: string | null;
  client: { externalId: string; chart: RegisterClientRow | null } | null;
  outcome: ImportedAttendance;
  arrivedAt: Date | null;
  departedAt: Date | null;
  reason: string | null;
}

const MINUTE = 60_000;

/** Reads the visits of one CSV file, row by row. */
export class VisitReader {
  private readonly sexes: Map<string, Sex>;
  private readonly statuses: Map<string, ImportedAttendance>;
  private readonly yesNo: Map<string, ImportedAttendance>;

  constructor(
    private readonly kind: Extract<FileKind, 'sessions' | 'attendance'>,
    private readonly by: ReadBy,
    /** Services by their name in plain words. */
    private readonly services: ReadonlyMap<string, string>,
  ) {
    this.sexes = meaningsOf(by.answers, 'sex');
    this.statuses = meaningsOf(by.answers, 'status');
    this.yesNo = new Map([...meaningsOf<ImportedAttendance>(by.answers, 'noShow'), ...meaningsOf<ImportedAttendance>(by.answers, 'attended')]);
  }

  /**
   * The day of a client whose visits follow one another, where the row's place among them decides when it began; else
   * undefined. What is wrong with the row is for `read` to say.
   */
  dayOf(row: RowReader): string | undefined {
    if (this.by.answers['sameDay'] !== 'follow' || row.has('startTime') || row.hasTimes('startsAt')) return undefined;
    const day = row.day(row.has('day') ? 'day' : 'startsAt');
    return day && ofDay(row.read('clientExternalId', readExternalId, 'bad-id') ?? '', day);
  }

  /**
   * The visit of a row, or null; the reader then holds why.
   * @param onDay how many visits each client's day holds already, by `dayOf`; this one is added.
   */
  read(row: RowReader, onDay: Map<string, number>): VisitRow | null {
    const { answers } = this.by;
    const sessionId = row.read(this.kind === 'sessions' ? 'externalId' : 'sessionExternalId', readExternalId, 'bad-id') ?? null;
    const clientId = row.read('clientExternalId', readExternalId, 'bad-id');
    if (clientId === undefined && row.has('clientExternalId') && !row.refused) row.say('clientExternalId', 'missing', 'The id of the client is missing.');
    const time = this.timeOf(row, clientId ?? '', onDay);
    if (time === null && sessionId === null && !row.refused) row.say(null, 'missing', 'The row names neither a session nor a day.');
    const startsLater = time !== null && time.startsAt > this.by.now;
    const outcome = this.outcomeOf(row, startsLater);
    if (startsLater && outcome !== null && !['booked', 'cancelled', 'excused'].includes(outcome)) row.say(row.has('noShow') ? 'noShow' : 'status', 'in-the-future', 'The session has not begun: nobody can have come or stayed away.');
    const staffId = row.read('staffExternalId', readExternalId, 'bad-id');
    const chart = clientId !== undefined && this.kind === 'attendance' && answers['newClients'] === 'create' ? newClientOf(row, this.by, clientId, this.sexes) : null;
    if (row.refused || outcome === null) return null;
    return {
      row: row.row,
      sessionId,
      time,
      serviceId: time === null ? null : this.serviceOf(row),
      title: this.kind === 'sessions' ? (row.read('title', (cell) => readText(cell, 200), 'bad-text', 'warning') ?? null) : null,
      telehealth: false,
      staff: staffId === undefined ? [] : [staffId],
      cancelled: this.kind === 'sessions' && outcome === 'cancelled',
      note: this.kind === 'sessions' ? (row.read('note', (cell) => readText(cell, 1000), 'bad-text', 'warning') ?? null) : null,
      client: clientId === undefined ? null : { externalId: clientId, chart },
      outcome,
      arrivedAt: time && this.momentOf(row, 'arrivedAt', time.startsAt),
      departedAt: time && this.momentOf(row, 'departedAt', time.startsAt),
      reason: row.read('reason', (cell) => readText(cell, 300), 'bad-text', 'warning') ?? null,
    };
  }

  private serviceOf(row: RowReader): string | null {
    const word = row.cell('service');
    const own = word === undefined ? undefined : this.services.get(plainWords(word));
    const id = own ?? this.by.answers['service'];
    return id ?? null;
  }

  private timeOf(row: RowReader, client: string, onDay: Map<string, number>): VisitRow['time'] {
    const { answers, zone } = this.by;
    if (!row.has('startsAt') && !row.has('day')) return null;
    const dayField = row.has('day') ? 'day' : 'startsAt';
    let startsAt: Date | undefined;
    let day: ClinicDay | undefined;
    if (row.hasTimes('startsAt')) {
      startsAt = row.instant('startsAt');
      if (startsAt === undefined && !row.refused) row.say('startsAt', 'missing', 'The start is missing.');
    } else {
      day = row.day(dayField);
      if (day === undefined && !row.refused) row.say(dayField, 'missing', 'The day is missing.');
      if (day !== undefined && row.has('startTime')) {
        const time = row.read('startTime', readWallTime, 'not-a-time');
        if (time !== undefined) startsAt = instantOf(day, time, zone);
        else if (!row.refused) row.say('startTime', 'missing', 'The time of day is missing.');
      }
    }
    const minutes = row.read('durationMinutes', readMinutes, 'bad-length') ?? (answers['minutes'] === undefined ? undefined : Number(answers['minutes']));
    if (day !== undefined && !row.has('startTime') && !row.refused) startsAt = this.nextOf(client, day, minutes ?? 0, onDay);
    if (startsAt === undefined || row.refused) return null;
    if (row.has('bookedAt') && answers['bookedAfter'] !== 'take') this.judgeBooking(row, day ?? clinicDayOf(startsAt, zone));
    const endsAt = this.endOf(row, startsAt, minutes);
    if (endsAt === undefined) return null;
    return { startsAt, endsAt };
  }

  /** Visits without a time of day begin at the time a person said; the next of the same client and day after it. */
  private nextOf(client: string, day: ClinicDay, minutes: number, onDay: Map<string, number>): Date {
    const { answers, zone } = this.by;
    const first = instantOf(day, timeAnswer(answers, 'firstTime') ?? ('09:00' as never), zone);
    if (answers['sameDay'] !== 'follow') return first;
    const key = ofDay(client, day);
    const before = onDay.get(key) ?? 0;
    onDay.set(key, before + 1);
    return new Date(first.getTime() + before * minutes * MINUTE);
  }

  private judgeBooking(row: RowReader, day: ClinicDay): void {
    const booked = row.day('bookedAt');
    if (booked !== undefined && booked > day) row.say('bookedAt', 'before-booking', `The visit is dated ${day}, before it was booked on ${booked}.`);
  }

  private endOf(row: RowReader, startsAt: Date, minutes: number | undefined): Date | undefined {
    let endsAt: Date | undefined;
    if (row.hasTimes('endsAt')) endsAt = row.instant('endsAt');
    else if (row.has('endTime')) {
      const time = row.read('endTime', readWallTime, 'not-a-time');
      if (time !== undefined) {
        const day = clinicDayOf(startsAt, this.by.zone);
        endsAt = instantOf(day, time, this.by.zone);
        if (endsAt <= startsAt) endsAt = new Date(endsAt.getTime() + 1440 * MINUTE);
      }
    }
    if (endsAt === undefined && minutes !== undefined) endsAt = new Date(startsAt.getTime() + minutes * MINUTE);
    if (endsAt === undefined && !row.refused) row.say(row.has('endsAt') ? 'endsAt' : 'durationMinutes', 'missing', 'It does not say when the session ended or how long it took.');
    return endsAt;
  }

  private outcomeOf(row: RowReader, startsLater: boolean): ImportedAttendance | null {
    const from = (field: string, read: (cell: string) => ReturnType<typeof readAttendance>): ImportedAttendance | null => {
      const cell = row.cell(field);
      if (cell === undefined) return 'booked';
      const result = read(cell);
      if (!isProblem(result)) return result.value;
      row.say(field, 'unknown-word', result.problem);
      return null;
    };
    if (row.has('noShow')) return from('noShow', (cell) => readAttendanceYesNo(cell, 'no_show', this.yesNo));
    if (row.has('attended')) return from('attended', (cell) => readAttendanceYesNo(cell, 'attended', this.yesNo));
    if (row.has('status')) return from('status', (cell) => readAttendance(cell, this.statuses));
    return this.by.answers['past'] === 'attended' && !startsLater ? 'attended' : 'booked';
  }

  private momentOf(row: RowReader, field: string, startsAt: Date): Date | null {
    if (row.cell(field) === undefined) return null;
    if (row.hasTimes(field)) return row.instant(field) ?? null;
    const time = row.read(field, readWallTime, 'not-a-time');
    return time === undefined ? null : instantOf(clinicDayOf(startsAt, this.by.zone), time, this.by.zone);
  }
}

function ofDay(client: string, day: ClinicDay): string {
  return `${client} ${day}`;
}

/** The rows of one FHIR Encounter or Appointment: one for each of its clients. */
export function visitsOfFhir(visit: FileVisit & { externalId: string }, serviceId: string | null, now: Date): VisitRow[] {
  return visit.clients.map(({ externalId, outcome }) => ({
    row: visit.row,
    sessionId: visit.externalId,
    time: { startsAt: visit.startsAt, endsAt: visit.endsAt },
    serviceId,
    title: visit.title?.slice(0, 200) ?? null,
    telehealth: visit.telehealth,
    staff: [...new Set(visit.staff)],
    cancelled: visit.cancelled,
    note: null,
    client: { externalId, chart: null },
    outcome: visit.startsAt > now && outcome !== 'cancelled' ? 'booked' : outcome,
    arrivedAt: null,
    departedAt: null,
    reason: null,
  }));
}
