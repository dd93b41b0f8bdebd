/**
 * The columns of a session as lists and calendars show it, ready to be JSON: `s` is the session, the joins below name
 * what it refers to.
 */
export const SUMMARY = /* sql */ `
  s.id, s.kind, s.title, s.service_id as "serviceId", v.name as "serviceName", s.program_id as "programId", s.group_id as "groupId", g.name as "groupName",
  s.series_id as "seriesId", s.starts_at as "startsAt", s.ends_at as "endsAt", s.clinic_day as "clinicDay", s.room_id as "roomId", r.name as "roomName",
  s.telehealth, s.capacity, s.seats_taken + s.seats_held as "seatsTaken", s.status, s.version,
  coalesce((select json_agg(json_build_object('id', w.id, 'name', trim(w.given_name || ' ' || w.family_name)) order by t.position, t.staff_id)
    from scheduling.session_staff t join team.v_staff w on w.id = t.staff_id where t.session_id = s.id), '[]') as staff`;

export const SUMMARY_JOINS = /* sql */ `
  join programs.v_service v on v.id = s.service_id
  left join clinics.v_room r on r.id = s.room_id
  left join scheduling.therapy_group g on g.id = s.group_id`;
