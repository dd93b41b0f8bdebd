/** The names a pair of initials is made of. */
export interface Named {
  givenName: string;
  familyName: string;
  preferredName: string | null;
  chartNumber: string;
}

/**
 * Initials for a list others in the room may see: first letters of the preferred name and the family name, and where
 * two people of the list share them, the last two characters of the chart number as well.
 */
export function initialsOf(people: readonly Named[]): string[] {
  const plain = people.map((one) => [one.preferredName?.trim() || one.givenName, one.familyName].map(firstLetter).filter((letter) => letter !== '').map((letter) => `${letter}.`).join(' '));
  return plain.map((initials, at) => (plain.filter((other) => other === initials).length > 1 ? `${initials} ${people[at]?.chartNumber.slice(-2) ?? ''}` : initials));
}

function firstLetter(name: string): string {
  return [...name.trim().normalize('NFC')][0]?.toUpperCase() ?? '';
}
