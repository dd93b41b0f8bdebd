/** Languages often spoken in clinics of the United States, by their BCP 47 tags; any other tag can be typed. */
const OFTEN = ['en', 'es', 'zh', 'vi', 'tl', 'ko', 'ru', 'ar', 'ht', 'fr', 'pt', 'pl', 'hi', 'ur', 'bn', 'de', 'it', 'ja', 'fa', 'uk', 'so', 'am', 'hmn', 'km', 'nv', 'ase'];

let names: Intl.DisplayNames | undefined;

/** "es" → "Spanish"; what is no tag is shown as it is. */
export function sayLanguage(tag: string): string {
  names ??= new Intl.DisplayNames(['en'], { type: 'language' });
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** What to choose from, by name; `also` is in it whatever it is. */
export function languageChoice(also: readonly string[]): { value: string; label: string }[] {
  return [...new Set([...OFTEN, ...also])].map((tag) => ({ value: tag, label: sayLanguage(tag) })).sort((a, b) => a.label.localeCompare(b.label));
}
