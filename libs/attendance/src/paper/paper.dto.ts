import { Day, Instant, Int, ListOf, Text, Bool, TextList, Uuid, UuidList, type ClinicDay } from '#platform';

export class SignInSheetsQueryDto {
  @Day({ optional: true, description: 'A clinic day; today unless said.' }) day?: ClinicDay;
  @UuidList({ optional: true, max: 50, query: true, description: 'Only these sessions of the day.' }) sessionIds?: string[];
}

export class SignInSheetDto {
  @Uuid() sessionId: string;
  @Instant() startsAt: string;
  @Instant() endsAt: string;
  @Text({ nullable: true }) roomName: string | null;
  @Bool() telehealth: boolean;
  @TextList({ max: 50 }) staff: string[];
  @TextList({ max: 500, maxLength: 20 }) people: string[];
  @Int({ description: 'Seats that are free.' }) free: number;
}

export class SignInSheetsDto {
  @Day() day: ClinicDay;
  @Text() clinicName: string;
  @ListOf(() => SignInSheetDto, { max: 300 }) items: SignInSheetDto[];
}

export class PaperBriefDto {
  @Day() day: ClinicDay;
  @Int() sessions: number;
  @Int() places: number;
  @Instant() madeAt: string;
  @Text() madeBy: string;
}

export class PaperListDto {
  @ListOf(() => PaperBriefDto, { max: 60 }) items: PaperBriefDto[];
}
