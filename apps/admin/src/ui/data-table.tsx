import { Button, Group, Loader, Skeleton, Table, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { usePreferences } from '../lib/preferences';
import type { Keyset } from '../lib/query/use-keyset';
import { useScreenAddress } from '../lib/screens';
import type { ScreenTarget } from '../lib/screens';
import classes from './data-table.module.css';
import { EmptyState, ErrorState } from './states';

export interface Column<Row> {
  key: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Name of the order the API knows; the header becomes a button. */
  sort?: string;
  align?: 'left' | 'right' | 'center';
  width?: number | string;
  /** Left out on windows narrower than this, for what a person on a phone can do without. */
  hideBelow?: 'sm' | 'md' | 'lg';
}

export interface DataTableProps<Row> {
  /** Names the table for screen readers: "Rooms". */
  label: string;
  /** A list that grows by pages … */
  list?: Keyset<Row>;
  /** … or rows already at hand. */
  rows?: Row[];
  isLoading?: boolean;
  error?: unknown;
  retry?: () => void;
  columns: Column<Row>[];
  rowKey: (row: Row) => string;
  /** Where a row leads. The first column becomes the link, the whole row its target. */
  rowLink?: (row: Row) => ScreenTarget;
  /** What opens when a row is chosen and it is not a screen of its own (a drawer). */
  onRow?: (row: Row) => void;
  /** Buttons at the end of the row; they do not open the row. */
  rowActions?: (row: Row) => ReactNode;
  /** `name` or `-name` for descending; with `onSort`. */
  sort?: string;
  onSort?: (sort: string) => void;
  /** What to say when there is nothing, and what to do about it. */
  empty: { title: string; text?: ReactNode; action?: ReactNode };
  /** Said instead of `empty` while filters are set. */
  emptyFiltered?: { title: string; text?: ReactNode; action?: ReactNode } | undefined;
  isRowDimmed?: (row: Row) => boolean;
}

/** Every list of the product: loading, empty, error, order, more rows on scroll, arrows and Enter on the keyboard. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { list, columns } = props;
  const { density } = usePreferences();
  const address = useScreenAddress();
  const rows = list?.rows ?? props.rows ?? [];
  const isLoading = list?.isLoading ?? props.isLoading ?? false;
  const error = list ? list.error : props.error;
  const retry = list?.retry ?? props.retry;

  if (error && rows.length === 0) return <ErrorState error={error} {...(retry ? { retry } : {})} />;
  if (!isLoading && rows.length === 0) {
    const said = props.emptyFiltered ?? props.empty;
    return (
      <EmptyState title={said.title} action={said.action}>
        {said.text}
      </EmptyState>
    );
  }

  return (
    <div className={classes.frame} aria-busy={isLoading || list?.isStale || undefined} data-stale={list?.isStale || undefined}>
      <Table className={classes.table} aria-label={props.label} verticalSpacing={density === 'compact' ? 4 : 9} onKeyDown={moveBetweenRows}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
            {props.rowActions && (
              <Table.Th w={1}>
                <span className={classes.srOnly}>Actions</span>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {isLoading
            ? Array.from({ length: 8 }, (_, index) => <SkeletonRow key={index} columns={columns} actions={!!props.rowActions} />)
            : rows.map((row) => (
                <Table.Tr
                  key={props.rowKey(row)}
                  className={classes.row}
                  data-opens={props.rowLink || props.onRow ? true : undefined}
                  data-dimmed={props.isRowDimmed?.(row) || undefined}
                >
                  {columns.map((column, index) => (
                    <Table.Td
                      key={column.key}
                      className={classes.cell}
                      data-hide-below={column.hideBelow}
                      data-label={typeof column.header === 'string' ? column.header : undefined}
                      ta={column.align ?? 'left'}
                    >
                      {index === 0 && props.rowLink ? (
                        <Link to={address(props.rowLink(row))} className={classes.opener} data-row-opener preload="intent">
                          {column.cell(row)}
                        </Link>
                      ) : index === 0 && props.onRow ? (
                        <UnstyledButton className={classes.opener} data-row-opener onClick={() => props.onRow?.(row)}>
                          {column.cell(row)}
                        </UnstyledButton>
                      ) : (
                        column.cell(row)
                      )}
                    </Table.Td>
                  ))}
                  {props.rowActions && (
                    <Table.Td className={classes.actions}>
                      <Group gap={4} wrap="nowrap" justify="flex-end">
                        {props.rowActions(row)}
                      </Group>
                    </Table.Td>
                  )}
                </Table.Tr>
              ))}
        </Table.Tbody>
      </Table>
      {list && <MoreRows list={list} />}
    </div>
  );
}

function HeaderCell<Row>(props: { column: Column<Row>; sort: string | undefined; onSort: ((sort: string) => void) | undefined }) {
  const { column, sort, onSort } = props;
  const ascending = column.sort !== undefined && sort === column.sort;
  const descending = column.sort !== undefined && sort === `-${column.sort}`;
  const common = {
    w: column.width,
    ta: column.align ?? 'left',
    className: classes.head,
    'data-hide-below': column.hideBelow,
    scope: 'col',
  } as const;
  if (column.sort === undefined || !onSort) return <Table.Th {...common}>{column.header}</Table.Th>;
  const Icon = ascending ? IconArrowUp : descending ? IconArrowDown : IconArrowsSort;
  return (
    <Table.Th {...common} aria-sort={ascending ? 'ascending' : descending ? 'descending' : 'none'}>
      <UnstyledButton className={classes.sorter} data-on={ascending || descending || undefined} onClick={() => onSort(ascending ? `-${column.sort}` : `${column.sort}`)}>
        {column.header}
        <Icon size={13} aria-hidden />
      </UnstyledButton>
    </Table.Th>
  );
}

function SkeletonRow<Row>(props: { columns: Column<Row>[]; actions: boolean }) {
  return (
    <Table.Tr>
      {props.columns.map((column, index) => (
        <Table.Td key={column.key} data-hide-below={column.hideBelow}>
          <Skeleton height={12} my={4} width={index === 0 ? '70%' : '50%'} ml={column.align === 'right' ? 'auto' : 0} />
        </Table.Td>
      ))}
      {props.actions && <Table.Td />}
    </Table.Tr>
  );
}

/** Loads the next page when its end comes near; the button is there for those who do not scroll. */
function MoreRows<Row>(props: { list: Keyset<Row> }) {
  const { list } = props;
  const end = useRef<HTMLDivElement>(null);
  const loadMore = useRef(list.loadMore);
  loadMore.current = list.loadMore;
  useEffect(() => {
    const node = end.current;
    if (!node || !list.hasMore || list.error) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) loadMore.current();
      },
      { rootMargin: '400px' },
    );
    observer.observe(node);
    return () => observer.disconnect();
  }, [list.hasMore, list.error, list.rows.length]);
  if (!list.hasMore && !list.error) return null;
  return (
    <Group ref={end} justify="center" p="sm" data-print="hide">
      {list.isLoadingMore ? (
        <Loader size="xs" color="gray" aria-label="Loading more" />
      ) : (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={list.error ? list.retry : list.loadMore}>
          {list.error ? 'Could not load more. Try again' : 'Load more'}
        </Button>
      )}
    </Group>
  );
}

/** ↓ ↑ (or j k) walk from row to row, Home and End go to the ends; Enter opens, as on any link. */
function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const target = event.target as HTMLElement;
  if (target.dataset['rowOpener'] === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
  const openers = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-opener]')];
  const at = openers.indexOf(target);
  const next =
    event.key === 'ArrowDown' || event.key === 'j' ? at + 1
    : event.key === 'ArrowUp' || event.key === 'k' ? at - 1
    : event.key === 'Home' ? 0
    : event.key === 'End' ? openers.length - 1
    : null;
  if (next === null) return;
  event.preventDefault();
  openers[Math.max(0, Math.min(openers.length - 1, next))]?.focus();
}
