import { queryOptions } from '@tanstack/react-query';
import { call, client } from './api/http';

/** Who is signed in. Read once, then kept until sign-out or until another clinic is joined. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => call(client.GET('/api/auth/me', { signal })),
  staleTime: 5 * 60_000,
  gcTime: Number.POSITIVE_INFINITY,
  retry: (count, error) => count < 2 && !('status' in error && error.status === 401),
});
