import { Injectable } from '@nestjs/common';
import type { RegisterClientRow } from '#clients';
import { ClinicsReader } from '#clinics';
import { Clock, Database } from '#platform';
import type { RegisterStaffRow } from '#team';
import { UnreadableFile } from '../csv/encoding.js';
import { openCsv, type CsvRow } from '../csv/read-csv.js';
import { plainWords } from '../csv/read-value.js';
import { unreadableFile } from '../exchange.errors.js';
import { readPatient, readPractitioner } from '../fhir/fhir-person.js';
import { readAppointment, readEncounter } from '../fhir/fhir-visit.js';
import { openFhir } from '../fhir/read-fhir.js';
import type { FhirEntry, FhirProblem } from '../fhir/fhir-resource.js';
import { TAKEN_TYPES } from '../reading/read-file.service.js';
import { csvFormatOf, type ImportRecord, type RowProblem } from '../record/import-record.js';
import { ImportStore } from '../record/import-store.js';
import { clientOf, clientOfFhir, staffOf, staffOfFhir } from '../rows/person-rows.js';
import { RowReader, type ReadBy } from '../rows/row-reader.js';
import { VisitReader, visitsOfFhir, type VisitRow } from '../rows/visit-rows.js';
import { rowError, type Outcome } from './outcome.js';
import { RegisterPeople, type PersonRow } from './register-people.service.js';
import { RegisterVisits } from './register-visits.service.js';
import { SoFar } from './so-far.js';

/**
 * Rows taken into the clinic at a time. So few that what a batch needs dies young: larger ones make texts and lists that only
 * a full collection frees, and the memory of a long import grows by what waits for it.
 */
const BATCH = 150;
/** Rows after which the planner is told what has been written. */
const STATISTICS_AFTER = [1500, 15_000];

/** Goes through a file and takes every row it can into the clinic. The same for a dry run and the real one. */
@Injectable()
export class TakeFile {
  constructor(
    private readonly database: Database,
    private readonly store: ImportStore,
    private readonly soFar: SoFar,
    private readonly clinics: ClinicsReader,
    private readonly people: RegisterPeople,
    private readonly visits: RegisterVisits,
    private readonly clock: Clock,
  ) {}

  /**
   * In a transaction only. `report` is told how many rows are done.
   * @throws DomainError 422 when the file cannot be read on.
   */
  async run(record: ImportRecord, outcome: Outcome, report: (done: number) => void): Promise<void> {
    try {
      await this.soFar.begin();
      if (record.kind === 'fhir') await this.fhir(record, outcome, report);
      else await this.csv(record, outcome, report);
    } catch (thrown) {
      if (thrown instanceof UnreadableFile) throw unreadableFile(thrown.message, thrown.row);
      throw thrown;
    }
  }

  private async csv(record: ImportRecord, outcome: Outcome, report: (done: number) => void): Promise<void> {
    const { timeZone: zone } = await this.clinics.clinic(record.clinicId);
    const by: ReadBy = { reading: record.reading, mapping: record.mapping, answers: record.answers, zone, now: this.clock.now() };
    const take = await this.batchTaker(record, by, outcome);
    const table = await openCsv(this.store.bytes(record.id), csvFormatOf(record.reading, record.answers));
    let batch: CsvRow[] = [];
    const flush = async (): Promise<void> => {
      await take(batch);
      await this.database.writeGathered();
      outcome.rows += batch.length;
      report(outcome.rows);
      batch = [];
      if (STATISTICS_AFTER.includes(outcome.rows)) await this.store.refreshStatistics();
    };
    for await (const row of table.rows) {
      batch.push(row);
      if (batch.length >= BATCH) await flush();
    }
    if (batch.length > 0) await flush();
  }

  private async batchTaker(record: ImportRecord, by: ReadBy, outcome: Outcome): Promise<(rows: readonly CsvRow[]) => Promise<void>> {
    const readEach = <T>(rows: readonly CsvRow[], read: (row: RowReader) => T | null): PersonRow<T>[] =>
      rows.flatMap(({ row, cells, problem }) => {
        if (problem !== undefined) {
          outcome.say([rowError(row, null, 'row-shape', problem)]);
          return [];
        }
        const reader = new RowReader(by, row, cells);
        const person = read(reader);
        outcome.say(reader.problems);
        return person === null ? [] : [{ row, person }];
      });
    const once = async <T extends { externalId: string }>(rows: PersonRow<T>[]): Promise<PersonRow<T>[]> => {
      const said = await this.soFar.sayFirst(rows.map(({ row, person }) => ({ key: `person ${person.externalId}`, row })));
      return rows.filter(({ row }, at) => {
        const before = said[at];
        if (before !== undefined) outcome.say([rowError(row, null, 'repeated', `Row ${before} has the same id.`)]);
        return before === undefined;
      });
    };
    if (record.kind === 'clients') return async (rows) => void (await this.people.clients(record, await once(readEach(rows, (row) => clientOf(row, by))), outcome));
    if (record.kind === 'staff') return async (rows) => void (await this.people.staff(record, await once(readEach(rows, (row) => staffOf(row, by))), outcome));
    const services = await this.database.rows<{ id: string; name: string }>('select id, name from programs.v_service where clinic_id = $1', [record.clinicId]);
    const reader = new VisitReader(record.kind === 'sessions' ? 'sessions' : 'attendance', by, new Map(services.map(({ id, name }) => [plainWords(name), id])));
    return async (rows) => {
      const onDay = await this.soFar.counted(rows.flatMap(({ row, cells }) => reader.dayOf(new RowReader(by, row, cells)) ?? []));
      const visits = readEach(rows, (row) => reader.read(row, onDay)).map(({ person }) => person);
      await this.soFar.keepCounts(onDay);
      await this.visits.run(record, visits, outcome);
    };
  }

  /** People first, then their visits: the file is gone through for each, and memory holds a batch of it. */
  private async fhir(record: ImportRecord, outcome: Outcome, report: (done: number) => void): Promise<void> {
    const file = await openFhir(() => this.store.bytes(record.id));
    const rowProblem = ({ row, element, severity, code, detail }: FhirProblem): RowProblem => ({ row, column: element, severity, code, detail });
    outcome.say(file.problems.map(rowProblem));
    outcome.notTaken([...file.counts].filter(([type]) => !TAKEN_TYPES.has(type)).map(([type, count]) => ({ type, count })).sort((a, b) => b.count - a.count));
    const problems: FhirProblem[] = [];
    const withId = <T extends { externalId: string | null; row: number }>(read: T | null, type: string): (T & { externalId: string }) | null => {
      if (read === null || read.externalId !== null) return read as (T & { externalId: string }) | null;
      problems.push({ row: read.row, element: `${type}.id`, severity: 'error', code: 'missing', detail: 'It has neither an id nor an identifier to know it by again.' });
      return null;
    };
    /** Goes through the resources of these types, and hands on what was read of them, a batch at a time. */
    const inBatches = async <T>(types: readonly string[], read: (entry: FhirEntry, type: string) => readonly T[], take: (batch: T[]) => Promise<void>): Promise<void> => {
      let batch: T[] = [];
      const flush = async (): Promise<void> => {
        outcome.say(problems.splice(0).map(rowProblem));
        await take(batch);
        batch = [];
        await this.database.writeGathered();
        report(outcome.rows);
      };
      for await (const entry of file.entries()) {
        const type = entry.resource.resourceType;
        if (!types.includes(type)) continue;
        outcome.rows++;
        batch.push(...read(entry, type));
        if (batch.length >= BATCH) await flush();
      }
      await flush();
    };
    const one = <T>(read: T | null): T[] => (read === null ? [] : [read]);
    await inBatches<PersonRow<RegisterClientRow>>(
      ['Patient'],
      (entry, type) => one(withId(readPatient(entry, problems), type)).map((patient) => ({ row: entry.row, person: clientOfFhir(patient) })),
      async (batch) => void (await this.people.clients(record, batch, outcome)),
    );
    await inBatches<PersonRow<RegisterStaffRow>>(
      ['Practitioner'],
      (entry, type) => one(withId(readPractitioner(entry, problems), type)).map((person) => ({ row: entry.row, person: staffOfFhir(person, record.answers) })),
      async (batch) => void (await this.people.staff(record, batch, outcome)),
    );
    await inBatches<VisitRow>(
      ['Encounter', 'Appointment'],
      (entry, type) =>
        one(withId(type === 'Encounter' ? readEncounter(entry, file.references, problems) : readAppointment(entry, file.references, problems), type)).flatMap((visit) =>
          visitsOfFhir(visit, record.answers['service'] ?? null, this.clock.now()),
        ),
      (batch) => this.visits.run(record, batch, outcome),
    );
  }
}
