import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clinicDay } from '#platform';
import { WORK_KINDS, beginning, inOrder, type WorkPlace } from './work-item.js';

const place = fc.record({
  dueOn: fc.constantFrom('2026-03-02', '2026-03-03', '2026-03-04').map(clinicDay),
  kind: fc.constantFrom(...WORK_KINDS),
  id: fc.constantFrom('01890000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000002', '01890000-0000-7000-8000-000000000003'),
});

/** What a source's SQL does with its beginning. */
const comes = (one: WorkPlace, after: WorkPlace): boolean => {
  const { day, id } = beginning(one.kind, after);
  return one.dueOn > (day as string) || (one.dueOn === day && one.id > (id as string));
};

describe('the pages of a work list', () => {
  it('begin after the last item of the page before, whichever source that came from', () => {
    fc.assert(fc.property(place, place, (one, after) => comes(one, after) === inOrder(one, after) > 0));
  });

  it('begin at the beginning without one', () => {
    expect(beginning('task', undefined)).toEqual({ day: null, id: null });
  });
});
