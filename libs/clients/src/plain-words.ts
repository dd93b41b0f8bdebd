/** Letters that keep their shape when their marks are taken off, as PostgreSQL's unaccent writes them. */
const LETTERS: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h' };

/**
 * The words of a name as the clinic compares them: lower case, without accents and apostrophes, split at spaces,
 * hyphens and other punctuation. "Ana O’Hara-Müller" gives `ana`, `ohara`, `muller`. The database's counterpart is
 * `clients.plain_words`.
 */
export function plainWords(name: string): string[] {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’‘`´ʼ]/g, '')
    .replace(/[ßæœøłđðþıħ]/g, (letter) => LETTERS[letter] ?? letter)
    .split(/[\s\-.,;:/()"&+_|]+/)
    .filter((word) => word !== '');
}

/** The digits of a text. */
export function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

/** The last ten digits of a phone number: what its spellings share, with or without a country's prefix. Null without digits. */
export function phoneDigits(phone: string | null): string | null {
  return phone === null ? null : digitsOf(phone).slice(-10) || null;
}
