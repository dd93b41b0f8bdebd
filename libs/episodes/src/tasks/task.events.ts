/** Tasks were opened, changed or closed. Published in the transaction of the change. */
export const TASKS_CHANGED = 'episodes.tasks-changed';

export interface TasksChanged {
  taskIds: string[];
}
