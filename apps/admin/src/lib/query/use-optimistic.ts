import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { QueryKey, UseMutationResult } from '@tanstack/react-query';

/**
 * A change that shows at once and is taken back when the server refuses. `apply` gets what the cache holds under
 * each matching key and answers what it will be. `done` runs after success, usually with a toast that offers undo.
 */
export function useOptimistic<Vars, Cached = unknown, Result = unknown>(options: {
  run: (vars: Vars) => Promise<Result>;
  /** Every cached query whose key starts with this is changed, then refreshed. */
  queryKey: QueryKey;
  apply: (cached: Cached, vars: Vars) => Cached;
  done?: (result: Result, vars: Vars) => void;
  failed?: (error: unknown, vars: Vars) => void;
}): UseMutationResult<Result, Error, Vars> {
  const queries = useQueryClient();
  return useMutation<Result, Error, Vars, { before: [QueryKey, Cached | undefined][] }>({
    mutationFn: options.run,
    onMutate: async (vars) => {
      await queries.cancelQueries({ queryKey: options.queryKey });
      const before = queries.getQueriesData<Cached>({ queryKey: options.queryKey });
      for (const [key, cached] of before) {
        if (cached !== undefined) queries.setQueryData<Cached>(key, options.apply(cached, vars));
      }
      return { before };
    },
    onError: (error, vars, context) => {
      for (const [key, cached] of context?.before ?? []) queries.setQueryData(key, cached);
      options.failed?.(error, vars);
    },
    onSuccess: (result, vars) => options.done?.(result, vars),
    onSettled: () => queries.invalidateQueries({ queryKey: options.queryKey }),
  }) as UseMutationResult<Result, Error, Vars>;
}
