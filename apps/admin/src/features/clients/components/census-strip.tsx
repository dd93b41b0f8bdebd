import { Skeleton, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useClinic } from '@/lib/session';
import { clientKeys, readCensus } from '../api/clients';
import classes from './census-strip.module.css';

/** How many are in each program today; choosing one narrows the list to it. */
export function CensusStrip(props: { program: string | null; outside: boolean; onChoose: (program: string | null, outside: boolean) => void }) {
  const { clinicId } = useClinic();
  const census = useQuery({ queryKey: clientKeys.census(clinicId), queryFn: () => readCensus(clinicId), staleTime: 30_000 });
  const rows = census.data?.items ?? [];
  if (census.isError || (census.data && rows.length === 0)) return null;
  const total = rows.reduce((sum, row) => sum + row.current, 0);
  return (
    <div className={classes.strip} role="group" aria-label="Census by program" data-print="hide">
      {census.isPending ? (
        Array.from({ length: 4 }, (_, index) => <Skeleton key={index} className={classes.waiting} />)
      ) : (
        <>
          <Tile label="Everyone" isOn={props.program === null && !props.outside} onChoose={() => props.onChoose(null, false)} count={total} note="in care today" />
          {rows.map((row) => (
            <Tile
              key={row.programId}
              label={row.name}
              count={row.current}
              note={[row.upcoming > 0 && `${row.upcoming} coming`, row.leaving > 0 && `${row.leaving} leaving`].filter(Boolean).join(' · ') || (row.active ? 'in care today' : 'closed')}
              isOn={props.program === row.programId}
              onChoose={() => props.onChoose(props.program === row.programId ? null : row.programId, false)}
            />
          ))}
          <Tile label="In no program" isOn={props.outside} onChoose={() => props.onChoose(null, !props.outside)} note="charts without a stay" />
        </>
      )}
    </div>
  );
}

function Tile(props: { label: string; count?: number; note: string; isOn: boolean; onChoose: () => void }) {
  return (
    <UnstyledButton className={classes.tile} aria-pressed={props.isOn} onClick={props.onChoose}>
      <span className={classes.label} title={props.label}>
        {props.label}
      </span>
      <span className={classes.line}>
        {props.count !== undefined && <strong className={classes.count}>{props.count}</strong>}
        <span className={classes.note}>{props.note}</span>
      </span>
    </UnstyledButton>
  );
}
