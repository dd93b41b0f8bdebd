import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CLINIC_CREATED, type ClinicCreated } from '#clinics';
import { CreateUser } from '#identity';
import { DomainEvents } from '#platform';

/**
 * Whoever opens a clinic becomes its administrator, in the same transaction. Clinics and accounts do not know each other;
 * the application knows both.
 */
@Injectable()
export class FirstAdministrator implements OnModuleInit {
  constructor(
    private readonly events: DomainEvents,
    private readonly users: CreateUser,
  ) {}

  onModuleInit(): void {
    this.events.on<ClinicCreated>(CLINIC_CREATED, async ({ clinicId, payload }) => {
      if (payload.openedBy !== null) await this.users.admit(clinicId, payload.openedBy, ['administrator']);
    });
  }
}
