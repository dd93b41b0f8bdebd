import { SetMetadata, createParamDecorator, type ExecutionContext, type PipeTransform, Injectable } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { isId } from '../ids.js';
import { notFound } from './domain-error.js';

export const PUBLIC = 'stepwell:public';

/** A route that needs no sign-in. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);

/** The clinic of the route, already checked against the person's clinics by the guard. */
export const ClinicId = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string => {
    const request = context.switchToHttp().getRequest<{ params: Record<string, string> }>();
    return request.params['clinicId'] ?? '';
  },
  [describeClinicId],
);

/** Names the clinic in the API's description, which sees no parameters of decorators of one's own. */
function describeClinicId(target: object, method: string | symbol | undefined): void {
  const descriptor = method === undefined ? undefined : Object.getOwnPropertyDescriptor(target, method);
  if (method !== undefined && descriptor) ApiParam({ name: 'clinicId', schema: { type: 'string', format: 'uuid' } })(target, method, descriptor);
}

/** A path parameter that must be an id: anything else is simply not here (404). `@Param('sessionId', IdPipe)`. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!isId(value)) throw notFound('thing');
    return value.toLowerCase();
  }
}
