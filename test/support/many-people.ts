import type { ClinicDay } from '#platform';

/** A person nobody is: what a chart is made of. */
export interface MadeUpPerson {
  externalId: string;
  givenName: string;
  familyName: string;
  preferredName: string | null;
  birthDate: ClinicDay;
  phone: string | null;
}

const GIVEN = `Maria José Mary James Robert Michael Linda Barbara William David Richard Susan Jessica Thomas Karen Sarah Nancy Daniel Lisa Matthew Anthony Betty Sandra Mark Ashley
  Steven Kimberly Paul Emily Andrew Donna Joshua Michelle Kenneth Carol Kevin Amanda Brian Dorothy George Melissa Timothy Deborah Ronald Stephanie Edward Rebecca Jason Sharon Jeffrey
  Laura Ryan Cynthia Jacob Kathleen Gary Amy Nicholas Angela Eric Shirley Jonathan Anna Stephen Brenda Larry Pamela Justin Emma Scott Nicole Brandon Helen Benjamin Samantha Samuel
  Katherine Catherine Gregory Christine Alexander Debra Patrick Rachel Frank Carolyn Raymond Janet Jack Dennis Jerry Tyler Aaron Sofía Zoë Renée Chloë François Jürgen Łukasz Øyvind
  Nguyễn Ximena Guadalupe Mohammed Fatima Wei Li Ming Yuki Aiko Priya Arjun Olga Dmitri Siobhán Aoife Björn Åsa Inés Iñigo André Noé`.split(/\s+/);
const FAMILY = `Smith Johnson Williams Brown Jones García Miller Davis Rodríguez Martínez Hernández López González Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Pérez Thompson
  White Harris Sánchez Clark Ramírez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyễn Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts
  Gómez Phillips Evans Turner Díaz Parker Cruz Edwards Collins Reyes Stewart Morris Morales Murphy Cook Rogers Gutiérrez Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim
  Cox Ward Richardson Watson Brooks Chávez Wood James Bennett Gray Mendoza Ruíz Hughes Price Álvarez Castillo Sanders Patel Myers Long Ross Foster Jiménez O'Hara O’Brien O'Connor D'Angelo
  Müller Schröder Núñez Østergård Šimić Kowalski Wójcik Dvořák van der Berg de la Cruz`.split(/\s{2,}|\n|(?<!der|van|de|la) /).map((name) => name.trim()).filter(Boolean);
const SYLLABLES = 'ba be bo da de di do fa fe ga gi go ha he hi ja jo ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe ra re ri ro sa se si so ta te ti to va ve vi wa we ya za zi'.split(' ');

/** A stream of numbers in [0, 1) that is the same every time (mulberry32). */
export function sameEveryTime(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * So many made-up people, the same for the same seed. Names are spread as real ones are: a few are carried by thousands,
 * most by a handful; some are hyphenated, accented, have an apostrophe, or are a person's only name.
 */
export function manyPeople(count: number, seed = 1): MadeUpPerson[] {
  const random = sameEveryTime(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() ** 2.2 * list.length)] as T;
  const rare = (): string => {
    const word = Array.from({ length: 2 + Math.floor(random() * 3) }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join('');
    return word.charAt(0).toUpperCase() + word.slice(1) + (random() < 0.5 ? ['n', 's', 'r', 'son', 'ez', 'ski'][Math.floor(random() * 6)] : '');
  };
  const given = (): string => (random() < 0.75 ? pick(GIVEN) : rare());
  const family = (): string => (random() < 0.6 ? pick(FAMILY) : rare());
  const two = (n: number): string => String(n).padStart(2, '0');
  return Array.from({ length: count }, (_, i) => ({
    externalId: `${seed}-${i}`,
    givenName: random() < 0.12 ? `${given()} ${given()}` : given(),
    familyName: random() < 0.01 ? '' : random() < 0.06 ? `${family()}-${family()}` : family(),
    preferredName: random() < 0.15 ? given() : null,
    birthDate: `${1940 + Math.floor(random() * 72)}-${two(1 + Math.floor(random() * 12))}-${two(1 + Math.floor(random() * 28))}` as ClinicDay,
    phone: random() < 0.9 ? `(${['212', '503', '617', '415', '312'][Math.floor(random() * 5)]}) ${two(20 + Math.floor(random() * 79))}${Math.floor(random() * 10)}-${String(Math.floor(random() * 10_000)).padStart(4, '0')}` : null,
  }));
}
