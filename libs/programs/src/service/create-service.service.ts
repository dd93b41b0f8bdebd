import { Injectable } from '@nestjs/common';
import { AuditTrail, Database, newId } from '#platform';
import { ServiceEntity } from './service.entity.js';
import { individualCapacity } from './service-rules.js';
import type { CreateServiceDto } from './services.dto.js';

/** Adds a service to the catalogue. */
@Injectable()
export class CreateService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
  ) {}

  /** @returns the service's id. @throws DomainError 409 `service-name-taken`, 400 for an individual service of several clients. */
  async run(clinicId: string, input: CreateServiceDto): Promise<string> {
    individualCapacity(input.kind, input.capacity);
    return this.database.transaction(async () => {
      const service = { ...input, id: newId(), clinicId, modality: input.modality ?? null, billingCode: input.billingCode ?? null, disciplines: [...new Set(input.disciplines ?? [])] };
      await this.database.manager.insert(ServiceEntity, service);
      const { id, clinicId: _, ...changes } = service;
      this.audit.record({ clinicId, action: 'programs.service-created', subjectType: 'service', subjectId: id, changes });
      return id;
    });
  }
}
