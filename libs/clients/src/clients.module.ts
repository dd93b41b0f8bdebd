import { Module } from '@nestjs/common';
import { ClinicsModule } from '#clinics';
import { registerEntities } from '#platform';
import { ChartNumberCounterEntity } from './chart-number-counter.entity.js';
import { ChartNumbers } from './chart-numbers.js';
import { ArchiveClient } from './charts/archive-client.service.js';
import { ClientDetailsQuery } from './charts/client-details.query.js';
import { ClientsController } from './charts/clients.controller.js';
import { CreateClient } from './charts/create-client.service.js';
import { EditClient } from './charts/edit-client.service.js';
import { ClientEntity } from './client.entity.js';
import './clients.errors.js';
import { ClientsReader } from './clients.reader.js';
import { FindDuplicatesOfManyQuery } from './duplicates/find-duplicates-of-many.query.js';
import { FindDuplicatesQuery } from './duplicates/find-duplicates.query.js';
import { RegisterClients } from './import/register-clients.service.js';
import { UndoRegisteredClients } from './import/undo-registered-clients.service.js';
import { SearchClientsQuery } from './search/search-clients.query.js';

registerEntities(ClientEntity, ChartNumberCounterEntity);

/** Floor 3: charts. */
@Module({
  imports: [ClinicsModule],
  controllers: [ClientsController],
  providers: [
    ClientsReader, ChartNumbers, CreateClient, EditClient, ArchiveClient, ClientDetailsQuery, SearchClientsQuery, FindDuplicatesQuery, FindDuplicatesOfManyQuery,
    RegisterClients, UndoRegisteredClients,
  ],
  exports: [ClientsReader, CreateClient, EditClient, ArchiveClient, SearchClientsQuery, FindDuplicatesQuery, FindDuplicatesOfManyQuery, RegisterClients, UndoRegisteredClients],
})
export class ClientsModule {}
