import { Module } from '@nestjs/common';
import { registerEntities } from '#platform';
import { AdmitClient } from './admission/admit-client.service.js';
import { EpisodeEntity } from './episode.entity.js';
import './episodes.errors.js';
import { EpisodesReader } from './episodes.reader.js';
import { RegisterEpisodes } from './import/register-episodes.service.js';
import { UndoRegisteredEpisodes } from './import/undo-registered-episodes.service.js';
import { PrescribedHoursEntity } from './prescription/prescribed-hours.entity.js';
import { ProgramRulesQuery } from './program-rules.query.js';
import { CareTeamMemberEntity } from './team/care-team-member.entity.js';
import { StaffAtWork } from './team/staff-at-work.js';

registerEntities(EpisodeEntity, PrescribedHoursEntity, CareTeamMemberEntity);

/** Floor 3: episodes of care, their prescribed hours and care teams. */
@Module({
  providers: [EpisodesReader, ProgramRulesQuery, StaffAtWork, AdmitClient, RegisterEpisodes, UndoRegisteredEpisodes],
  exports: [EpisodesReader, AdmitClient, RegisterEpisodes, UndoRegisteredEpisodes],
})
export class EpisodesModule {}
