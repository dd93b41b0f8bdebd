/** Everything this module writes to the audit trail. */
export const CLINICS_ACTIONS = [
  'clinics.clinic-created',
  'clinics.clinic-edited',
  'clinics.room-created',
  'clinics.room-edited',
  'clinics.room-deactivated',
  'clinics.room-activated',
  'clinics.room-removed',
  'clinics.room-closed',
  'clinics.room-reopened',
  'clinics.opening-hours-set',
  'clinics.closures-added',
  'clinics.closure-edited',
  'clinics.closures-removed',
] as const;

export type ClinicsAction = (typeof CLINICS_ACTIONS)[number];
