export { EpisodesModule } from './episodes.module.js';
export { EpisodesReader, type EpisodeBrief } from './episodes.reader.js';
export { EPISODES_CHANGED, type EpisodesChanged } from './episodes.events.js';
export { DISPOSITIONS, type Disposition } from './episode.entity.js';
export { CARE_TEAM_ROLES, type CareTeamRole } from './team/care-team-member.entity.js';
export { AdmitClient, type AdmitClientInput, type AdmitPrescription } from './admission/admit-client.service.js';
export { RegisterEpisodes, type RegisterEpisodeRow, type RegisteredEpisode, type EpisodeRefusal } from './import/register-episodes.service.js';
export { UndoRegisteredEpisodes } from './import/undo-registered-episodes.service.js';
