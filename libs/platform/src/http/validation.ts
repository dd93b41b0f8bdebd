import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { invalidInput, type FieldProblem } from './domain-error.js';

function collect(errors: ValidationError[], path: string, into: FieldProblem[]): void {
  for (const error of errors) {
    const pointer = `${path}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const messages = Object.entries(error.constraints ?? {});
    // One sentence a field: the first rule broken that is not a consequence of another.
    const [first] = messages.filter(([name]) => name !== 'isDefined');
    if (first) into.push({ pointer, detail: first[0] === 'whitelistValidation' ? 'is not a field of this' : first[1] });
    collect(error.children ?? [], pointer, into);
  }
}

/** Judges every body and query against its DTO; unknown fields are refused, not dropped. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => {
      const problems: FieldProblem[] = [];
      collect(errors, '', problems);
      return invalidInput(problems.slice(0, 100));
    },
  });
}
