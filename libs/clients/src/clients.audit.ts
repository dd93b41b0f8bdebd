/** Everything this module writes to the audit trail. */
export const CLIENTS_ACTIONS = [
  'clients.created',
  'clients.edited',
  'clients.archived',
  'clients.restored',
  'clients.details-read',
  'clients.imported',
  'clients.import-undone',
] as const;

export type ClientsAction = (typeof CLIENTS_ACTIONS)[number];
