import { DISCIPLINE_CODES, disciplineLabel, type Discipline } from '#team';
import { plainWords } from '../csv/read-value.js';

/** What other systems call the disciplines, in plain form. Words that fit several are left out: a person is asked. */
const WORDS: Partial<Readonly<Record<Discipline, readonly string[]>>> = {
  therapist: ['psychotherapist', 'mental health therapist', 'marriage and family therapist', 'lmft', 'mft'],
  counselor: ['counsellor', 'mental health counselor', 'professional counselor', 'licensed professional counselor', 'lpc', 'lmhc', 'lcpc'],
  addiction_counselor: ['substance abuse counselor', 'drug and alcohol counselor', 'cadc', 'ladc', 'casac'],
  social_worker: ['clinical social worker', 'licensed clinical social worker', 'social work', 'lcsw', 'lmsw', 'licsw', 'msw'],
  psychologist: ['clinical psychologist', 'clinical psychology', 'psychology', 'psyd'],
  psychiatrist: ['psychiatry'],
  physician: [
    'doctor', 'md', 'general practice', 'general practitioner', 'internal medicine', 'family medicine', 'family practice', 'emergency medicine', 'pediatric medicine', 'pediatrics',
    'anesthesiology', 'cardiology', 'neurology', 'dermatology', 'diagnostic radiology', 'general surgery', 'hospitalist', 'obstetrics gynecology', 'ophthalmology', 'orthopedic surgery', 'urology',
  ],
  nurse_practitioner: ['np', 'pmhnp', 'fnp', 'aprn', 'advanced practice nurse'],
  physician_assistant: ['pa', 'pa c'],
  nurse: ['rn', 'registered nurse', 'nursing', 'lpn'],
  occupational_therapist: ['occupational therapy', 'ot', 'otr'],
  art_therapist: ['art therapy'],
  music_therapist: ['music therapy'],
  movement_therapist: ['dance therapy', 'movement therapy'],
  recreation_therapist: ['recreational therapist', 'recreation therapy'],
  dietitian: ['dietician', 'nutritionist', 'registered dietitian', 'registered dietitian or nutrition professional', 'rd'],
  peer_specialist: ['peer support', 'peer support specialist', 'peer'],
  intern: ['student', 'trainee'],
  case_manager: ['case management', 'care coordinator', 'care manager'],
  front_desk: ['receptionist', 'reception', 'office'],
  billing: ['biller'],
};

const BY_WORD = new Map(DISCIPLINE_CODES.flatMap((code) => [plainWords(code), plainWords(disciplineLabel(code)), ...(WORDS[code] ?? [])].map((word) => [word, code] as const)));

/** The discipline a word means, or null where nobody could be sure. */
export function disciplineOf(text: string): Discipline | null {
  return BY_WORD.get(plainWords(text)) ?? null;
}
