import { describe, expect, it } from '@jest/globals';
import type { ClinicDay } from '#platform';
import { birthDatesAlike, mistypings } from './birth-dates-alike.js';
import { judgeLikeness, LIKELY_DUPLICATE, POSSIBLE_DUPLICATE, type Identity } from './judge-likeness.js';

const day = (text: string): ClinicDay => text as ClinicDay;
const person = (over: Partial<Identity> & { givenName: string }): Identity => ({ familyName: '', preferredName: null, birthDate: null, phone: null, email: null, ...over });
const catherine = person({ givenName: 'Catherine', familyName: "O'Hara", birthDate: day('1988-05-12'), phone: '(503) 555-0142' });

describe('whether two charts are one person’s', () => {
  it.each<[string, Partial<Identity>, string[]]>([
    ['the same name, accents and apostrophes aside', { givenName: 'Cathérine', familyName: 'O’Hara' }, ['same-name', 'same-birth-date', 'same-phone']],
    ['a misspelled name', { givenName: 'Katherine', familyName: 'Ohara' }, ['similar-name', 'same-birth-date', 'same-phone']],
    ['names the wrong way round', { givenName: 'Ohara', familyName: 'Catherine' }, ['same-name', 'names-swapped', 'same-birth-date', 'same-phone']],
    ['a birth date with day and month exchanged', { birthDate: day('1988-12-05') }, ['same-name', 'birth-date-nearly-same', 'same-phone']],
    ['a birth date with two digits swapped', { birthDate: day('1988-05-21') }, ['same-name', 'birth-date-nearly-same', 'same-phone']],
    ['a phone number written otherwise', { phone: '+1 503-555-0142' }, ['same-name', 'same-birth-date', 'same-phone']],
    ['another family name since the wedding', { familyName: 'Lindqvist' }, ['one-name-same', 'same-birth-date', 'same-phone']],
    ['the preferred name as the given name', { givenName: 'Cate', preferredName: 'Catherine' }, ['same-name', 'same-birth-date', 'same-phone']],
  ])('sees %s', (_what, over, why) => {
    const likeness = judgeLikeness(catherine, { ...catherine, ...over });
    expect(likeness.why).toEqual(why);
    expect(likeness.score).toBeGreaterThanOrEqual(LIKELY_DUPLICATE);
  });

  it('asks about the same name when nothing speaks against it', () => {
    expect(judgeLikeness(person({ givenName: 'Ana', familyName: 'Ruiz' }), person({ givenName: 'Ana', familyName: 'Ruiz', birthDate: day('1990-01-01') })).score).toBe(POSSIBLE_DUPLICATE);
    expect(judgeLikeness(person({ givenName: 'Madonna' }), person({ givenName: 'Madonna' })).score).toBe(POSSIBLE_DUPLICATE);
  });

  it.each<[string, Identity, Identity]>([
    ['a namesake born another day', { ...catherine, phone: null }, { ...catherine, phone: null, birthDate: day('1961-01-30') }],
    ['a similar name alone', person({ givenName: 'Jon', familyName: 'Smyth' }), person({ givenName: 'John', familyName: 'Smith' })],
    ['a parent with the same phone', catherine, { ...catherine, givenName: 'Maeve', birthDate: day('1959-02-03') }],
    ['a stranger born the same day', catherine, person({ givenName: 'Wei', familyName: 'Li', birthDate: day('1988-05-12') })],
    ['two people of whom nothing but a first name is shared', person({ givenName: 'Ana', familyName: 'Ruiz' }), person({ givenName: 'Ana', familyName: 'Berg' })],
  ])('leaves %s alone', (_what, a, b) => {
    expect(judgeLikeness(a, b).score).toBeLessThan(POSSIBLE_DUPLICATE);
  });

  it('is the same from either side', () => {
    const other = person({ givenName: 'Ohara', familyName: 'Katherine', birthDate: day('1988-12-05') });
    expect(judgeLikeness(catherine, other)).toEqual(judgeLikeness(other, catherine));
  });
});

describe('birth dates', () => {
  it('count as mistyped only when the mistake gives a real day', () => {
    expect(birthDatesAlike(day('1990-03-14'), day('1990-03-14'))).toBe('same');
    expect(birthDatesAlike(day('1990-03-04'), day('1990-04-03'))).toBe('nearly');
    expect(birthDatesAlike(day('1990-03-14'), day('1909-03-14'))).toBe('nearly');
    expect(birthDatesAlike(day('1990-03-14'), day('1991-04-15'))).toBe('different');
    expect(mistypings(day('1990-12-31')).every((one) => /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(one))).toBe(true);
  });
});
