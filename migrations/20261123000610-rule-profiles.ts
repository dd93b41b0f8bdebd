import type { MigrationInterface, QueryRunner } from 'typeorm';

type Population = 'adult' | 'adolescent' | null;
type Evidence = 'P' | 'S' | 'K' | 'D';
/** Parameter, value, evidence, source, and where they differ: population and first day. */
type Value = readonly [parameter: string, value: unknown, evidence: Evidence, source: string, population?: Population, from?: string];

interface Profile {
  id: string;
  layer: 'base' | 'state' | 'accreditor' | 'payer';
  name: string;
  values: readonly Value[];
}

/** A number whose beginning is not known holds from the beginning of the calendar. */
const ALWAYS = '0001-01-01';
const OURS = 'Product default; no authority claimed';

// Evidence: P a regulation or its owner's text was read, S a secondary page, K background knowledge to be verified, D a default.
const PROFILES: readonly Profile[] = [
  {
    id: '00000000-0000-7000-8000-00000000b000',
    layer: 'base',
    name: 'Stepwell base',
    values: [
      ['hours.week_starts_on', 1, 'D', OURS],
      ['hours.program_weekdays', [1, 2, 3, 4, 5], 'D', OURS],
      ['hours.weekly_minimum_minutes', 540, 'P', 'HRS-ADULT-MIN: 9 h a week; CMS condition code 92 (NAHRI digest) and SAMHSA advisory on intensive outpatient treatment, 2021', 'adult'],
      ['hours.weekly_minimum_minutes', 360, 'P', 'HRS-YOUTH-MIN: 6 h a week; SAMHSA advisory 2021, Kansas R03-704, DC 22-A6329, COMAR 10.47', 'adolescent'],
      ['hours.weekly_maximum_minutes', 1200, 'P', 'HRS-MAX: up to 20 h a week (COMAR); ASAM level 2.1 and DC 22-A6329 say 19 h'],
      ['hours.days_minimum', 3, 'S', 'HRS-DAYS-WEEK: at least 3 days a week (HCPCS H0015)'],
      ['hours.days_maximum', 5, 'S', 'HRS-DAYS-WEEK: typically 3 to 5 days a week'],
      ['hours.day_minimum_minutes', 180, 'S', 'HRS-DAY-MIN: 3 h a day (HCPCS H0015; New York S9480; Noridian on Medicare IOP)'],
      ['hours.prorate_partial_weeks', true, 'D', 'No source defines partial weeks; product default'],
      ['hours.trend_percent', 80, 'D', 'HRS-TREND; product default'],
      ['hours.trend_weeks', 2, 'D', 'HRS-TREND; product default'],
      ['hours.step_down_weeks', 2, 'D', 'HRS-OP: the number of weeks is a product default'],
      ['hours.stay_weeks', 12, 'S', 'LOS-LIMIT: programs publish 8 to 12 weeks'],
      ['group.capacity', 10, 'S', 'GRP-MAX-TX: process groups of up to 10; Texas 16, a private standard 12 a clinician'],
      ['group.education_capacity', 35, 'P', 'GRP-MAX-ED: 35 (26 TAC 564.901)'],
      ['group.minimum', 2, 'K', 'GRP-MIN: at least two clients present (California 2-12); to be verified'],
      ['checkin.opens_minutes_before', 30, 'D', OURS],
      ['attendance.late_after_minutes', 10, 'D', OURS],
      ['attendance.owed_after_minutes', 60, 'D', 'ATT-MARK: attendance is recorded by the end of the day; the hour is a product default'],
      ['attendance.inactive_days', 14, 'D', 'ATT-INACTIVE: 14 days, some payers 30; product default'],
      ['outreach.supervisor_misses', 2, 'D', 'ATT-OUTREACH: numbers are a product default'],
      ['outreach.missed_contacts', 3, 'D', 'ATT-OUTREACH: numbers are a product default'],
      ['deadlines.assessment_days', 7, 'D', 'ASM-BPS: by visit 1 or within 7 days; DC 7 days, Maryland 14'],
      ['deadlines.txp_due_days', 7, 'D', 'TXP-DUE: 7 days; New Jersey and New York at most 30, Maryland 7 working days'],
      ['deadlines.txp_review_days', 30, 'P', 'TXP-REVIEW: 30 days (Nebraska solicitation, COMAR II.5); Medicare 60'],
      ['deadlines.trigger_review_business_days', 3, 'D', 'TXP-REVIEW-TRIG; product default'],
      ['deadlines.note_due_business_days', 2, 'P', 'DOC-NOTE-DUE: 2 business days (26 TAC 301.361); California 3'],
      ['deadlines.cosign_days', 7, 'D', 'STF-SUPERVISE: the days are a product default'],
      ['deadlines.recert_days', 60, 'K', 'MCR-RECERT: no less often than every other month; the reading of 42 CFR 424.24(d)(3) as 60 days is to be verified'],
      ['deadlines.conference_days', 14, 'D', 'TEAM-MEET: each client at least once in 14 days; the interval is a product default'],
      ['deadlines.authorization_request_days', 5, 'S', 'AUTH-RENEW: 3 to 5 days before the last covered day'],
      ['deadlines.discharge_summary_days', 7, 'D', 'DISC-SUMMARY; product default'],
      ['deadlines.aftercare_visit_days', 7, 'P', 'DISC-NEXT-APPT: within 7 days of discharge (HEDIS FUH and FUI)'],
      ['eligibility.youth_max_age', 17, 'P', 'HRS-YOUTH-MIN: under 18 (Kansas R03-704, COMAR)'],
      ['eligibility.caseload_maximum', 20, 'D', 'STF-CASELOAD: 15 to 20 as a default; New Jersey 24'],
    ],
  },
  {
    id: '00000000-0000-7000-8000-00000000b101',
    layer: 'state',
    name: 'Maryland (COMAR 10.47, example)',
    values: [
      ['hours.weekly_minimum_minutes', 540, 'P', 'COMAR: 9 to 20 h a week for adults', 'adult'],
      ['hours.weekly_minimum_minutes', 360, 'P', 'COMAR: 6 to 20 h a week under 18', 'adolescent'],
      ['hours.weekly_maximum_minutes', 1200, 'P', 'COMAR: up to 20 h a week'],
      ['eligibility.youth_max_age', 17, 'P', 'COMAR: under 18'],
    ],
  },
  {
    id: '00000000-0000-7000-8000-00000000b102',
    layer: 'state',
    name: 'District of Columbia (22-A6329, example)',
    values: [
      ['hours.weekly_minimum_minutes', 540, 'P', '22-A DCMR 6329: 9 to 19 h a week for adults', 'adult'],
      ['hours.weekly_minimum_minutes', 360, 'P', '22-A DCMR 6329: 6 to 19 h a week under 21', 'adolescent'],
      ['hours.weekly_maximum_minutes', 1140, 'P', '22-A DCMR 6329: up to 19 h a week'],
      ['deadlines.assessment_days', 7, 'P', '22-A DCMR 6329: assessment within 7 calendar days'],
      ['eligibility.youth_max_age', 20, 'P', '22-A DCMR 6329: under 21'],
    ],
  },
  {
    id: '00000000-0000-7000-8000-00000000b103',
    layer: 'state',
    name: 'Kansas (R03-704, example)',
    values: [
      ['hours.weekly_minimum_minutes', 540, 'P', 'R03-704: at least 9 scheduled counseling hours', 'adult'],
      ['hours.weekly_minimum_minutes', 360, 'P', 'R03-704: at least 6 scheduled counseling hours under 18', 'adolescent'],
      ['eligibility.youth_max_age', 17, 'P', 'R03-704: under 18'],
    ],
  },
  {
    id: '00000000-0000-7000-8000-00000000b104',
    layer: 'state',
    name: 'New York (OASAS and OMH, example)',
    values: [
      ['hours.weekly_minimum_minutes', 540, 'S', 'OASAS guidance digest: 9 h scheduled a week'],
      ['hours.day_minimum_minutes', 180, 'S', 'OASAS guidance digest: at least 3 h attended to bill the day'],
      ['hours.stay_weeks', 6, 'S', 'OASAS guidance digest: more than 6 weeks needs a justification'],
      ['deadlines.txp_due_days', 30, 'P', '14 NYCRR 599.10: initial plan within 30 days (OMH clinic, Medicaid fee for service)'],
    ],
  },
  {
    id: '00000000-0000-7000-8000-00000000b105',
    layer: 'state',
    name: 'New Jersey (N.J.A.C. 10:161B, example)',
    values: [
      ['deadlines.txp_due_days', 30, 'P', 'N.J.A.C. 10:161B-9.2: after 3 visits, at most 30 days'],
      ['eligibility.caseload_maximum', 24, 'P', 'N.J.A.C. 10:161B: 1 counselor to 24 clients on the daily census'],
    ],
  },
  {
    id: '00000000-0000-7000-8000-00000000b106',
    layer: 'state',
    name: 'Texas (26 TAC 564, example)',
    values: [
      ['group.capacity', 16, 'P', '26 TAC 564.901: counseling groups of up to 16'],
      ['group.education_capacity', 35, 'P', '26 TAC 564.901: education groups of up to 35'],
      ['deadlines.note_due_business_days', 2, 'P', '26 TAC 301.361: within 2 business days'],
    ],
  },
  {
    id: '00000000-0000-7000-8000-00000000b107',
    layer: 'state',
    name: 'California (Medi-Cal, example)',
    values: [
      ['hours.weekly_minimum_minutes', 540, 'K', 'DMC-ODS: 9 to 19 h a week for adults; to be verified', 'adult'],
      ['hours.weekly_minimum_minutes', 360, 'K', 'DMC-ODS: 6 to 19 h a week for youth; to be verified', 'adolescent'],
      ['hours.weekly_maximum_minutes', 1140, 'K', 'DMC-ODS: up to 19 h a week; to be verified'],
      ['group.capacity', 12, 'K', 'DMC: groups of 2 to 12; to be verified'],
      ['deadlines.note_due_business_days', 3, 'P', 'CalMHSA 307: 3 business days, the day of service is day 0'],
    ],
  },
  {
    id: '00000000-0000-7000-8000-00000000b201',
    layer: 'payer',
    name: 'TRICARE (6010.60-M ch. 7 s. 3.16, example)',
    values: [
      ['hours.weekly_minimum_minutes', 360, 'P', 'TRICARE Policy Manual 6010.60-M ch. 7 s. 3.16: 6 to 9 h a week or more'],
      ['hours.day_minimum_minutes', 120, 'P', 'TRICARE Policy Manual 6010.60-M ch. 7 s. 3.16: at least 2 h a day'],
    ],
  },
  {
    id: '00000000-0000-7000-8000-00000000b202',
    layer: 'payer',
    name: 'Medicare (example)',
    values: [
      ['hours.weekly_minimum_minutes', 540, 'S', 'MCR-CERT-INIT: need for at least 9 h a week is certified', null, '2024-01-01'],
      ['hours.day_minimum_minutes', 180, 'S', 'Noridian: IOP as 3 h on 3 to 4 days', null, '2024-01-01'],
      ['deadlines.txp_review_days', 60, 'S', 'MCR-PLAN-REVIEW: no less than every other month', null, '2024-01-01'],
      ['deadlines.recert_days', 60, 'K', 'MCR-RECERT: every other month, read as 60 days; to be verified', null, '2024-01-01'],
    ],
  },
];

export class RuleProfiles20261123000610 implements MigrationInterface {
  readonly name = 'RuleProfiles20261123000610';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `insert into programs.rule_profile (id, clinic_id, layer, name)
       select id, null, layer, name from jsonb_to_recordset($1::jsonb) as p(id uuid, layer text, name text)`,
      [JSON.stringify(PROFILES)],
    );
    const values = PROFILES.flatMap((profile) =>
      profile.values.map(([parameter, value, evidence, source, population, from]) => ({ profile: profile.id, parameter, value, evidence, source, population: population ?? null, from: from ?? ALWAYS })),
    );
    await runner.query(
      `insert into programs.rule_value (id, profile_id, parameter, population, value, effective_from, source, evidence)
       select gen_random_uuid(), profile, parameter, population, value, "from", source, evidence
       from jsonb_to_recordset($1::jsonb) as v(profile uuid, parameter text, population text, value jsonb, "from" date, source text, evidence text)`,
      [JSON.stringify(values)],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('truncate programs.rule_value, programs.rule_profile cascade');
  }
}
