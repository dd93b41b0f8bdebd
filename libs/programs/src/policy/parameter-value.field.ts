import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';

const VALUE_FORMS = { oneOf: [{ type: 'boolean' }, { type: 'integer' }, { type: 'array', items: { type: 'integer' } }] };

/** A parameter’s value: a whole number, yes or no, or weekdays, as its parameter asks. */
export function Value(options: { nullable?: boolean; description?: string } = {}): PropertyDecorator {
  const { nullable, description } = options;
  const api = ApiProperty({ ...VALUE_FORMS, ...(nullable ? { nullable: true } : {}), ...(description ? { description } : {}) } as never);
  const judged = ValidateBy({
    name: 'parameterValue',
    validator: { validate: (value: unknown) => isValueForm(value) || (nullable === true && value === null), defaultMessage: () => 'must be a number, yes or no, or a list of weekdays' },
  });
  return (target, property) => {
    api(target, property);
    judged(target, property);
  };
}

function isValueForm(value: unknown): boolean {
  if (typeof value === 'boolean' || Number.isInteger(value)) return true;
  return Array.isArray(value) && value.length <= 7 && value.every((one) => Number.isInteger(one));
}
