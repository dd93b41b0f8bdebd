import type { MigrationInterface, QueryRunner } from 'typeorm';

const UP = /* sql */ `
-- Who stayed away lately, or was said to: what outreach follows.
create index mark_of_absence on attendance.mark (marked_at) where before_status = 'no_show' or after_status = 'no_show';

-- The rosters of a day as a page to print, made the evening before: what a clinic works from when nothing else does.
create table attendance.paper_roster (
  clinic_id uuid not null,
  clinic_day date not null,
  -- A whole HTML document: initials, times and rooms.
  page text not null,
  sessions int not null,
  places int not null,
  made_at timestamptz not null,
  made_by_user_id uuid,
  made_by_name text not null,
  constraint paper_roster_pkey primary key (clinic_id, clinic_day),
  constraint paper_roster_clinic foreign key (clinic_id) references clinics.clinic (id)
);
create index paper_roster_by_age on attendance.paper_roster (made_at);
`;

export class RostersOnPaper20261127000720 implements MigrationInterface {
  readonly name = 'RostersOnPaper20261127000720';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table if exists attendance.paper_roster; drop index if exists attendance.mark_of_absence');
  }
}
