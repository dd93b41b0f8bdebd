import { Int, ListOf, Nested, OneOf, Text } from '#platform';

export class TallyDto {
  @Int()
  created: number;

  @Int()
  updated: number;

  @Int()
  unchanged: number;
}

export class MadeDto {
  @Nested(() => TallyDto)
  clients: TallyDto;

  @Nested(() => TallyDto)
  staff: TallyDto;

  @Nested(() => TallyDto)
  sessions: TallyDto;

  @Nested(() => TallyDto)
  attendance: TallyDto;
}

export class ProblemCountDto {
  @Text()
  code: string;

  @OneOf(['error', 'warning'])
  severity: 'error' | 'warning';

  @Int()
  count: number;
}

export class NotTakenDto {
  @Text()
  type: string;

  @Int()
  count: number;
}

export class ImportCountsDto {
  @Int()
  rows: number;

  @Int()
  taken: number;

  @Int()
  refused: number;

  @Int()
  warnings: number;

  @Nested(() => MadeDto)
  made: MadeDto;

  @ListOf(() => ProblemCountDto)
  problems: ProblemCountDto[];

  @ListOf(() => NotTakenDto)
  notTaken: NotTakenDto[];
}
