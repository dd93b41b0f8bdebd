import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

/** One page of a list as the API answers it. */
export interface KeysetPage<T> {
  items: T[];
  nextCursor?: string | null | undefined;
}

/** A list that grows by pages; hand it to `DataTable` as `list`. */
export interface Keyset<T> {
  rows: T[];
  /** First load: nothing to show yet. */
  isLoading: boolean;
  /** Rows of the filters before are still on screen while new ones load. */
  isStale: boolean;
  error: unknown;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
  retry: () => void;
}

/**
 * Reads a keyset-paged list. `queryKey` starts with the thing and the clinic, then the filters:
 * `['rooms', clinicId, filters]`; `fetchPage` gets the cursor (undefined for the first page) and an abort signal.
 */
export function useKeyset<T>(options: {
  queryKey: readonly unknown[];
  fetchPage: (cursor: string | undefined, signal: AbortSignal) => Promise<KeysetPage<T>>;
  enabled?: boolean;
  /** Milliseconds between refreshes of a list that others change meanwhile. */
  refetchInterval?: number;
}): Keyset<T> {
  const query = useInfiniteQuery({
    queryKey: options.queryKey,
    queryFn: ({ pageParam, signal }) => options.fetchPage(pageParam ?? undefined, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor ?? null,
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
    ...(options.refetchInterval === undefined ? {} : { refetchInterval: options.refetchInterval }),
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return {
    rows,
    isLoading: query.isPending && (options.enabled ?? true),
    isStale: query.isPlaceholderData,
    error: query.error,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => {
      if (!query.isFetchingNextPage) void query.fetchNextPage();
    },
    retry: () => void query.refetch(),
  };
}
