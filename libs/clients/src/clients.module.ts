import { Module } from '@nestjs/common';
import { registerEntities } from '#platform';
import { ChartNumberCounterEntity } from './chart-number-counter.entity.js';
import { ChartNumbers } from './chart-numbers.js';
import { ClientEntity } from './client.entity.js';
import './clients.errors.js';
import { ClientsReader } from './clients.reader.js';
import { CreateClient } from './create-client.service.js';
import { FindDuplicatesQuery } from './duplicates/find-duplicates.query.js';
import { RegisterClients } from './import/register-clients.service.js';
import { UndoRegisteredClients } from './import/undo-registered-clients.service.js';

registerEntities(ClientEntity, ChartNumberCounterEntity);

/** Floor 2: charts. */
@Module({
  providers: [ClientsReader, ChartNumbers, FindDuplicatesQuery, CreateClient, RegisterClients, UndoRegisteredClients],
  exports: [ClientsReader, FindDuplicatesQuery, CreateClient, RegisterClients, UndoRegisteredClients],
})
export class ClientsModule {}
