/** Whom a group is for, and who would join it. */
export interface MixFacts {
  /** The language the group is held in, as a BCP 47 tag; null: none is asked for. */
  heldIn: string | null;
  /** What the client's chart says they speak, as somebody wrote it; null: nothing. */
  speaks: string | null;
  /** The steps of the taper the group takes; empty: all of them. */
  phases: readonly string[];
  /** The client's step on the day of joining; null: their hours belong to none. */
  phase: string | null;
}

/** A rule somebody's joining would break. */
export type MixRule = 'language' | 'phase';

/** What of a group's rules speaks against somebody's joining. What is not known of a client's language breaks nothing. */
export function judgeMix({ heldIn, speaks, phases, phase }: MixFacts): { rule: MixRule; sentence: string }[] {
  const broken: { rule: MixRule; sentence: string }[] = [];
  if (heldIn !== null && speaks !== null && !names(speaks, heldIn)) broken.push({ rule: 'language', sentence: `This group is held in ${sayLanguage(heldIn)}; the client’s language is ${sayLanguage(speaks)}.` });
  if (phases.length > 0 && (phase === null || !phases.includes(phase))) {
    broken.push({ rule: 'phase', sentence: `This group is for ${phases.join(', ')}; the client is ${phase === null ? 'in no phase' : `in ${phase}`} on that day.` });
  }
  return broken;
}

/** Whether what somebody wrote names a language: its tag, or its name in English or in itself, among others perhaps. */
function names(words: string, tag: string): boolean {
  const [language = tag] = tag.split('-');
  const written = words.toLowerCase();
  if (/^[a-z]{2,3}(-[a-z0-9]{1,8})*$/.test(written)) return written.split('-')[0] === language;
  return ['en', language].some((reader) => written.includes((nameIn(reader, language) ?? language).toLowerCase()));
}

/** "es" is said "Spanish"; what is no tag is said as it was written. */
function sayLanguage(words: string): string {
  return (/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(words) ? nameIn('en', words) : undefined) ?? words;
}

function nameIn(reader: string, tag: string): string | undefined {
  try {
    return new Intl.DisplayNames([reader], { type: 'language' }).of(tag);
  } catch {
    return undefined;
  }
}
