import { createReadStream } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { describeWithPublicData, publicData } from '../../../../test/support/public-data.js';
import { guessColumns, headerKey, type RememberedColumns } from './guess-columns.js';
import { IMPORT_FIELDS, IMPORT_KINDS, type ImportKind } from './import-fields.js';
import { inspectCsv } from './read-csv.js';

/** The columns that were guessed, field to header; a question mark where the guess is one to be asked. */
function guessed(kind: ImportKind, header: readonly string[], rows: readonly (readonly string[])[], remembered?: RememberedColumns): Record<string, string> {
  return Object.fromEntries(
    guessColumns(kind, header, rows, remembered)
      .filter(({ column }) => column !== null)
      .map(({ field, column, confident }) => [field, `${header[column ?? -1]}${confident ? '' : '?'}`]),
  );
}

/** A table as it looks in a file: header and one row of cells, parted by bars. */
function guessedFrom(kind: ImportKind, header: string, ...rows: string[]): Record<string, string> {
  const cells = (line: string) => line.split('|').map((cell) => cell.trim());
  return guessed(kind, cells(header), rows.map(cells));
}

describe('the columns of a file of clients', () => {
  it('of a clinic that writes as people do', () => {
    expect(guessedFrom('clients', 'MRN | Patient Name | D.O.B. | Legal Sex | Phone number (mobile) | E-mail | ZIP Code | Preferred Name | Comments', '00123 | Souza, Ana | 3/14/1990 | F | 508-222-5200 | a@b.org | 02703 | Aninha | none', '00124 | Lee, Ben | 1/2/1985 | M | 508-222-5201 | b@b.org | 02704 | | ')).toEqual({
      externalId: 'MRN', chartNumber: 'MRN', fullName: 'Patient Name', birthDate: 'D.O.B.', sex: 'Legal Sex', phone: 'Phone number (mobile)', email: 'E-mail', postalCode: 'ZIP Code', preferredName: 'Preferred Name', note: 'Comments',
    });
  });

  it('of a system that writes in one word or with underscores', () => {
    expect(guessedFrom('clients', 'patient_id | FirstName | LASTNAME | BirthDate | genderIdentity | AddressLine1 | city | State', '7 | Ana | Souza | 1990-03-14 | woman | 12 Main St | Boston | MA')).toEqual({
      externalId: 'patient_id', givenName: 'FirstName', familyName: 'LASTNAME', birthDate: 'BirthDate', genderIdentity: 'genderIdentity', addressLine: 'AddressLine1', city: 'city', state: 'State',
    });
  });

  it('does not take the id of an appointment for that of the client', () => {
    expect(guessedFrom('clients', 'AppointmentID | Gender', '5642903 | F')).toEqual({ sex: 'Gender' });
  });

  it('a header that says one thing over cells that say another is not believed', () => {
    const guesses = guessColumns('clients', ['DOB', 'Email'], [['Boston', '508-222-5200']]);
    expect(guesses.filter(({ column }) => column !== null)).toEqual([]);
    expect(guesses.find(({ field }) => field === 'birthDate')).toMatchObject({ alternatives: [0], why: 'The header “DOB” names it, but its cells are not days.' });
  });

  it('two columns of one name are asked about, and so is an empty one', () => {
    expect(guessedFrom('clients', 'Phone | Home Phone | DOB', '508-222-5200 | 508-222-5201 |')).toEqual({ phone: 'Phone?', birthDate: 'DOB' });
    expect(guessColumns('clients', ['Birthday'], [['']]).find(({ field }) => field === 'birthDate')?.why).toBe('The header “Birthday” names it; its cells are empty.');
  });

  it('columns nobody named are left alone', () => {
    expect(guessedFrom('clients', ' | Column1 | SSN', 'a@b.org | F | 999-17-5017')).toEqual({});
  });
});

describe('the columns of other files', () => {
  it('of staff', () => {
    expect(guessedFrom('staff', 'NPI | Provider Name | Credentials | Specialty | Work Email | Active?', '1234567893 | Lee, Ann | LCSW | Social work | ann@b.org | Y')).toEqual({
      externalId: 'NPI', fullName: 'Provider Name', title: 'Credentials', discipline: 'Specialty', email: 'Work Email', active: 'Active?',
    });
  });

  it('of sessions with day and times apart', () => {
    expect(guessedFrom('sessions', 'Appt ID | Patient | Rendering Provider | Date of Service | Start Time | End Time | Duration (min) | Visit Type | Location | Appt Status', '9 | Souza, Ana | Ann Lee | 11/23/2026 | 5:30 PM | 8:30 PM | 180 | Process group | Room 2 | Completed')).toEqual({
      externalId: 'Appt ID', clientName: 'Patient', staffName: 'Rendering Provider', day: 'Date of Service', startTime: 'Start Time', endTime: 'End Time', durationMinutes: 'Duration (min)', title: 'Visit Type', room: 'Location', status: 'Appt Status',
    });
  });

  it('a date with a time is the start, a date without one the day', () => {
    expect(guessedFrom('sessions', 'Appointment Date', '11/23/2026 5:30 PM')).toEqual({ startsAt: 'Appointment Date' });
    expect(guessedFrom('sessions', 'Appointment Date', '11/23/2026')).toEqual({ day: 'Appointment Date' });
    expect(guessedFrom('sessions', 'Start', '17:30')).toEqual({ startTime: 'Start' });
  });

  it('a person by id and a person by name are told apart by the cells', () => {
    expect(guessedFrom('sessions', 'Client | Provider', 'C-17 | Ann Lee', 'C-18 | Ben Ode')).toEqual({ clientExternalId: 'Client', staffName: 'Provider' });
  });

  it('of attendance in words, or in yes and no', () => {
    expect(guessedFrom('attendance', 'Session ID | Client ID | Status | Check-in Time | Check-out Time | Absence reason', 's1 | c1 | No Show | 17:35 | 20:30 | sick')).toEqual({
      externalId: 'Session ID', sessionExternalId: 'Session ID', clientExternalId: 'Client ID', status: 'Status', arrivedAt: 'Check-in Time', departedAt: 'Check-out Time', reason: 'Absence reason',
    });
    expect(guessedFrom('attendance', 'Attended', 'Yes')).toEqual({ attended: 'Attended' });
    expect(guessedFrom('attendance', 'Attended', 'Late')).toEqual({ status: 'Attended' });
    expect(guessedFrom('attendance', 'No Show?', 'N')).toEqual({ noShow: 'No Show?' });
  });
});

describe('what a person chose before', () => {
  it('goes before any guess, also where it was nothing', () => {
    const remembered = new Map<string, string | null>([[headerKey('Ref. No'), 'externalId'], [headerKey('Patient ID'), null]]);
    expect(guessed('clients', ['REF NO', 'patientId', 'Sex'], [['A1', '77', 'F']], remembered)).toEqual({ externalId: 'REF NO', sex: 'Sex' });
  });

  it('is found again however the header is written', () => {
    expect(['PatientId', 'patient_id', ' Patient ID ', 'PATIENT-ID', 'patient.id'].map(headerKey)).toEqual(Array.from({ length: 5 }, () => 'patient id'));
    expect(headerKey('AppointmentID')).toBe('appointment id');
    expect(headerKey('Endereço')).toBe('endereco');
  });
});

describe('any guess', () => {
  it('gives every field once, no column to two fields that may not share it, and never fails', () => {
    const names = Object.values(IMPORT_FIELDS).flatMap((fields) => fields.flatMap((field) => field.names));
    const anyHeader = fc.array(fc.oneof(fc.constantFrom(...names), fc.string()), { maxLength: 12 });
    const anyCell = fc.constantFrom('', 'F', 'Yes', '17:30', '2026-01-01', '2026-01-01T10:00', 'Ana Souza', 'a@b.org', '508-222-5200', '12', 'No show');
    fc.assert(fc.property(fc.constantFrom(...IMPORT_KINDS), anyHeader, fc.array(fc.array(anyCell, { maxLength: 12 }), { maxLength: 5 }), (kind, header, rows) => {
      const guesses = guessColumns(kind, header, rows);
      expect(guesses.map(({ field }) => field)).toEqual(IMPORT_FIELDS[kind].map(({ field }) => field));
      for (const at of header.keys()) {
        const owners = guesses.filter((guess) => guess.column === at).map(({ field }) => field).sort().join();
        expect(['', 'chartNumber,externalId', 'externalId,sessionExternalId']).toContain(owners.includes(',') ? owners : '');
      }
    }));
  });

  it('knows no header under two names of one kind that nothing tells apart', () => {
    for (const kind of IMPORT_KINDS) {
      for (const field of IMPORT_FIELDS[kind]) {
        for (const other of IMPORT_FIELDS[kind]) {
          if (other === field || field.sharesWith?.includes(other.field)) continue;
          const same = field.names.filter((name) => other.names.includes(name) && (!field.contents || !other.contents || field.contents.some((content) => other.contents?.includes(content))));
          expect({ kind, field: field.field, other: other.field, same }).toEqual({ kind, field: field.field, other: other.field, same: [] });
        }
      }
    }
  });
});

async function guessedFor(kind: ImportKind, path: string): Promise<Record<string, string>> {
  const { header, firstRows } = await inspectCsv(() => createReadStream(publicData(path) ?? '') as AsyncIterable<Uint8Array>, {}, 100);
  return guessed(kind, header, firstRows.map(({ cells }) => cells));
}

describeWithPublicData('the columns of the public no-shows file', 'no-shows/noshow_appointments_dev.csv', () => {
  const path = 'no-shows/noshow_appointments_dev.csv';

  it('are found for clients, sessions and attendance, all for certain', async () => {
    expect(await guessedFor('clients', path)).toEqual({ externalId: 'PatientId', age: 'Age', sex: 'Gender' });
    expect(await guessedFor('sessions', path)).toEqual({ externalId: 'AppointmentID', clientExternalId: 'PatientId', day: 'AppointmentDay', bookedAt: 'ScheduledDay' });
    expect(await guessedFor('attendance', path)).toEqual({ externalId: 'AppointmentID', sessionExternalId: 'AppointmentID', clientExternalId: 'PatientId', day: 'AppointmentDay', bookedAt: 'ScheduledDay', noShow: 'No-show', sex: 'Gender', age: 'Age' });
  });
});

describeWithPublicData('the columns of the public Synthea files', 'synthea-csv/patients.csv', () => {
  it('are found for clients, staff and sessions, all for certain', async () => {
    expect(await guessedFor('clients', 'synthea-csv/patients.csv')).toEqual({
      externalId: 'Id', givenName: 'FIRST', familyName: 'LAST', suffix: 'SUFFIX', birthDate: 'BIRTHDATE', sex: 'GENDER', addressLine: 'ADDRESS', city: 'CITY', state: 'STATE', postalCode: 'ZIP', deceasedOn: 'DEATHDATE',
    });
    expect(await guessedFor('staff', 'synthea-csv/providers.csv')).toEqual({ externalId: 'Id', fullName: 'NAME', discipline: 'SPECIALITY' });
    expect(await guessedFor('sessions', 'synthea-csv/encounters.csv')).toEqual({
      externalId: 'Id', clientExternalId: 'PATIENT', staffExternalId: 'PROVIDER', startsAt: 'START', endsAt: 'STOP', title: 'DESCRIPTION', kind: 'ENCOUNTERCLASS',
    });
  });
});
