import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

/** A list that may be read whole, or narrowed by words. */
export interface TypedChoice<T> {
  queryKey: (words: string) => readonly unknown[];
  read: (words: string, signal: AbortSignal) => Promise<{ items: T[]; nextCursor: string | null }>;
  enabled?: boolean;
}

const FRESH_MS = 5 * 60_000;

/** What a field may offer: everybody while they fit in one answer of the server, else also those it finds by what is typed. */
export function useTypedChoice<T>({ queryKey, read, enabled = true }: TypedChoice<T>) {
  const [words, setWords] = useState('');
  const [typed] = useDebouncedValue(words.trim(), 200);
  const choices = (search: string) => ({ queryKey: queryKey(search), queryFn: ({ signal }: { signal: AbortSignal }) => read(search, signal), staleTime: FRESH_MS });
  const everybody = useQuery({ ...choices(''), enabled });
  const isLong = (everybody.data?.nextCursor ?? null) !== null;
  const found = useQuery({ ...choices(typed), enabled: isLong && typed !== '', placeholderData: keepPreviousData });
  return {
    items: [...(everybody.data?.items ?? []), ...(isLong ? (found.data?.items ?? []) : [])],
    isReady: everybody.isSuccess,
    /** For the field that is typed into. */
    search: { searchValue: words, onSearchChange: setWords, nothingFoundMessage: everybody.isLoading || found.isFetching ? 'Looking…' : 'Nobody found' },
  };
}
