import type { Tone } from '@/ui';
import type { Evidence, Layer } from '../api/policy';
import type { Population, ServiceCategory, ServiceKind, Track } from '../api/programs';

export const POPULATIONS: Record<Population, string> = { adult: 'Adults', adolescent: 'Adolescents' };
export const TRACKS: Record<Track, string> = { mental_health: 'Mental health', substance_use: 'Substance use', co_occurring: 'Co-occurring' };
export const KINDS: Record<ServiceKind, string> = { individual: 'Individual', group: 'Group', family: 'Family' };

export const CATEGORIES: Record<ServiceCategory, string> = {
  individual_therapy: 'Individual therapy',
  group_therapy: 'Group therapy',
  family_therapy: 'Family therapy',
  psychoeducation: 'Psychoeducation',
  skills_training: 'Skills training',
  medication_management: 'Medication management',
  case_management: 'Case management',
  expressive: 'Expressive therapy (art, music, movement)',
  mindfulness: 'Mindfulness',
  yoga: 'Yoga',
  exercise: 'Exercise',
  nutrition: 'Nutrition',
  relapse_prevention: 'Relapse prevention',
  life_skills: 'Life skills',
  vocational: 'Vocational',
  peer_support: 'Peer support',
  assessment: 'Assessment',
  orientation: 'Orientation',
  other: 'Other',
};

export const LAYERS: Record<Layer, { label: string; tone: Tone; means: string }> = {
  base: { label: 'Base', tone: 'neutral', means: 'Comes with Stepwell; holds where nobody else says anything.' },
  state: { label: 'State', tone: 'info', means: 'The license of the state.' },
  accreditor: { label: 'Accreditor', tone: 'waiting', means: 'The standard of an accreditor.' },
  payer: { label: 'Payer', tone: 'warning', means: 'A payer or plan.' },
  program: { label: 'Program', tone: 'good', means: 'The program’s own number.' },
};

export const EVIDENCE: Record<Evidence, { label: string; means: string }> = {
  P: { label: 'Read in the rule itself', means: 'The regulation or its owner’s text was read.' },
  S: { label: 'Read in a second source', means: 'A digest or a page about the rule was read.' },
  K: { label: 'To be verified', means: 'Known from background; verify before relying on it.' },
  D: { label: 'A decision', means: 'A sensible default or one’s own decision; nobody demands it.' },
};

/** Options of a select from a record of words. */
export function options<Value extends string>(words: Record<Value, string>): { value: Value; label: string }[] {
  return (Object.entries(words) as [Value, string][]).map(([value, label]) => ({ value, label }));
}
