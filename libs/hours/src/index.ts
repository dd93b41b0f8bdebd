export { HoursModule } from './hours.module.js';
export { RecomputeWeeks, type Recompute, type Touched } from './recompute-weeks.service.js';
export { EpisodeWeeks } from './episode-weeks.service.js';
export { CompleteWeeks } from './complete-weeks.service.js';
export { AuthorizationsWithUseQuery, type Authorization } from './authorization/authorizations-with-use.query.js';
export { clientWeek, type ClientWeek, type ClientWeekFacts } from './client-week.js';
export { STANDINGS, reasonSentence, standing, type ClientWeekStanding, type Standing, type StandingReason } from './standing.js';
