import { Button, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { DataTable, StatusBadge } from '@/ui';
import type { Import } from '../api/imports';
import classes from './import.module.css';

type Field = Import['fields'][number];

/** Which column is which field: the guess, how sure it is and why, and what stands in the column. */
export function ColumnTable(props: { file: Import; onColumn: (field: string, column: number | null) => void; disabled: boolean }) {
  const { file } = props;
  const [all, setAll] = useState(false);
  const near = file.fields.filter((field) => field.column !== null || field.needed || field.alternatives > 0);
  const shown = all ? file.fields : near;
  const columns = file.columns.map((column, at) => ({ value: String(at), label: column.name || `Column ${at + 1}` }));
  const samplesOf = (field: Field): string => (field.column === null ? '' : (file.columns[field.column]?.samples.join(' · ') ?? ''));
  return (
    <>
      <DataTable
        label="Columns"
        rows={shown}
        rowKey={(field) => field.field}
        columns={[
          {
            key: 'field',
            header: 'In Stepwell',
            width: 220,
            cell: (field) => (
              <>
                {field.label}
                {field.needed && (
                  <Text span c="dimmed" size="sm">
                    {' '}
                    needed
                  </Text>
                )}
              </>
            ),
          },
          {
            key: 'column',
            header: 'Column of the file, and what stands in it',
            width: 340,
            cell: (field) => (
              <>
                <Select
                  aria-label={`Column for ${field.label}`}
                  placeholder="Not in this file"
                  data={columns}
                  value={field.column === null ? null : String(field.column)}
                  onChange={(value) => props.onColumn(field.field, value === null ? null : Number(value))}
                  clearable
                  clearButtonProps={{ 'aria-label': `No column for ${field.label}` }}
                  searchable
                  disabled={props.disabled}
                />
                {field.column !== null && (
                  <div className={classes.samples} title={samplesOf(field)}>
                    {samplesOf(field)}
                  </div>
                )}
              </>
            ),
          },
          { key: 'sure', header: 'How sure, and why', cell: (field) => <Sureness field={field} /> },
        ]}
        empty={{ title: 'This kind of file has no columns to map' }}
      />
      {near.length < file.fields.length && (
        <Button variant="subtle" color="gray" mt="xs" onClick={() => setAll(!all)}>
          {all ? 'Show fewer fields' : `Show ${file.fields.length - near.length} more fields`}
        </Button>
      )}
    </>
  );
}

function Sureness({ field }: { field: Field }) {
  if (field.column === null) return null;
  if (field.column !== field.guess) return <StatusBadge tone="neutral">You chose it</StatusBadge>;
  return (
    <>
      <StatusBadge tone={field.confident ? 'good' : 'warning'}>{field.confident ? 'Sure' : `Look: ${Math.round(field.score * 100)} %`}</StatusBadge>
      <Text c="dimmed" size="xs" mt={2}>
        {field.why}
      </Text>
    </>
  );
}
