/** How many of a program's places are given away. */
export interface Fullness {
  places: number | null;
  taken: number;
  kept: number;
  waiting: number;
}

/** "8 of 8 places are taken. 1 is kept for somebody it was offered to. 3 people wait." */
export function sayFull({ places, taken, kept, waiting }: Fullness): string {
  if (places === null) return 'The program takes in as many as come.';
  return [
    `${taken} of ${places} ${places === 1 ? 'place is' : 'places are'} taken.`,
    ...(kept > 0 ? [kept === 1 ? '1 is kept for somebody it was offered to.' : `${kept} are kept for people they were offered to.`] : []),
    waiting === 0 ? 'Nobody else waits.' : waiting === 1 ? '1 person waits.' : `${waiting} people wait.`,
  ].join(' ');
}

/** Whether a program has no place from a day on for somebody to whom none is offered. */
export const isFullOn = ({ places, freeFrom }: { places: number | null; freeFrom: string | null }, day: string): boolean => places !== null && (freeFrom === null || day < freeFrom);
