import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { newId } from '../ids.js';
import { Clock } from '../time/clock.js';

/** News from one module to those above it. Payloads hold ids, clinic days and numbers; never anything personal. */
export interface DomainEvent<P extends object = object> {
  /** `<module>.<what happened>`. */
  name: string;
  clinicId: string;
  payload: P;
}

type Handler = (event: DomainEvent) => Promise<void>;

/**
 * Carries events upward. A handler registered with `on` runs in the publisher's transaction, at once, so that what is
 * derived (the week of hours) is never behind what it is derived from. Each event is also an outbox row, which the
 * relay hands to the queue for whatever may happen later.
 */
@Injectable()
export class DomainEvents {
  private readonly handlers = new Map<string, Handler[]>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Registers a handler that runs inside the publishing transaction. Call once, when the module starts. */
  on<P extends object>(name: string, handler: (event: DomainEvent<P>) => Promise<void>): void {
    const list = this.handlers.get(name) ?? [];
    list.push(handler as unknown as Handler);
    this.handlers.set(name, list);
  }

  /** Publishes an event of this transaction. @throws outside a transaction, or whatever a handler throws. */
  async publish<P extends object>(event: DomainEvent<P>): Promise<void> {
    const row = {
      id: newId(),
      clinic_id: event.clinicId,
      name: event.name,
      payload: event.payload,
      occurred_at: this.clock.now().toISOString(),
    };
    this.database.gather(
      'outbox',
      row,
      (rows) => `insert into platform.outbox (id, clinic_id, name, payload, occurred_at)
        select id, clinic_id, name, payload, occurred_at
        from jsonb_to_recordset(${rows}::jsonb) as e(id uuid, clinic_id uuid, name text, payload jsonb, occurred_at timestamptz)`,
    );
    for (const handler of this.handlers.get(event.name) ?? []) await handler(event as DomainEvent);
  }
}
