import { DomainError, registerConstraint } from '#platform';

const refuse = (code: string, title: string, pointer?: string, detail?: string) =>
  new DomainError({ code, status: 409, title, ...(pointer ? { errors: [{ pointer, detail: detail ?? title }] } : {}) });

registerConstraint('clinic_slug_once', () => refuse('slug-taken', 'Another clinic uses this address name.', '/slug', 'is used by another clinic'));
registerConstraint('room_name_once', () => refuse('room-name-taken', 'Another room of this clinic has this name.', '/name', 'is the name of another room'));
registerConstraint('room_outage_once', () => refuse('room-outage-overlaps', 'The room is already closed then.', '/from', 'overlaps time the room is closed already'));
registerConstraint('closure_once', () => refuse('already-closed', 'The clinic is already closed on one of these days.', '/from', 'is already a closed day'));
registerConstraint('clinic_zone_kept', () => refuse('zone-in-use', 'The clinic has admitted people or planned sessions on its clock, so the clock stays.', '/timeZone', 'cannot change once people are admitted or sessions planned'));
registerConstraint('opening_hours_clinic', () => new DomainError({ code: 'not-found', status: 404, title: 'No such clinic.' }));
