import { Bool, Instant, Int, ListOf, Num, OneOf, Text, TextList } from '#platform';

export class FileFindingDto {
  @Text()
  name: string;

  @Bool()
  confident: boolean;

  @Text()
  why: string;
}

export class ImportColumnDto {
  @Text()
  name: string;

  @Int()
  filled: number;

  @TextList()
  samples: string[];

  @Int({ nullable: true, description: 'How many different cells it holds; null for many.' })
  differentValues: number | null;

  @Text({ nullable: true, description: 'What the column says about its dates.' })
  dates: string | null;
}

export class ImportFieldDto {
  @Text()
  field: string;

  @Text()
  label: string;

  @Bool()
  needed: boolean;

  @Int({ nullable: true, description: 'Position of the column it is read from.' })
  column: number | null;

  @Int({ nullable: true })
  guess: number | null;

  @Num()
  score: number;

  @Bool()
  confident: boolean;

  @Text({ min: 0 })
  why: string;

  @Int({ description: 'How many other columns could be it.' })
  alternatives: number;
}

export class ImportTypeDto {
  @Text()
  type: string;

  @Int()
  count: number;

  @Bool()
  taken: boolean;
}

export class RememberedDto {
  @Text()
  fileName: string;

  @Instant()
  usedAt: string;
}

export class ChoiceDto {
  @Text()
  value: string;

  @Text()
  label: string;
}

export class QuestionDto {
  @Text()
  key: string;

  @Text({ nullable: true })
  column: string | null;

  @Text()
  text: string;

  @Text({ nullable: true })
  why: string | null;

  @OneOf(['choice', 'time', 'minutes', 'year'])
  answer: 'choice' | 'time' | 'minutes' | 'year';

  @ListOf(() => ChoiceDto)
  choices: ChoiceDto[];

  @TextList()
  samples: string[];

  @Text({ nullable: true })
  given: string | null;

  @Text({ nullable: true, description: 'What is done without an answer; null: it must be answered.' })
  otherwise: string | null;
}

export class WordDto {
  @Text()
  value: string;

  @Int()
  count: number;

  @Text()
  key: string;

  @Text({ nullable: true })
  meaning: string | null;

  @Bool()
  given: boolean;
}

export class VocabularyDto {
  @Text()
  field: string;

  @Text()
  column: string;

  @ListOf(() => WordDto)
  values: WordDto[];

  @ListOf(() => ChoiceDto)
  choices: ChoiceDto[];
}

export class MissingDto {
  @TextList()
  fields: string[];

  @Text()
  say: string;
}
