import { DomainError, registerConstraint } from '#platform';

/** Somebody outside the care team knocks at a chart. */
export function notOnCareTeam(): DomainError {
  return new DomainError({ code: 'not-on-care-team', status: 403, title: 'You are not on this client’s care team. In an emergency, say why, and the chart opens; somebody will review it.' });
}

/** Nothing has to be said where the chart is open anyway. */
export function chartIsOpen(): DomainError {
  return new DomainError({ code: 'chart-is-open', status: 409, title: 'This chart is open to you already.' });
}

export function reviewedAlready(byName: string | null): DomainError {
  return new DomainError({ code: 'reviewed-already', status: 409, title: `${byName ?? 'Somebody'} has reviewed this already.` });
}

/** Nobody judges their own. */
export function ownEmergency(): DomainError {
  return new DomainError({ code: 'own-emergency', status: 422, title: 'Somebody else has to review what you opened yourself.' });
}

registerConstraint('emergency_access_once', chartIsOpen);
registerConstraint('emergency_access_reviewed_by_another', ownEmergency);
