import { Injectable } from '@nestjs/common';
import { Database, DomainError } from '#platform';
import { EnrolInGroup, type EnrolInput, type Enrolment } from './enrol-in-group.service.js';
import { ofGroup } from './groups.errors.js';

/** A whole track of groups for one client. */
export interface TrackInput extends EnrolInput {
  groupIds: readonly string[];
}

/** Enrols a client in several groups in one action: all of them or none. */
@Injectable()
export class EnrolInTrack {
  constructor(
    private readonly database: Database,
    private readonly enrolInGroup: EnrolInGroup,
  ) {}

  /** @throws what `EnrolInGroup` throws, for the first group that cannot be joined; the facts name it as `groupId`. */
  async run(clinicId: string, { groupIds, ...input }: TrackInput): Promise<Enrolment[]> {
    return this.database.transaction(async () => {
      const enrolments: Enrolment[] = [];
      // In one order for everybody, so that two tracks with groups in common queue up.
      for (const groupId of [...groupIds].sort()) enrolments.push(await this.enrol(clinicId, groupId, input));
      return enrolments;
    });
  }

  private async enrol(clinicId: string, groupId: string, input: EnrolInput): Promise<Enrolment> {
    try {
      return await this.enrolInGroup.run(clinicId, groupId, input);
    } catch (thrown) {
      throw thrown instanceof DomainError ? ofGroup(thrown, groupId) : thrown;
    }
  }
}
