import { queryOptions } from '@tanstack/react-query';
import { call, client } from './api/http';

/** Whether this Stepwell waits for its first clinic: nobody has an account yet. */
export const firstRunQuery = queryOptions({
  queryKey: ['first-run'],
  queryFn: async ({ signal }) => (await call(client.GET('/api/setup', { signal }))).open,
  retry: false,
  staleTime: 60_000,
});
