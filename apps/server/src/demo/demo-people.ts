/** Nobody of these lives. */
export interface DemoClient {
  given: string;
  family: string;
  preferred?: string;
  pronouns?: string;
  born: string;
  sex: 'female' | 'male' | 'other' | 'unknown';
}

const who = (given: string, family: string, born: string, sex: DemoClient['sex'], more: Partial<DemoClient> = {}): DemoClient => ({ given, family, born, sex, ...more });

/** The clients of the demo clinics, in the order the plan takes them. One has a single name, some share a family name, some carry accents. */
export const ADULTS: readonly DemoClient[] = [
  who('Amara', 'Okonkwo', '1991-04-17', 'female'), who('Daniel', 'Reyes', '1984-11-02', 'male', { preferred: 'Danny' }), who('Jolene', 'Whitaker', '1978-06-29', 'female'),
  who('Tomasz', 'Zieliński', '1989-01-13', 'male'), who('Priyanka', 'Raman', '1996-09-21', 'female', { preferred: 'Priya' }), who('Marcus', 'Delacroix', '1973-03-08', 'male'),
  who('Suhartini', '', '1987-12-05', 'female'), who('Owen', 'Fairbairn', '1999-07-30', 'other', { pronouns: 'they/them' }), who('Beatriz', 'Nascimento', '1982-05-11', 'female', { preferred: 'Bia' }),
  who('Leonard', 'Abara', '1966-10-24', 'male', { preferred: 'Leo' }), who('Hyun-woo', 'Baek', '1993-02-16', 'male'), who('Chloe', "O'Rourke", '2001-08-04', 'female'),
  who('Rashid', 'Karimov', '1979-09-09', 'male'), who('Ingrid', 'Solberg', '1970-01-27', 'female'), who('Tyrell', 'Hastings', '1995-06-14', 'male', { preferred: 'Ty' }),
  who('Noémie', 'Lefèvre', '1990-12-19', 'female'), who('Gabriel', 'Santana', '1986-03-22', 'male'), who('Wanda', 'Prokop', '1961-08-15', 'female'),
  who('Elijah', 'Brandt', '1998-04-01', 'male', { preferred: 'Eli' }), who('Maribel', 'Quintero', '1983-10-10', 'female'), who('Sean', 'Gallagher', '1976-07-07', 'male'),
  who('Farah', 'Haidari', '1994-11-28', 'female'), who('Deshawn', 'Pruitt', '1988-05-05', 'male'), who('Kirsten', 'Vandermeer', '1969-02-02', 'female'),
  who('Alejandro', 'Peña', '1997-09-17', 'male', { preferred: 'Ale' }), who('Judith', 'Blumenthal', '1958-12-12', 'female'), who('Kwame', 'Asante', '1992-01-30', 'male'),
  who('Rosalind', 'Tremblay', '1980-06-06', 'female', { preferred: 'Roz' }), who('Viktor', 'Sandoval', '1985-08-23', 'male'), who('Naomi', 'Feldstein', '2000-03-14', 'female'),
  who('Harold', 'Ibarra', '1964-04-26', 'male', { preferred: 'Hal' }), who('Lucía', 'Montoya', '1991-07-19', 'female'), who('Ezekiel', 'Ward', '1987-02-11', 'male', { preferred: 'Zeke' }),
  who('Thandiwe', 'Moyo', '1995-10-03', 'female'), who('Patrick', 'Sørensen', '1974-05-25', 'male'), who('Camille', 'Dubrow', '1989-11-16', 'female'),
  who('Jerome', 'Castellan', '1981-09-01', 'male'), who('Mei-Ling', 'Tsai', '1993-12-08', 'female', { preferred: 'May' }), who('Raymond', 'Kowalczyk', '1967-06-18', 'male', { preferred: 'Ray' }),
  who('Sabrina', 'Okafor', '1998-01-09', 'female'), who('Anthony', 'Marchetti', '1977-08-12', 'male', { preferred: 'Tony' }), who('Delphine', 'Achebe', '1986-04-04', 'female'),
  who('Graham', 'Ellsworth', '1972-10-31', 'male'), who('Yolanda', 'Cisneros', '1984-02-20', 'female'), who('Isaac', 'Mbeki', '1996-05-27', 'male'),
  who('Teresa', 'Whitaker', '1979-03-03', 'female'), who('Dmitri', 'Volkov', '1990-09-13', 'male'), who('Kaylee', 'Stroud', '2002-07-22', 'female'), who('Bernard', 'Oyelaran', '1963-11-11', 'male'),
  who('Miriam', 'Sayegh', '1988-06-02', 'female'),
];

/** Clients of the adolescent program: fourteen to seventeen, whatever the year. `born` holds month and day only. */
export const ADOLESCENTS: readonly (Omit<DemoClient, 'born'> & { age: number; birthday: string })[] = [
  { given: 'Jayden', family: 'Underwood', sex: 'male', age: 15, birthday: '02-14' }, { given: 'Sofia', family: 'Marín', sex: 'female', age: 16, birthday: '05-30' },
  { given: 'Avery', family: 'Lindqvist', sex: 'other', pronouns: 'they/them', age: 17, birthday: '01-21' }, { given: 'Malik', family: 'Jefferson', sex: 'male', age: 14, birthday: '04-09' },
  { given: 'Hana', family: 'Nakagawa', sex: 'female', age: 16, birthday: '08-17' }, { given: 'Caleb', family: 'Thornton', sex: 'male', age: 15, birthday: '06-06' },
  { given: 'Zoë', family: 'Papadakis', sex: 'female', age: 17, birthday: '03-12' }, { given: 'Andre', family: 'Boateng', sex: 'male', age: 16, birthday: '07-01' },
  { given: 'Lila', family: 'Romero', sex: 'female', age: 15, birthday: '09-25' }, { given: 'Nico', family: 'Ferraro', sex: 'male', preferred: 'Nic', age: 14, birthday: '10-02' },
];

/** The staff, by the key the plan names them with. */
export const STAFF = {
  director: { given: 'Margaret', family: 'Chen', discipline: 'director', title: 'PhD, Clinical director', kind: 'PSY', clinic: 'harbor' },
  therapistA: { given: 'Samuel', family: 'Adeyemi', discipline: 'therapist', title: 'LMHC', kind: 'LMHC', clinic: 'harbor' },
  therapistB: { given: 'Laura', family: 'Brennan', discipline: 'therapist', title: 'LMFT', kind: 'LMFT', clinic: 'harbor' },
  therapistC: { given: 'Andrés', family: 'Villalobos', discipline: 'therapist', title: 'LMHC', kind: 'LMHC', clinic: 'harbor' },
  counselor: { given: 'Denise', family: 'Kaplan', discipline: 'addiction_counselor', title: 'CASAC', kind: 'CASAC', clinic: 'harbor' },
  socialWorker: { given: 'Ruth', family: 'Goldberg', discipline: 'social_worker', title: 'LCSW', kind: 'LCSW', clinic: 'harbor' },
  psychiatrist: { given: 'Vikram', family: 'Iyer', discipline: 'psychiatrist', title: 'MD', kind: 'MD', clinic: 'harbor' },
  artTherapist: { given: 'Celeste', family: 'Moreau', discipline: 'art_therapist', title: 'ATR-BC', kind: 'ATR', clinic: 'harbor' },
  caseManager: { given: 'Brian', family: 'Walsh', discipline: 'case_manager', title: 'Case manager', kind: null, clinic: 'harbor' },
  frontDesk: { given: 'Tina', family: 'Alvarez', discipline: 'front_desk', title: 'Front desk', kind: null, clinic: 'harbor' },
  therapistD: { given: 'Hannah', family: 'Eriksen', discipline: 'therapist', title: 'LPC', kind: 'LPC', clinic: 'lakeside' },
  therapistE: { given: 'Joshua', family: 'Tillman', discipline: 'counselor', title: 'LCPC', kind: 'LCPC', clinic: 'lakeside' },
  nursePractitioner: { given: 'Grace', family: 'Mbatha', discipline: 'nurse_practitioner', title: 'PMHNP', kind: 'PMHNP', clinic: 'lakeside' },
  caseManagerLakeside: { given: 'Peter', family: 'Novotny', discipline: 'case_manager', title: 'Case manager', kind: null, clinic: 'lakeside' },
} as const;

export type StaffKey = keyof typeof STAFF;

/** The demo sign-ins: promised to whoever tries Stepwell, in the demo clinics only. */
export const SIGN_INS = [
  { name: 'administrator', role: 'administrator', displayName: 'Alex Morgan' },
  { name: 'director', role: 'director', displayName: 'Margaret Chen', staff: 'director' },
  { name: 'therapist', role: 'therapist', displayName: 'Samuel Adeyemi', staff: 'therapistA' },
  { name: 'prescriber', role: 'prescriber', displayName: 'Vikram Iyer', staff: 'psychiatrist' },
  { name: 'casemanager', role: 'case_manager', displayName: 'Brian Walsh', staff: 'caseManager' },
  { name: 'frontdesk', role: 'front_desk', displayName: 'Tina Alvarez', staff: 'frontDesk' },
  { name: 'auditor', role: 'auditor', displayName: 'Dana Whitfield' },
] as const satisfies readonly { name: string; role: string; displayName: string; staff?: StaffKey }[];
