import { describe, expect, it } from '@jest/globals';
import { DateEvidence } from '../csv/date-order.js';
import type { ColumnReading, FileKind, Mapping, Reading } from '../record/import-record.js';
import { disciplineOf } from './discipline-words.js';
import { openKeys, questionsOf, type Asked } from './questions.js';

function column(name: string, ...cells: string[]): ColumnReading {
  const evidence = new DateEvidence();
  for (const cell of cells) evidence.add(cell);
  const values = [...new Set(cells)].map((value) => ({ value, count: cells.filter((cell) => cell === value).length }));
  return { name, filled: cells.length, samples: cells.slice(0, 5), values, dates: evidence.finding().dates > 0 ? evidence.finding() : null };
}

function asked(kind: FileKind, columns: ColumnReading[], mapping: Mapping, answers: Record<string, string> = {}): Asked & { open: string[] } {
  const reading: Reading = { format: kind === 'fhir' ? 'fhir' : 'csv', rows: 2, encoding: null, delimiter: null, columns, guesses: [], remembered: null, types: [{ type: 'Patient', count: 1, taken: true }] };
  const all = questionsOf({ kind, reading, mapping, answers, services: [{ id: 'one', name: 'Individual therapy' }] });
  return { ...all, open: openKeys(all.questions) };
}

describe('what a file leaves open', () => {
  it('is the order of day and month where no date decides, once for a column however often it is used', () => {
    const file = asked('clients', [column('Id', '1', '2'), column('Name', 'Ann Lee', 'Bo Lind'), column('When', '03/04/1990', '05/06/1991')], { externalId: 0, fullName: 1, birthDate: 2, deceasedOn: 2 });
    expect(file.open).toEqual(['dates.2']);
    expect(asked('clients', [column('Id', '1'), column('Name', 'Ann Lee'), column('When', '23/04/1990')], { externalId: 0, fullName: 1, birthDate: 2 }).open).toEqual([]);
  });

  it('is the century where years have two digits', () => {
    const file = asked('clients', [column('Id', '1'), column('Name', 'Ann Lee'), column('DOB', '23-Apr-26')], { externalId: 0, fullName: 1, birthDate: 2 });
    expect(file.questions.find((question) => question.key === 'century.2')).toMatchObject({ answer: 'year', otherwise: null });
  });

  it('is the time of day and the length of visits that have neither', () => {
    const columns = [column('Client', '1', '2'), column('Day', '2026-02-09', '2026-02-10')];
    expect(asked('sessions', columns, { clientExternalId: 0, day: 1 }).open.sort()).toEqual(['firstTime', 'minutes', 'past', 'sameDay', 'service']);
    const timed = [column('Client', '1'), column('Start', '2026-02-09 17:30'), column('End', '2026-02-09 18:30'), column('Status', 'Present')];
    expect(asked('sessions', timed, { clientExternalId: 0, startsAt: 1, endsAt: 2, status: 3 }).open).toEqual(['service']);
  });

  it('is a word no vocabulary knows; the known ones are shown with their meaning and may be changed', () => {
    const file = asked('attendance', [column('Client', '1', '2', '3'), column('Session', 'a', 'b', 'c'), column('Seen', 'A', 'No', 'Yes')], { clientExternalId: 0, sessionExternalId: 1, noShow: 2 }, { newClients: 'refuse' });
    expect(file.open).toEqual(['value.noShow.a']);
    expect(file.vocabularies[0]?.values.map(({ value, meaning }) => [value, meaning])).toEqual([['A', null], ['No', 'attended'], ['Yes', 'no_show']]);
    expect(asked('attendance', [column('Client', '1'), column('Session', 'a'), column('Seen', 'A')], { clientExternalId: 0, sessionExternalId: 1, noShow: 2 }, { newClients: 'refuse', 'value.noShow.a': 'attended' }).open).toEqual([]);
  });

  it('is never what to do with refused rows: without a word none of the file is taken', () => {
    expect(asked('fhir', [], {}).questions).toMatchObject([{ key: 'leaveOutRefused', otherwise: 'no' }]);
  });
});

describe('a discipline in other words', () => {
  it.each([['Clinical Psychologist', 'psychologist'], ['NURSE PRACTITIONER', 'nurse_practitioner'], ['LCSW', 'social_worker'], ['General practice', 'physician'], ['Peer specialist', 'peer_specialist']])('%s is %s', (word, code) => {
    expect(disciplineOf(word)).toBe(code);
  });

  it('that fits none or several is nobody’s guess', () => {
    for (const word of ['', 'Falconry', 'Physical therapy', 'Provider', 'Licensed']) expect(disciplineOf(word)).toBeNull();
  });
});
