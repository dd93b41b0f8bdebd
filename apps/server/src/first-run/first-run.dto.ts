import { Bool, Email, Secret, Text, Uuid } from '#platform';

/** The first clinic and its administrator, as asked for on the screen or by the command. */
export class FirstClinicDto {
  @Text({ max: 120 })
  clinicName: string;

  @Text({ max: 64, example: 'America/New_York', description: 'IANA name of the clinic’s time zone.' })
  timeZone: string;

  @Text({ max: 120, description: 'The administrator’s name.' })
  displayName: string;

  @Email()
  email: string;

  @Secret({ description: 'At least 12 characters, not one that people try first.' })
  password: string;
}

export class SetUpDto extends FirstClinicDto {
  @Text({ max: 60, description: 'The code the server printed when it started.' })
  code: string;
}

export class FirstRunDto {
  @Bool({ description: 'Nobody has an account here yet: the first clinic waits to be set up.' })
  open: boolean;
}

export class MadeClinicDto {
  @Uuid()
  clinicId: string;
}

/** What a clinic has of what its first week needs. */
export class SetupStateDto {
  @Bool()
  hours: boolean;

  @Bool()
  rooms: boolean;

  @Bool()
  team: boolean;

  @Bool()
  services: boolean;

  @Bool()
  programs: boolean;

  @Bool()
  clients: boolean;

  @Bool()
  groups: boolean;
}
