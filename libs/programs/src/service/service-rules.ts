import { invalidInput } from '#platform';
import type { ServiceKind } from './service.entity.js';

/** An individual session is one client's. @throws DomainError 400 at the capacity. */
export function individualCapacity(kind: ServiceKind, capacity: number): void {
  if (kind === 'individual' && capacity !== 1) throw invalidInput([{ pointer: '/capacity', detail: 'must be 1 for an individual service' }]);
}
