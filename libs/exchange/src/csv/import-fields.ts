import type { Content } from './sniff-values.js';

/** What a CSV file may hold. */
export const IMPORT_KINDS = ['clients', 'staff', 'sessions', 'attendance'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** One thing Stepwell can take from a column. Names are in plain form: lower case, words apart, no punctuation. */
export interface ImportField {
  readonly field: string;
  readonly label: string;
  /** Headers that mean it in records systems, spreadsheets and test data. */
  readonly names: readonly string[];
  /** Headers that may mean it, if the content fits. */
  readonly weakNames?: readonly string[];
  /** What its cells look like; absent where anything may stand. */
  readonly contents?: readonly Content[];
  /** Fields that may take the same column. */
  readonly sharesWith?: readonly string[];
}

const ID: readonly Content[] = ['uuid', 'code', 'number'];
/** An id of the row itself may be letters alone; one that points at a person must not be mistaken for a name. */
const OWN_ID: readonly Content[] = [...ID, 'words'];
const ROW_ID = ['id', 'uuid', 'identifier', 'external id', 'source id', 'record id', 'row id', 'key'];
const CLIENT_ID = ['client id', 'patient id', 'pt id', 'member id', 'person id', 'client external id', 'patient external id', 'patient identifier', 'client identifier', 'patient uuid', 'client number', 'patient number', 'consumer id'];
const CHART_NUMBER = ['chart number', 'chart no', 'chart', 'mrn', 'patient mrn', 'medical record number', 'medical record no', 'record number', 'file number', 'account number', 'acct'];
const STAFF_ID = ['staff id', 'provider id', 'clinician id', 'therapist id', 'practitioner id', 'employee id', 'rendering provider id', 'staff external id', 'counselor id', 'facilitator id', 'npi', 'provider npi', 'resource id', 'user id'];
const SESSION_ID = ['session id', 'appointment id', 'appt id', 'visit id', 'encounter id', 'event id', 'booking id', 'session external id', 'appointment number', 'visit number', 'csn'];
const SESSION_DATES = ['date', 'session date', 'session day', 'appointment date', 'appointment day', 'appt date', 'appt day', 'visit date', 'visit day', 'encounter date', 'service date', 'date of service', 'dos', 'group date', 'day', 'scheduled date', 'scheduled for', 'data consulta'];
const SESSION_STARTS = ['start', 'starts at', 'start date time', 'start datetime', 'start date', 'start at', 'begin', 'starts', 'session start', 'appointment start', 'appt start', 'visit start', 'date time', 'datetime', 'appointment datetime', 'appointment date time', 'appt date time', 'scheduled start', 'period start', 'begins at'];
const START_TIMES = ['start time', 'time', 'appointment time', 'appt time', 'session time', 'visit time', 'begin time', 'time in scheduled', 'from', 'time start', 'starts', 'start'];
const END_TIMES = ['end time', 'finish time', 'stop time', 'time end', 'to', 'ends', 'end', 'appointment end time', 'appt end time'];

const SESSION_ENDS = ['ends at', 'end date time', 'end datetime', 'end date', 'end at', 'stop', 'ends', 'end', 'finish', 'session end', 'appointment end', 'appt end', 'visit end', 'scheduled end', 'period end'];
const LENGTHS = ['duration', 'duration minutes', 'duration min', 'duration mins', 'minutes', 'length', 'length minutes', 'mins', 'appt length', 'appointment length', 'session length'];
const BOOKED = ['scheduled day', 'booked on', 'booked at', 'created', 'created at', 'created on', 'date created', 'booking date', 'date scheduled', 'scheduled on', 'appt made date', 'date booked', 'appointment made', 'registered on'];
const SERVICES = ['service', 'service name', 'service type', 'procedure', 'service description', 'cpt description', 'activity'];
const BIRTH_DATES = ['date of birth', 'dob', 'd o b', 'birth date', 'birthdate', 'birthday', 'birth day', 'born', 'born on', 'data de nascimento', 'nascimento', 'geburtsdatum', 'fecha de nacimiento', 'pt dob', 'birth dt'];
const SEXES = ['sex', 'legal sex', 'birth sex', 'sex assigned at birth', 'sex at birth', 'administrative sex', 'administrative gender', 'gender', 'gender code', 'm f', 'sexo', 'geschlecht'];
const AGES = ['age', 'age years', 'current age', 'idade', 'alter', 'edad'];

const GIVEN: ImportField = { field: 'givenName', label: 'Given name', names: ['first name', 'given name', 'first', 'fname', 'firstname', 'forename', 'given', 'legal first name', 'nome', 'vorname', 'nombre', 'prenom'], contents: ['words'] };
const FAMILY: ImportField = { field: 'familyName', label: 'Family name', names: ['last name', 'family name', 'last', 'lname', 'lastname', 'surname', 'family', 'legal last name', 'sobrenome', 'nachname', 'apellido', 'nom'], contents: ['words'] };
const SUFFIX: ImportField = { field: 'suffix', label: 'Suffix', names: ['suffix', 'name suffix', 'generation'] };
const PHONE: ImportField = { field: 'phone', label: 'Telephone', names: ['phone', 'phone number', 'telephone', 'telephone number', 'mobile', 'mobile phone', 'mobile number', 'cell', 'cell phone', 'cellphone', 'home phone', 'primary phone', 'contact number', 'contact phone', 'tel', 'telefone', 'telefon', 'telefono', 'work phone'], contents: ['phone'] };
const EMAIL: ImportField = { field: 'email', label: 'E-mail', names: ['email', 'e mail', 'email address', 'e mail address', 'mail', 'primary email', 'work email', 'home email', 'correo'], contents: ['email'] };

/** What each kind of file may hold, in the order the mapping screen shows it. */
export const IMPORT_FIELDS: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  clients: [
    { field: 'externalId', label: 'Id in the other system', names: [...CLIENT_ID, ...ROW_ID], weakNames: CHART_NUMBER, contents: OWN_ID, sharesWith: ['chartNumber'] },
    { field: 'chartNumber', label: 'Chart number', names: CHART_NUMBER, contents: OWN_ID, sharesWith: ['externalId'] },
    { field: 'fullName', label: 'Full name', names: ['name', 'full name', 'client name', 'patient name', 'pt name', 'display name', 'legal name', 'member name'], weakNames: ['client', 'patient', 'pt', 'member'], contents: ['words'] },
    GIVEN,
    FAMILY,
    SUFFIX,
    { field: 'preferredName', label: 'Preferred name', names: ['preferred name', 'preferred first name', 'nickname', 'nick name', 'goes by', 'known as', 'chosen name', 'alias', 'aka'], contents: ['words'] },
    { field: 'pronouns', label: 'Pronouns', names: ['pronouns', 'pronoun', 'preferred pronouns'] },
    { field: 'birthDate', label: 'Date of birth', names: BIRTH_DATES, contents: ['day', 'moment'] },
    { field: 'age', label: 'Age (checked, not kept)', names: AGES, contents: ['number'] },
    { field: 'sex', label: 'Sex', names: SEXES, contents: ['sex'] },
    { field: 'genderIdentity', label: 'Gender identity', names: ['gender identity', 'identified gender', 'gender self described'] },
    PHONE,
    EMAIL,
    { field: 'addressLine', label: 'Street', names: ['address', 'street', 'street address', 'address line 1', 'address line', 'address 1', 'addr', 'addr 1', 'home address', 'mailing address', 'endereco', 'strasse'] },
    { field: 'city', label: 'City', names: ['city', 'town', 'city name', 'cidade', 'ort', 'ciudad', 'municipality'] },
    { field: 'state', label: 'State', names: ['state', 'province', 'state code', 'region', 'st', 'estado'] },
    { field: 'postalCode', label: 'Postal code', names: ['zip', 'zip code', 'zipcode', 'postal code', 'postcode', 'post code', 'postalcode', 'cep', 'plz', 'codigo postal'] },
    { field: 'language', label: 'Language', names: ['language', 'preferred language', 'primary language', 'spoken language', 'lang', 'idioma', 'sprache'] },
    { field: 'emergencyContactName', label: 'Emergency contact', names: ['emergency contact', 'emergency contact name', 'emergency name', 'next of kin', 'nok', 'guardian', 'guardian name'], contents: ['words'] },
    { field: 'emergencyContactPhone', label: 'Emergency telephone', names: ['emergency phone', 'emergency contact phone', 'emergency contact number', 'emergency telephone', 'next of kin phone', 'guardian phone'], contents: ['phone'] },
    { field: 'deceasedOn', label: 'Date of death', names: ['date of death', 'death date', 'deathdate', 'dod', 'deceased', 'deceased on', 'deceased date'], contents: ['day', 'moment'] },
    { field: 'note', label: 'Note', names: ['note', 'notes', 'comment', 'comments', 'remarks', 'memo'] },
  ],
  staff: [
    { field: 'externalId', label: 'Id in the other system', names: [...STAFF_ID, ...ROW_ID], contents: OWN_ID },
    { field: 'fullName', label: 'Full name', names: ['name', 'full name', 'staff name', 'provider name', 'clinician name', 'employee name', 'display name', 'therapist name', 'practitioner name'], weakNames: ['provider', 'clinician', 'staff', 'therapist', 'practitioner', 'employee', 'counselor'], contents: ['words'] },
    GIVEN,
    FAMILY,
    SUFFIX,
    { field: 'discipline', label: 'Discipline', names: ['discipline', 'profession', 'role', 'specialty', 'speciality', 'provider type', 'staff type', 'position', 'job', 'taxonomy', 'credential type', 'occupation'] },
    { field: 'title', label: 'Title', names: ['title', 'job title', 'credentials', 'credential', 'degree'] },
    PHONE,
    EMAIL,
    { field: 'languages', label: 'Languages', names: ['languages', 'language', 'spoken languages', 'languages spoken'] },
    { field: 'active', label: 'Active', names: ['active', 'is active', 'enabled', 'employed'], contents: ['yesNo'] },
  ],
  sessions: [
    { field: 'externalId', label: 'Id in the other system', names: [...SESSION_ID, ...ROW_ID], contents: OWN_ID },
    { field: 'clientExternalId', label: 'Client, by id', names: [...CLIENT_ID, ...CHART_NUMBER], weakNames: ['client', 'patient', 'subject', 'pt', 'member'], contents: ID },
    { field: 'clientName', label: 'Client, by name', names: ['client name', 'patient name', 'pt name', 'member name'], weakNames: ['client', 'patient', 'pt', 'member'], contents: ['words'] },
    { field: 'staffExternalId', label: 'Clinician, by id', names: STAFF_ID, weakNames: ['provider', 'clinician', 'staff', 'therapist', 'practitioner', 'counselor', 'facilitator', 'resource', 'performer'], contents: ID },
    { field: 'staffName', label: 'Clinician, by name', names: ['provider name', 'clinician name', 'staff name', 'therapist name', 'counselor name', 'facilitator name', 'rendering provider', 'led by', 'leader'], weakNames: ['provider', 'clinician', 'staff', 'therapist', 'practitioner', 'counselor', 'facilitator', 'resource'], contents: ['words'] },
    { field: 'startsAt', label: 'Start (date and time)', names: SESSION_STARTS, weakNames: SESSION_DATES, contents: ['moment'] },
    { field: 'endsAt', label: 'End (date and time)', names: SESSION_ENDS, contents: ['moment'] },
    { field: 'day', label: 'Day', names: SESSION_DATES, weakNames: SESSION_STARTS, contents: ['day'] },
    { field: 'startTime', label: 'Start time', names: START_TIMES, contents: ['time'] },
    { field: 'endTime', label: 'End time', names: END_TIMES, contents: ['time'] },
    { field: 'durationMinutes', label: 'Length in minutes', names: LENGTHS },
    { field: 'title', label: 'Title', names: ['title', 'subject', 'session name', 'group name', 'description', 'appointment type', 'appt type', 'visit type', 'appointment reason', 'reason for visit', 'event name', 'summary', 'group', 'topic'], contents: ['words'] },
    { field: 'service', label: 'Service', names: SERVICES, contents: ['words'] },
    { field: 'kind', label: 'Individual, group or family', names: ['kind', 'session type', 'type', 'class', 'encounter class', 'encounterclass', 'session kind', 'modality type', 'format'], contents: ['words'] },
    { field: 'room', label: 'Room', names: ['room', 'room name', 'location', 'place', 'facility room', 'sala', 'raum'] },
    { field: 'bookedAt', label: 'Booked on', names: BOOKED, contents: ['day', 'moment'] },
    { field: 'status', label: 'Status', names: ['status', 'appointment status', 'appt status', 'session status', 'visit status', 'state'], contents: ['attendance'] },
    { field: 'note', label: 'Note', names: ['note', 'notes', 'comment', 'comments', 'remarks', 'memo'] },
  ],
  attendance: [
    { field: 'externalId', label: 'Id in the other system', names: ['attendance id', 'participation id', ...ROW_ID], weakNames: SESSION_ID, contents: ID, sharesWith: ['sessionExternalId'] },
    { field: 'sessionExternalId', label: 'Session, by id', names: SESSION_ID, weakNames: ['session', 'appointment', 'encounter', 'visit', 'id'], contents: ID, sharesWith: ['externalId'] },
    { field: 'clientExternalId', label: 'Client, by id', names: [...CLIENT_ID, ...CHART_NUMBER], weakNames: ['client', 'patient', 'subject', 'pt', 'member'], contents: ID },
    { field: 'clientName', label: 'Client, by name', names: ['client name', 'patient name', 'pt name', 'member name'], weakNames: ['client', 'patient', 'pt', 'member', 'name'], contents: ['words'] },
    { field: 'startsAt', label: 'Start of the session', names: SESSION_STARTS, weakNames: SESSION_DATES, contents: ['moment'] },
    { field: 'day', label: 'Day of the session', names: SESSION_DATES, weakNames: SESSION_STARTS, contents: ['day'] },
    { field: 'startTime', label: 'Start time of the session', names: START_TIMES, contents: ['time'] },
    { field: 'endsAt', label: 'End of the session', names: SESSION_ENDS, contents: ['moment'] },
    { field: 'endTime', label: 'End time of the session', names: END_TIMES, contents: ['time'] },
    { field: 'durationMinutes', label: 'Length in minutes', names: LENGTHS },
    { field: 'bookedAt', label: 'Booked on', names: BOOKED, contents: ['day', 'moment'] },
    { field: 'service', label: 'Service', names: SERVICES, contents: ['words'] },
    { field: 'staffExternalId', label: 'Clinician, by id', names: STAFF_ID, contents: ID },
    { field: 'status', label: 'Attendance', names: ['attendance', 'attendance status', 'status', 'appointment status', 'appt status', 'visit status', 'outcome', 'attended status', 'result', 'participation status', 'encounter status'], weakNames: ['attended', 'present', 'showed', 'no show', 'noshow'], contents: ['attendance'] },
    { field: 'noShow', label: 'No-show (yes means stayed away)', names: ['no show', 'noshow', 'no show flag', 'is no show', 'missed', 'absent', 'dna', 'did not attend'], contents: ['yesNo'] },
    { field: 'attended', label: 'Attended (yes means came)', names: ['attended', 'present', 'showed', 'showed up', 'was present', 'arrived', 'attendance', 'checked in', 'kept', 'show'], contents: ['yesNo'] },
    { field: 'arrivedAt', label: 'Arrival', names: ['arrived at', 'arrival', 'arrival time', 'check in', 'check in time', 'checkin', 'checkin time', 'checked in at', 'time in', 'clock in', 'sign in time', 'arrived', 'actual start', 'in'], contents: ['moment', 'time'] },
    { field: 'departedAt', label: 'Departure', names: ['departed at', 'departure', 'departure time', 'check out', 'check out time', 'checkout', 'checkout time', 'checked out at', 'time out', 'clock out', 'sign out time', 'left at', 'actual end', 'out'], contents: ['moment', 'time'] },
    GIVEN,
    FAMILY,
    { field: 'birthDate', label: 'Date of birth of a new client', names: BIRTH_DATES, contents: ['day', 'moment'] },
    { field: 'sex', label: 'Sex of a new client', names: SEXES, contents: ['sex'] },
    { field: 'age', label: 'Age (checked, not kept)', names: AGES, contents: ['number'] },
    { field: 'reason', label: 'Reason', names: ['reason', 'absence reason', 'excuse', 'cancel reason', 'cancellation reason', 'no show reason', 'reason for absence'] },
    { field: 'note', label: 'Note', names: ['note', 'notes', 'comment', 'comments', 'remarks', 'memo'] },
  ],
};
