import { Button, Chip, Group, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useKeyset } from '@/lib/query/use-keyset';
import { DataTable, Section, StatusBadge } from '@/ui';
import { importKeys, problemsAddress, readProblems } from '../api/imports';
import type { Import, RowProblem } from '../api/imports';
import { madeLines, number, problemWord, rows } from '../model/words';
import classes from './import.module.css';

/** What came, or would come, of the file: made, changed, as it was, refused. */
export function Outcome({ file, clinicId }: { file: Import; clinicId: string }) {
  const { counts } = file;
  if (!counts) return null;
  const real = file.status === 'done' || file.status === 'undone';
  const title = file.status === 'done' ? 'What was imported' : file.status === 'undone' ? 'What was imported and taken back' : 'What the import would do';
  return (
    <>
      <Section title={title} {...(real ? {} : { description: 'Nothing is changed yet.' })}>
        <div className={classes.tallies}>
          {madeLines(counts).map((line) => (
            <div key={line.label} className={classes.tally}>
              <Text c="dimmed" size="sm">
                {line.label}
              </Text>
              <div className={classes.big}>{number(line.created)} new</div>
              <Text c="dimmed" size="sm">
                {number(line.updated)} changed, {number(line.unchanged)} as they were
              </Text>
            </div>
          ))}
          <div className={classes.tally}>
            <Text c="dimmed" size="sm">
              {real ? 'Left out' : 'Cannot be taken'}
            </Text>
            <div className={classes.big}>{number(counts.refused)}</div>
            <Text c="dimmed" size="sm">
              of {rows(counts.rows)}
              {counts.warnings > 0 && `, ${number(counts.warnings)} with a remark`}
            </Text>
          </div>
        </div>
        {counts.notTaken.length > 0 && (
          <Text c="dimmed" size="sm" mt="xs">
            Not taken from this file: {counts.notTaken.map(({ type, count }) => `${number(count)} ${type}`).join(', ')}.
          </Text>
        )}
      </Section>
      {counts.problems.length > 0 && <Problems file={file} clinicId={clinicId} />}
    </>
  );
}

function Problems({ file, clinicId }: { file: Import; clinicId: string }) {
  const [code, setCode] = useState<string | null>(null);
  const filters = code === null ? {} : { code };
  const list = useKeyset<RowProblem>({
    queryKey: importKeys.problems(clinicId, file.id, file.version, filters),
    fetchPage: (cursor, signal) => readProblems(clinicId, file.id, filters, cursor, signal),
  });
  return (
    <Section
      title="Rows to look at"
      description="As a spreadsheet numbers them; the header is row 1."
      actions={
        <Button component="a" href={problemsAddress(clinicId, file.id)} download variant="default" leftSection={<IconDownload size={16} />}>
          Download as CSV
        </Button>
      }
    >
      <Chip.Group multiple={false} value={code ?? ''} onChange={(value) => setCode(typeof value === 'string' && value !== '' ? value : null)}>
        <Group gap="xs" mb="sm" role="group" aria-label="Show one kind">
          <Chip value="" size="sm">
            All
          </Chip>
          {file.counts?.problems.map((problem) => (
            <Chip key={`${problem.severity} ${problem.code}`} value={problem.code} size="sm">
              {problemWord(problem.code)} · {number(problem.count)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <DataTable
        label="Rows to look at"
        list={list}
        rowKey={(problem) => `${problem.row} ${problem.column ?? ''} ${problem.code} ${problem.detail}`}
        columns={[
          { key: 'row', header: 'Row', align: 'right', width: 90, cell: (problem) => number(problem.row) },
          { key: 'column', header: 'Column', width: 170, hideBelow: 'sm', cell: (problem) => problem.column ?? '' },
          { key: 'severity', header: 'What happens', width: 140, cell: (problem) => <StatusBadge tone={problem.severity === 'error' ? 'bad' : 'warning'}>{problem.severity === 'error' ? 'Refused' : 'Taken'}</StatusBadge> },
          { key: 'detail', header: 'Why', cell: (problem) => problem.detail },
        ]}
        empty={{ title: 'No row of this kind' }}
      />
    </Section>
  );
}
