import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
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

type RulesOf = ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas'];

/**
 * Lets class-validator remember the rules of a class. By itself it walks every class there is to find what one inherits, anew
 * for every object judged. A class's rules are complete once it is loaded, and no rule here belongs to a group.
 */
function rememberRules(): void {
  const storage = getMetadataStorage();
  if (Object.hasOwn(storage, 'getTargetValidationMetadatas')) return;
  const find: RulesOf = storage.getTargetValidationMetadatas.bind(storage);
  // Of an object within another it asks by the name of the other's class too.
  const known = new Map<Parameters<RulesOf>[0], Map<string, ReturnType<RulesOf>>>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    if (always || strictGroups || groups?.length) return find(target, schema, always, strictGroups, groups);
    let within = known.get(target);
    if (!within) known.set(target, (within = new Map()));
    let rules = within.get(schema);
    if (!rules) within.set(schema, (rules = find(target, schema, always, strictGroups, groups)));
    return rules;
  };
}

/** Judges every body and query against its DTO; unknown fields are refused, not dropped. */
export function validationPipe(): ValidationPipe {
  rememberRules();
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
