import { DomainError, registerConstraint } from '#platform';
import type { Task } from './task.js';

registerConstraint('task_client', () => new DomainError({ code: 'not-found', status: 404, title: 'There is no such client.' }));
registerConstraint('task_episode', () => new DomainError({ code: 'not-found', status: 404, title: 'There is no such stay of this client.' }));
registerConstraint('task_once', () => new DomainError({ code: 'task-again', status: 409, title: 'The same rule has asked for this again since: there is a newer task.' }));

/** Somebody else has closed it meanwhile; the facts say who and how. */
export function taskClosed(task: Task): DomainError {
  return new DomainError({
    code: 'task-closed',
    status: 409,
    title: `${task.closedBy ?? 'Somebody'} ${task.state === 'done' ? 'has done this already' : 'dropped this'}.`,
    facts: { state: task.state, closedBy: task.closedBy, closedAt: task.closedAt },
  });
}

export function taskNotClosed(): DomainError {
  return new DomainError({ code: 'task-open', status: 409, title: 'This task is open.' });
}

/** A snooze ends after today, and not so late that the task is forgotten. */
export function snoozeDay(detail: string): DomainError {
  return new DomainError({ code: 'snooze-refused', status: 422, title: 'A task cannot be put off until that day.', errors: [{ pointer: '/until', detail }] });
}
