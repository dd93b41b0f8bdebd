/** The published demo password: for demo accounts only. */
export const DEMO_PASSWORD = 'stepwell-demo';

/** Passwords of twelve characters and more that lists of leaked ones hold near their top, and what this clinic's staff would think of first. */
export const REFUSED_PASSWORDS: ReadonlySet<string> = new Set([
  DEMO_PASSWORD,
  '1q2w3e4r5t6y',
  '1q2w3e4r5t6y7u8i',
  '1qaz2wsx3edc',
  '1qaz2wsx3edc4rfv',
  'abc123abc123',
  'abcd1234abcd',
  'administrator',
  'changeme1234',
  'changemenow1',
  'correcthorsebatterystaple',
  'iloveyou1234',
  'iloveyouforever',
  'letmein12345',
  'letmeinletmein',
  'liverpool123',
  'manchester1',
  'mypassword12',
  'mypassword123',
  'passw0rd1234',
  'passwordpassword',
  'princess1234',
  'q1w2e3r4t5y6',
  'qazwsxedcrfv',
  'qwer1234qwer',
  'qwerty123456',
  'qwertyqwerty',
  'qwertyuiop12',
  'qwertyuiop123',
  'qwertyuiop[]',
  'asdfghjkl123',
  'zxcvbnm12345',
  'secret123456',
  'sunshine1234',
  'superman1234',
  'trustno1trustno1',
  'unbelievable',
  'welcome12345',
  'welcomewelcome',
]);

/** Words that, with digits and signs around them, make a password people try first. */
export const REFUSED_WORDS: readonly string[] = [
  'password', 'passwort', 'passwd', 'passw0rd', 'qwerty', 'qwertyuiop', 'asdfghjkl', 'letmein', 'welcome', 'changeme', 'iloveyou',
  'admin', 'administrator', 'stepwell', 'clinic', 'therapist', 'therapy', 'director', 'frontdesk', 'counselor', 'hospital',
  'spring', 'summer', 'autumn', 'winter', 'january', 'february', 'march', 'april', 'june', 'july', 'august', 'september', 'october', 'november', 'december',
  'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'football', 'baseball', 'monkey', 'dragon', 'sunshine', 'princess', 'master', 'superman', 'batman',
];
