export { ClientsModule } from './clients.module.js';
export { ClientsReader, type ClientBrief } from './clients.reader.js';
export { CLIENTS_ARCHIVING, type ClientsArchiving } from './clients.events.js';
export { CLIENT_STATUSES, SEXES, type ClientDetails, type ClientStatus, type Sex } from './client.entity.js';
export { CreateClient, type CreateClientInput } from './create-client.service.js';
export { FindDuplicatesQuery, type DuplicateCandidate } from './duplicates/find-duplicates.query.js';
export type { Identity, Likeness, LikenessReason } from './duplicates/judge-likeness.js';
export { RegisterClients, type RegisterClientRow, type RegisteredClient } from './import/register-clients.service.js';
export { UndoRegisteredClients } from './import/undo-registered-clients.service.js';
