/** Who waits for a program, or what is offered to them, changed. Published in the transaction of the change. */
export const INTAKE_CHANGED = 'episodes.intake-changed';

export interface IntakeChanged {
  programId: string;
  entryIds: string[];
}
