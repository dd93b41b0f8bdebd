import { Bool, Int, ListOf, ListQuery, OneOf, Text, Uuid } from '#platform';
import { POPULATIONS, TRACKS, type Population, type Track } from './program.entity.js';

const MOST_PLACES = 5000;
const PLACES = 'How many clients it takes into care at once; null: as many as come.';

/** A program as it is set up. */
export class CreateProgramDto {
  @Text({ max: 120, example: 'Adult mental health IOP, evening' })
  name: string;

  @Text({ max: 12, pattern: /^[A-Za-z0-9][A-Za-z0-9-]*$/, patternMessage: 'must be letters, digits and hyphens', example: 'EVE' })
  code: string;

  @OneOf(POPULATIONS, { name: 'Population', description: 'Whose numbers hold. Does not change later: a program for others is another program.' })
  population: Population;

  @OneOf(TRACKS, { name: 'Track' })
  track: Track;

  @Int({ min: 1, max: MOST_PLACES, optional: true, nullable: true, description: PLACES })
  places?: number | null;
}

/** What is edited of a program; what is left out stays. */
export class EditProgramDto {
  @Int({ min: 1, description: 'The version the edit was begun from.' })
  version: number;

  @Text({ max: 120, optional: true })
  name?: string;

  @Text({ max: 12, pattern: /^[A-Za-z0-9][A-Za-z0-9-]*$/, patternMessage: 'must be letters, digits and hyphens', optional: true })
  code?: string;

  @OneOf(TRACKS, { name: 'Track', optional: true })
  track?: Track;

  @Bool({ optional: true, description: 'An inactive program admits nobody; its history stays.' })
  active?: boolean;

  @Int({ min: 1, max: MOST_PLACES, optional: true, nullable: true, description: `${PLACES} Below those in care: nobody leaves, and nobody comes in until fewer are.` })
  places?: number | null;
}

/** A step of the taper as it is set. */
export class PhaseInputDto {
  @Text({ max: 80, example: 'Intensive' })
  name: string;

  @Int({ min: 1, max: 52 })
  weeks: number;

  @Int({ min: 0, max: 10_080 })
  minutesPerWeek: number;

  @Int({ min: 0, max: 7 })
  daysPerWeek: number;
}

/** The whole taper, in order, replacing what was. */
export class SetPhasesDto {
  @Int({ min: 1, description: 'The version of the program the edit was begun from.' })
  version: number;

  @ListOf(() => PhaseInputDto, { max: 20 })
  phases: PhaseInputDto[];
}

export class PhaseDto extends PhaseInputDto {
  @Int({ min: 1, max: 20 })
  position: number;

  @OneOf(['below_minimum', 'above_maximum'], { nullable: true, description: 'How the step lies to today’s policy; null: within it.' })
  outsidePolicy: 'below_minimum' | 'above_maximum' | null;
}

export class ProgramDto {
  @Uuid()
  id: string;

  @Text()
  name: string;

  @Text()
  code: string;

  @OneOf(POPULATIONS, { name: 'Population' })
  population: Population;

  @OneOf(TRACKS, { name: 'Track' })
  track: Track;

  @Bool()
  active: boolean;

  @Int({ nullable: true, description: PLACES })
  places: number | null;

  @Int({ min: 1 })
  version: number;

  @Int({ description: 'Of today’s policy.' })
  weeklyMinMinutes: number;

  @Int({ description: 'Of today’s policy.' })
  weeklyMaxMinutes: number;

  @Int({ description: 'Of today’s policy.' })
  daysMin: number;

  @Int({ description: 'Of today’s policy.' })
  daysMax: number;

  @ListOf(() => PhaseDto, { max: 20 })
  phases: PhaseDto[];
}

export class ProgramPageDto {
  @ListOf(() => ProgramDto)
  items: ProgramDto[];

  @Text({ nullable: true, max: 600 })
  nextCursor: string | null;
}

export class ProgramListQuery extends ListQuery {
  @Bool({ optional: true, query: true, description: 'Only active, or only inactive, programs.' })
  active?: boolean;

  @Text({ optional: true, max: 120, description: 'Part of the name or the short name.' })
  search?: string;
}
