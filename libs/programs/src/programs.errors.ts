import { DomainError, registerConstraint } from '#platform';

const refuse = (code: string, title: string, pointer?: string, detail?: string) =>
  new DomainError({ code, status: 409, title, ...(pointer ? { errors: [{ pointer, detail: detail ?? title }] } : {}) });

registerConstraint('program_name_once', () => refuse('program-name-taken', 'Another program of this clinic has this name.', '/name', 'is the name of another program'));
registerConstraint('program_code_once', () => refuse('program-code-taken', 'Another program of this clinic has this short name.', '/code', 'is the short name of another program'));
registerConstraint('rule_profile_name_once', () => refuse('profile-name-taken', 'Another rule profile of this layer has this name.', '/name', 'is the name of another profile'));
registerConstraint('service_name_once', () => refuse('service-name-taken', 'Another service of this clinic has this name.', '/name', 'is the name of another service'));
registerConstraint('rule_value_one_at_a_time', () => refuse('value-overlaps', 'This number already has a value on some of these days.'));
registerConstraint('program_profile_one_at_a_time', () => refuse('profile-already-followed', 'The program already follows this profile on some of these days.', '/profileId', 'is already followed on some of these days'));
registerConstraint('policy_version_one_at_a_time', () => refuse('policy-overlaps', 'Two policies would hold on the same day.'));
registerConstraint('policy_version_hours', () => contradictory());
registerConstraint('policy_version_days', () => contradictory());

/** Numbers that contradict each other on some day, found by the database. */
function contradictory(): DomainError {
  return new DomainError({ code: 'policy-contradicts', status: 422, title: 'These numbers contradict each other.' });
}

/** A profile shipped with Stepwell is the same for all: a clinic copies it and edits the copy. */
export function profileShared(): DomainError {
  return new DomainError({ code: 'profile-shared', status: 409, title: 'This profile comes with Stepwell and is the same for every clinic. Copy it and change the copy.' });
}
