import { Injectable } from '@nestjs/common';
import type { RegisterClientRow } from '#clients';
import { ClinicsReader } from '#clinics';
import { Clock, Database } from '#platform';
import type { RegisterStaffRow } from '#team';
import { UnreadableFile } from '../csv/encoding.js';
import { openCsv, type CsvRow } from '../csv/read-csv.js';
import { plainWords } from '../csv/read-value.js';
import { unreadableFile } from '../exchange.errors.js';
import { FhirReferences } from '../fhir/fhir-references.js';
import { readPatient, readPractitioner } from '../fhir/fhir-person.js';
import { readAppointment, readEncounter } from '../fhir/fhir-visit.js';
import { readFhir } from '../fhir/read-fhir.js';
import type { FhirProblem } from '../fhir/fhir-resource.js';
import { TAKEN_TYPES, textOf } from '../reading/read-file.service.js';
import { csvFormatOf, type ImportRecord } from '../record/import-record.js';
import { ImportStore } from '../record/import-store.js';
import { clientOf, clientOfFhir, staffOf, staffOfFhir } from '../rows/person-rows.js';
import { RowReader, type ReadBy } from '../rows/row-reader.js';
import { VisitReader, visitsOfFhir, type VisitRow } from '../rows/visit-rows.js';
import { rowError, type Outcome } from './outcome.js';
import { RegisterPeople, type PersonRow } from './register-people.service.js';
import { RegisterVisits, VisitsSoFar } from './register-visits.service.js';

/** Rows taken into the clinic at a time. */
const BATCH = 2000;

/** Goes through a file and takes every row it can into the clinic. The same for a dry run and the real one. */
@Injectable()
export class TakeFile {
  constructor(
    private readonly database: Database,
    private readonly store: ImportStore,
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
      if (outcome.rows === BATCH || outcome.rows === 8 * BATCH) await this.store.refreshStatistics();
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
    const seen = new Map<string, number>();
    const once = <T extends { externalId: string }>(rows: PersonRow<T>[]): PersonRow<T>[] =>
      rows.filter(({ row, person }) => {
        const before = seen.get(person.externalId);
        if (before !== undefined) outcome.say([rowError(row, null, 'repeated', `Row ${before} has the same id.`)]);
        else seen.set(person.externalId, row);
        return before === undefined;
      });
    if (record.kind === 'clients') return async (rows) => void (await this.people.clients(record, once(readEach(rows, (row) => clientOf(row, by))), outcome));
    if (record.kind === 'staff') return async (rows) => void (await this.people.staff(record, once(readEach(rows, (row) => staffOf(row, by))), outcome));
    const services = await this.database.rows<{ id: string; name: string }>('select id, name from programs.v_service where clinic_id = $1', [record.clinicId]);
    const reader = new VisitReader(record.kind === 'sessions' ? 'sessions' : 'attendance', by, new Map(services.map(({ id, name }) => [plainWords(name), id])));
    const soFar = new VisitsSoFar();
    return async (rows) => this.visits.run(record, readEach(rows, (row) => reader.read(row)).map(({ person }) => person), soFar, outcome);
  }

  private async fhir(record: ImportRecord, outcome: Outcome, report: (done: number) => void): Promise<void> {
    const { entries, problems } = readFhir(await textOf(this.store.bytes(record.id)));
    const references = new FhirReferences(entries);
    const clients: PersonRow<RegisterClientRow>[] = [];
    const staff: PersonRow<RegisterStaffRow>[] = [];
    const visits: VisitRow[] = [];
    const notTaken = new Map<string, number>();
    const withId = <T extends { externalId: string | null; row: number }>(read: T | null, type: string): (T & { externalId: string }) | null => {
      if (read === null || read.externalId !== null) return read as (T & { externalId: string }) | null;
      problems.push({ row: read.row, element: `${type}.id`, severity: 'error', code: 'missing', detail: 'It has neither an id nor an identifier to know it by again.' });
      return null;
    };
    for (const entry of entries) {
      const type = entry.resource.resourceType;
      if (!TAKEN_TYPES.has(type)) {
        notTaken.set(type, (notTaken.get(type) ?? 0) + 1);
        continue;
      }
      outcome.rows++;
      if (type === 'Patient') {
        const patient = withId(readPatient(entry, problems), type);
        if (patient) clients.push({ row: entry.row, person: clientOfFhir(patient) });
      } else if (type === 'Practitioner') {
        const person = withId(readPractitioner(entry, problems), type);
        if (person) staff.push({ row: entry.row, person: staffOfFhir(person, record.answers) });
      } else {
        const visit = withId(type === 'Encounter' ? readEncounter(entry, references, problems) : readAppointment(entry, references, problems), type);
        if (visit) visits.push(...visitsOfFhir(visit, record.answers['service'] ?? null, this.clock.now()));
      }
    }
    outcome.say(problems.map(({ row, element, severity, code, detail }: FhirProblem) => ({ row, column: element, severity, code, detail })));
    outcome.notTaken([...notTaken].map(([type, count]) => ({ type, count })).sort((a, b) => b.count - a.count));
    await this.people.clients(record, clients, outcome);
    await this.people.staff(record, staff, outcome);
    report(clients.length + staff.length);
    const soFar = new VisitsSoFar();
    for (let from = 0; from < visits.length; from += BATCH) {
      await this.visits.run(record, visits.slice(from, from + BATCH), soFar, outcome);
      report(clients.length + staff.length + Math.min(visits.length, from + BATCH));
    }
  }
}
