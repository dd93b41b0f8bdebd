/** Charts are being archived: who knows of something still running in one refuses by throwing. */
export const CLIENTS_ARCHIVING = 'clients.archiving';

export interface ClientsArchiving {
  clientIds: string[];
}
