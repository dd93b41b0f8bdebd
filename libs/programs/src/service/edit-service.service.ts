import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, changesBetween, notFound, staleEdit } from '#platform';
import { ServiceEntity } from './service.entity.js';
import { individualCapacity } from './service-rules.js';
import type { EditServiceDto } from './services.dto.js';

/** Changes a service of the catalogue. Its kind stays: sessions of one kind are not sessions of another. */
@Injectable()
export class EditService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError 404, 409 `stale-edit`, 409 `service-name-taken`. */
  async run(clinicId: string, serviceId: string, input: EditServiceDto): Promise<void> {
    await this.database.transaction(async () => {
      const service = await this.database.manager.findOne(ServiceEntity, { where: { id: serviceId, clinicId }, lock: { mode: 'pessimistic_write' } });
      if (!service) throw notFound('service');
      if (service.version !== input.version) throw staleEdit('service', service.version);
      individualCapacity(service.kind, input.capacity ?? service.capacity);
      const { version, ...given } = input;
      const fields = given.disciplines ? { ...given, disciplines: [...new Set(given.disciplines)] } : given;
      const changes = changesBetween(service, fields);
      if (Object.keys(changes).length === 0) return;
      await this.database.manager.update(ServiceEntity, { id: serviceId }, { ...fields, version: version + 1 });
      this.audit.record({ clinicId, action: 'programs.service-edited', subjectType: 'service', subjectId: serviceId, changes });
    });
  }
}
