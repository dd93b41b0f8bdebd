/** Two who must not meet, and from when. */
export interface ApartPair {
  clientId: string;
  otherClientId: string;
  since: Date;
}

/** A session somebody comes to. */
export interface Gathering {
  startsAt: Date;
  /** Everybody who is there. */
  clientIds: readonly string[];
  /** Those of them who come anew, or come to another time. */
  coming: readonly string[];
  /** Those who belong to its group or series: two who did before they were kept apart are not driven out. */
  belonging?: readonly string[];
}

/** Whether somebody who comes meets somebody they are kept apart from: what the database refuses. */
export function bringsTogether({ startsAt, clientIds, coming, belonging = [] }: Gathering, pairs: readonly ApartPair[]): boolean {
  return pairs.some((pair) => {
    const both = [pair.clientId, pair.otherClientId];
    return pair.since <= startsAt && both.every((id) => clientIds.includes(id)) && both.some((id) => coming.includes(id)) && !both.every((id) => belonging.includes(id));
  });
}
