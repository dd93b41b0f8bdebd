/** Stays began, ended, or ask for other hours than before. Published in the transaction of the change. */
export const EPISODES_CHANGED = 'episodes.changed';

export interface EpisodesChanged {
  episodeIds: string[];
}
