import { QueryClient } from '@tanstack/react-query';
import { Problem } from '../api/problem';

/** Server state lives here and nowhere else. A refusal (4xx) is never asked again by itself; a lost answer is. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: true,
        retry: (count, error) => count < 2 && (!(error instanceof Problem) || error.isOffline || error.status >= 502),
      },
      mutations: { retry: false },
    },
  });
}
