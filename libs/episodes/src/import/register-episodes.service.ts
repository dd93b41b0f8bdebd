import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { AuditTrail, Database, DomainEvents, newId, type ClinicDay, type DaysTaken, type Weekday } from '#platform';
import type { Disposition } from '../episode.entity.js';
import { EPISODES_CHANGED, type EpisodesChanged } from '../episodes.events.js';
import type { LockedProgram } from '../intake/intake-entry.js';
import { PlaceOffers } from '../intake/place-offers.service.js';
import { PlacesBook, type KeptPlace } from '../intake/places-book.js';
import { ProgramPlaces } from '../intake/program-places.service.js';
import { prescriptionsFromPhases, weeksOfPhases, type Prescription } from '../prescription/prescriptions.js';
import type { PhaseRule } from '../program-rules.query.js';
import type { CareTeamRole } from '../team/care-team-member.entity.js';
import { overlapsWithin } from './overlaps-within.js';

/** One stay as an outside source knows it. */
export interface RegisterEpisodeRow {
  externalId: string;
  clientId: string;
  programId: string;
  admittedOn: ClinicDay;
  /** The last day; null or left out while the stay goes on. */
  dischargedOn?: ClinicDay | null;
  /** Said with a last day; `administrative` when the source does not say. */
  disposition?: Disposition | null;
  /** Left out: the program's phases, if it has any. Past facts are taken as they are, also outside the policy. */
  prescriptions?: (Omit<Prescription, 'phaseName' | 'daysPerWeek'> & Partial<Prescription>)[];
  careTeam?: { staffId: string; role: CareTeamRole; isPrimary?: boolean; fromDay?: ClinicDay; toDay?: ClinicDay | null }[];
}

/** The days of a stay and how it ended. */
export interface StayDays {
  admittedOn: ClinicDay;
  dischargedOn: ClinicDay | null;
  disposition: Disposition | null;
}

export type EpisodeRefusal = 'unknown-client' | 'unknown-program' | 'overlapping-stay' | 'discharged-before-admitted' | 'program-full';

/** What became of a row. A refused row changed nothing and has no episode. */
export type RegisteredEpisode =
  | { externalId: string; outcome: 'created' | 'unchanged'; episodeId: string; before: null }
  | { externalId: string; outcome: 'updated'; episodeId: string; before: StayDays }
  | { externalId: string; outcome: 'refused'; why: EpisodeRefusal };

interface Judged {
  externalId: string;
  clientKnown: boolean;
  programKnown: boolean;
  overlapping: boolean;
  weekStartsOn: Weekday;
  phases: PhaseRule[];
  existing: (StayDays & { id: string }) | null;
}

type Wanted = RegisterEpisodeRow & StayDays;

/**
 * Registers thousands of stays at once, recognised by their id in the outside source: the same rows a second time change
 * nothing; a stay already there gets the days and disposition said now. Joins the transaction it is called in.
 */
@Injectable()
export class RegisterEpisodes {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly events: DomainEvents,
    private readonly clinics: ClinicsReader,
    private readonly places: ProgramPlaces,
    private readonly offers: PlaceOffers,
  ) {}

  /** @returns one outcome for each external id, in order of first appearance. */
  async run(clinicId: string, source: string, rows: readonly RegisterEpisodeRow[]): Promise<RegisteredEpisode[]> {
    const wanted = [...new Map(rows.map((row) => [row.externalId, whole(row)])).values()];
    if (wanted.length === 0) return [];
    return this.database.transaction(async () => {
      const programs = await this.places.lockAll(clinicId, [...new Set(wanted.map(({ programId }) => programId))]);
      const books = await this.booksOf(clinicId, programs);
      const judged = await this.judge(clinicId, source, wanted);
      const clashing = overlapsWithin(wanted);
      const results: RegisteredEpisode[] = [];
      const created: { row: Wanted; id: string; judged: Judged }[] = [];
      const updated: { row: Wanted; id: string }[] = [];
      // Those who leave first: whoever comes may take their place.
      for (const row of wanted) {
        const { existing } = judged.get(row.externalId) as Judged;
        if (existing && !refusal(row, judged.get(row.externalId) as Judged, clashing)) books.get(row.programId)?.take(existing.id, row.clientId, shorter(row, existing));
      }
      for (const row of wanted) {
        const { externalId } = row;
        const facts = judged.get(externalId) as Judged;
        const why = refusal(row, facts, clashing) ?? (this.finds(books, row, facts) ? undefined : 'program-full');
        if (why) results.push({ externalId, outcome: 'refused', why });
        else if (!facts.existing) {
          const id = newId();
          created.push({ row, id, judged: facts });
          results.push({ externalId, outcome: 'created', episodeId: id, before: null });
        } else if (sameDays(row, facts.existing)) results.push({ externalId, outcome: 'unchanged', episodeId: facts.existing.id, before: null });
        else {
          const { id, ...before } = facts.existing;
          updated.push({ row, id });
          results.push({ externalId, outcome: 'updated', episodeId: id, before });
        }
      }
      // Changed stays first: a new one may begin in the days another leaves.
      for (const { row, id } of [...updated, ...created]) await this.waitsNoLonger(clinicId, programs, row, id);
      await this.update(clinicId, updated);
      await this.insert(clinicId, source, created);
      await this.tell(clinicId, source, [...created, ...updated]);
      for (const program of programs) await this.offers.refresh(program);
      return results;
    });
  }

  /** Who has the places of those programs that have a number of them. */
  private async booksOf(clinicId: string, programs: readonly LockedProgram[]): Promise<Map<string, PlacesBook>> {
    const limited = programs.filter((program) => program.places !== null);
    if (limited.length === 0) return new Map();
    const today = await this.clinics.today(clinicId);
    const ids = limited.map(({ id }) => id);
    const stays = await this.database.rows<DaysTaken & { id: string; programId: string }>('select id, program_id as "programId", admitted_on as "from", discharged_on as "to" from episodes.episode where program_id = any ($1::uuid[]) and (discharged_on is null or discharged_on >= $2)', [ids, today]);
    const kept = await this.database.rows<KeptPlace & { programId: string }>(`select o.program_id as "programId", e.client_id as "clientId", o.starts_on as "startsOn" from episodes.intake_offer o join episodes.intake_entry e on e.id = o.entry_id where o.program_id = any ($1::uuid[]) and o.state = 'open'`, [ids]);
    return new Map(limited.map(({ id, places }) => [id, new PlacesBook(places as number, today, new Map(stays.filter((one) => one.programId === id).map(({ id: stayId, from, to }) => [stayId, { from, to }])), kept.filter((one) => one.programId === id))]));
  }

  private finds(books: ReadonlyMap<string, PlacesBook>, row: Wanted, { existing }: Judged): boolean {
    return books.get(row.programId)?.take(existing?.id ?? row.externalId, row.clientId, { from: row.admittedOn, to: row.dischargedOn }) ?? true;
  }

  /** Whoever is in a program no longer waits for it: the place kept for them is taken. */
  private async waitsNoLonger(clinicId: string, programs: readonly LockedProgram[], row: Wanted, episodeId: string): Promise<void> {
    if (row.dischargedOn !== null && row.dischargedOn < (await this.clinics.today(clinicId))) return;
    const program = programs.find(({ id }) => id === row.programId.toLowerCase());
    if (program) await this.offers.settle(program, row.clientId, episodeId);
  }

  private async judge(clinicId: string, source: string, wanted: Wanted[]): Promise<Map<string, Judged>> {
    const rows = await this.database.rows<Judged>(
      `select r."externalId", c.id is not null as "clientKnown", p.id is not null as "programKnown",
         exists (select 1 from episodes.episode o where o.client_id = r."clientId" and o.program_id = r."programId"
           and daterange(o.admitted_on, o.discharged_on, '[]') && case when r."dischargedOn" >= r."admittedOn" or r."dischargedOn" is null
             then daterange(r."admittedOn", r."dischargedOn", '[]') else 'empty'::daterange end
           and (o.external_source, o.external_id) is distinct from ($2, r."externalId")
           and not (coalesce(o.external_source = $2, false) and o.external_id = any($4::text[]))) as overlapping,
         coalesce((select v.week_starts_on from programs.v_policy_version v where v.program_id = p.id
           and daterange(v.effective_from, v.effective_to, '[]') @> r."admittedOn"), 1) as "weekStartsOn",
         coalesce((select jsonb_agg(jsonb_build_object('name', f.name, 'weeks', f.weeks, 'minutesPerWeek', f.minutes_per_week,
           'daysPerWeek', f.days_per_week) order by f.position) from programs.v_phase f where f.program_id = p.id), '[]') as phases,
         case when e.id is null then null else jsonb_build_object('id', e.id, 'admittedOn', e.admitted_on, 'dischargedOn', e.discharged_on,
           'disposition', e.disposition) end as existing
       from jsonb_to_recordset($3::jsonb) as r("externalId" text, "clientId" uuid, "programId" uuid, "admittedOn" date, "dischargedOn" date)
       left join clients.v_client c on c.id = r."clientId" and c.clinic_id = $1
       left join programs.v_program p on p.id = r."programId" and p.clinic_id = $1
       left join episodes.episode e on e.clinic_id = $1 and e.external_source = $2 and e.external_id = r."externalId"`,
      [clinicId, source, JSON.stringify(wanted), wanted.map(({ externalId }) => externalId)],
    );
    return new Map(rows.map((row) => [row.externalId, row]));
  }

  private async update(clinicId: string, updated: { row: Wanted; id: string }[]): Promise<void> {
    if (updated.length === 0) return;
    await this.database.rows(
      `update episodes.episode e set admitted_on = r."admittedOn", discharged_on = r."dischargedOn", disposition = r.disposition, version = e.version + 1
       from jsonb_to_recordset($2::jsonb) as r(id uuid, "admittedOn" date, "dischargedOn" date, disposition text)
       where e.id = r.id and e.clinic_id = $1`,
      [clinicId, JSON.stringify(updated.map(({ row, id }) => ({ id, admittedOn: row.admittedOn, dischargedOn: row.dischargedOn, disposition: row.disposition })))],
    );
  }

  private async insert(clinicId: string, source: string, created: { row: Wanted; id: string; judged: Judged }[]): Promise<void> {
    if (created.length === 0) return;
    await this.database.rows(
      `insert into episodes.episode (id, clinic_id, client_id, program_id, admitted_on, discharged_on, disposition, planned_weeks, external_source, external_id)
       select r.id, $1, r."clientId", r."programId", r."admittedOn", r."dischargedOn", r.disposition, r."plannedWeeks", $2, r."externalId"
       from jsonb_to_recordset($3::jsonb) as r(id uuid, "externalId" text, "clientId" uuid, "programId" uuid, "admittedOn" date, "dischargedOn" date,
         disposition text, "plannedWeeks" int)`,
      [clinicId, source, JSON.stringify(created.map(({ row, id, judged }) => ({ ...row, id, plannedWeeks: weeksOfPhases(judged.phases) })))],
    );
    const prescriptions = created.flatMap(({ row, id, judged }) =>
      (row.prescriptions ?? prescriptionsFromPhases(judged.phases, row.admittedOn, judged.weekStartsOn)).map((prescription) => ({ ...prescription, id: newId(), episodeId: id })),
    );
    await this.database.rows(
      `insert into episodes.prescribed_hours (id, clinic_id, episode_id, effective_from, minutes_per_week, days_per_week, phase_name)
       select r.id, $1, r."episodeId", r."effectiveFrom", r."minutesPerWeek", r."daysPerWeek", r."phaseName"
       from jsonb_to_recordset($2::jsonb) as r(id uuid, "episodeId" uuid, "effectiveFrom" date, "minutesPerWeek" int, "daysPerWeek" int, "phaseName" text)`,
      [clinicId, JSON.stringify(prescriptions)],
    );
    const team = created.flatMap(({ row, id }) =>
      (row.careTeam ?? []).map((member) => ({ ...member, id: newId(), episodeId: id, isPrimary: member.isPrimary ?? false, fromDay: member.fromDay ?? row.admittedOn, toDay: member.toDay ?? row.dischargedOn })),
    );
    await this.database.rows(
      `insert into episodes.care_team_member (id, clinic_id, episode_id, staff_id, role, is_primary, from_day, to_day)
       select r.id, $1, r."episodeId", r."staffId", r.role, r."isPrimary", r."fromDay", r."toDay"
       from jsonb_to_recordset($2::jsonb) as r(id uuid, "episodeId" uuid, "staffId" uuid, role text, "isPrimary" boolean, "fromDay" date, "toDay" date)`,
      [clinicId, JSON.stringify(team)],
    );
  }

  private async tell(clinicId: string, source: string, changed: { row: Wanted; id: string }[]): Promise<void> {
    if (changed.length === 0) return;
    for (const { row, id } of changed) {
      this.audit.record({
        clinicId,
        action: 'episodes.imported',
        subjectType: 'episode',
        subjectId: id,
        clientId: row.clientId,
        changes: { source, externalId: row.externalId, admittedOn: row.admittedOn, dischargedOn: row.dischargedOn, disposition: row.disposition },
      });
    }
    await this.events.publish<EpisodesChanged>({ name: EPISODES_CHANGED, clinicId, payload: { episodeIds: changed.map(({ id }) => id) } });
  }
}

function whole(row: RegisterEpisodeRow): Wanted {
  const dischargedOn = row.dischargedOn ?? null;
  return { ...row, dischargedOn, disposition: dischargedOn === null ? null : (row.disposition ?? 'administrative') };
}

function refusal(row: Wanted, facts: Judged, clashing: ReadonlySet<string>): EpisodeRefusal | undefined {
  if (!facts.clientKnown) return 'unknown-client';
  if (!facts.programKnown) return 'unknown-program';
  if (row.dischargedOn !== null && row.dischargedOn < row.admittedOn) return 'discharged-before-admitted';
  if (facts.overlapping || clashing.has(row.externalId)) return 'overlapping-stay';
  return undefined;
}

/** What is sure of the days a stay will have: those it has already, less those it loses. */
function shorter(row: Wanted, existing: StayDays): DaysTaken {
  const from = row.admittedOn > existing.admittedOn ? row.admittedOn : existing.admittedOn;
  const to = row.dischargedOn === null || (existing.dischargedOn !== null && existing.dischargedOn < row.dischargedOn) ? existing.dischargedOn : row.dischargedOn;
  return { from, to };
}

function sameDays(a: StayDays, b: StayDays): boolean {
  return a.admittedOn === b.admittedOn && a.dischargedOn === b.dischargedOn && a.disposition === b.disposition;
}
