import { Module } from '@nestjs/common';
import { registerEntities } from '#platform';
import { ClinicEntity } from './clinic.entity.js';
import './clinics.errors.js';
import { ClinicsReader } from './clinics.reader.js';
import { ClosureEntity } from './closure.entity.js';
import { OpeningHoursEntity } from './opening-hours.entity.js';
import { RoomEntity } from './room.entity.js';

registerEntities(ClinicEntity, RoomEntity, OpeningHoursEntity, ClosureEntity);

/** Clinics with their zone, rooms, opening hours and closures. */
@Module({ providers: [ClinicsReader], exports: [ClinicsReader] })
export class ClinicsModule {}
