import { Injectable } from '@nestjs/common';
import { ClinicsReader } from '#clinics';
import { AuditTrail, Database, newId } from '#platform';
import { ChartNumbers } from '../chart-numbers.js';
import { ClientEntity, DETAIL_NAMES, NO_DETAILS, type ClientDetails } from '../client.entity.js';
import { possibleDuplicate } from '../clients.errors.js';
import { FindDuplicatesQuery } from '../duplicates/find-duplicates.query.js';
import { checkDates } from './check-details.js';

/** A chart to be made. What is not said stays unknown. */
export interface CreateClientInput extends Partial<ClientDetails> {
  givenName: string;
  /** Charts that look alike, each seen by the person who says: this is somebody else. */
  confirmedNotDuplicateOf?: readonly string[];
}

/** Makes a chart, unless there may be one already. */
@Injectable()
export class CreateClient {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditTrail,
    private readonly chartNumbers: ChartNumbers,
    private readonly duplicates: FindDuplicatesQuery,
    private readonly clinics: ClinicsReader,
  ) {}

  /** @throws DomainError 409 `possible-duplicate` with the charts that look alike and are not confirmed to be others'. */
  async run(clinicId: string, input: CreateClientInput): Promise<{ id: string; chartNumber: string }> {
    const details = detailsOf(input);
    checkDates(details, await this.clinics.today(clinicId));
    return this.database.transaction(async () => {
      // The number first: whoever makes a chart in this clinic waits here, and then sees the charts made before.
      const [chartNumber] = (await this.chartNumbers.take(clinicId)) as [string];
      const confirmed = new Set(input.confirmedNotDuplicateOf ?? []);
      const alike = (await this.duplicates.run(clinicId, details)).filter(({ clientId }) => !confirmed.has(clientId));
      if (alike.length > 0) throw possibleDuplicate(alike);

      const id = newId();
      await this.database.manager.insert(ClientEntity, { id, clinicId, chartNumber, ...details });
      this.audit.record({
        clinicId,
        action: 'clients.created',
        subjectType: 'client',
        subjectId: id,
        clientId: id,
        changes: { chartNumber, given: DETAIL_NAMES.filter((name) => details[name] !== null && details[name] !== ''), ...(confirmed.size > 0 ? { confirmedNotDuplicateOf: [...confirmed] } : {}) },
      });
      return { id, chartNumber };
    });
  }
}

function detailsOf(input: CreateClientInput): ClientDetails {
  const details: ClientDetails = { ...NO_DETAILS, givenName: input.givenName };
  for (const name of DETAIL_NAMES) {
    if (input[name] !== undefined) Object.assign(details, { [name]: input[name] });
  }
  return details;
}
