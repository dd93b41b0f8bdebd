import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EPISODES_CHANGED, type EpisodesChanged } from '#episodes';
import { DomainEvents } from '#platform';
import { EndBookings } from './end-bookings.service.js';

/** What scheduling does when the floors below have news. */
@Injectable()
export class SchedulingListener implements OnModuleInit {
  constructor(
    private readonly events: DomainEvents,
    private readonly endBookings: EndBookings,
  ) {}

  onModuleInit(): void {
    this.events.on<EpisodesChanged>(EPISODES_CHANGED, ({ clinicId, payload }) => this.endBookings.run(clinicId, payload.episodeIds));
  }
}
