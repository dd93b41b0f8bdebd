import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconArrowBackUp, IconCheck, IconHistory, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { asProblem } from '@/lib/api/problem';
import { useOpenScreen, useScreenParams } from '@/lib/screens';
import { useCan, useClinic } from '@/lib/session';
import { ClinicTime, ErrorState, LoadingBlock, Page, ProblemAlert, ProgressBlock, Section, StatusBadge, toast, useConfirm } from '@/ui';
import { checkImport, importKeys, readImport, removeImport, runImport, setMapping, undoImport } from '../api/imports';
import type { Import } from '../api/imports';
import { ColumnTable } from '../components/column-table';
import { sizeOf } from '../components/file-drop';
import { Outcome } from '../components/outcome';
import { Questions } from '../components/questions';
import { WordTable } from '../components/word-table';
import { KIND_LABELS, STATUS_WORDS, isAtWork, number, rows } from '../model/words';

const POLL_MS = 1000;

/** One file from mapping to result. It may be left at any point and is found again here. */
export function ImportPage() {
  const { importId } = useScreenParams('importRun');
  const { clinicId } = useClinic();
  const read = useQuery({
    queryKey: importKeys.one(clinicId, importId),
    queryFn: () => readImport(clinicId, importId),
    refetchInterval: (query) => (query.state.data && isAtWork(query.state.data.status) ? POLL_MS : false),
  });
  if (!read.data) {
    return (
      <Page title="Import" breadcrumbs={[{ label: 'Import', to: { screen: 'imports' } }]}>
        {read.error ? <ErrorState error={read.error} retry={() => void read.refetch()} /> : <LoadingBlock />}
      </Page>
    );
  }
  return <FilePage file={read.data} clinicId={clinicId} />;
}

function FilePage({ file, clinicId }: { file: Import; clinicId: string }) {
  const mayRun = useCan('imports.run');
  const open = useOpenScreen();
  const confirm = useConfirm();
  const queries = useQueryClient();
  const key = importKeys.one(clinicId, file.id);
  const keep = (next: Import): void => {
    queries.setQueryData(key, next);
    void queries.invalidateQueries({ queryKey: ['imports', clinicId, 'list'] });
  };
  const latest = (): Import => queries.getQueryData<Import>(key) ?? file;
  const map = useMutation({
    // One after the other, each on what the one before left.
    scope: { id: `import ${file.id}` },
    mutationFn: (change: (now: Import) => { mapping?: Record<string, number | null>; answers?: Record<string, string> }) => setMapping(clinicId, file.id, { version: latest().version, ...change(latest()) }),
    onSuccess: keep,
    onError: (error) => {
      if (asProblem(error).code === 'stale-edit') void queries.invalidateQueries({ queryKey: key });
    },
  });
  const work = useMutation({ mutationFn: (ask: (clinicId: string, importId: string) => Promise<Import>) => ask(clinicId, file.id), onSuccess: keep });
  const answer = (name: string, value: string | null): void =>
    map.mutate((now) => {
      const { [name]: _before, ...others } = now.answers as Record<string, string>;
      return { answers: value === null ? others : { ...others, [name]: value } };
    });
  const column = (field: string, at: number | null): void =>
    map.mutate((now) => {
      const { [field]: _before, ...others } = now.mapping as Record<string, number>;
      return { mapping: at === null ? others : { ...others, [field]: at } };
    });
  const undo = async (): Promise<void> => {
    const yes = await confirm({ title: 'Take back all this import brought?', message: 'What only it made is removed, what it changed is again what it was. The file and its mapping stay.', confirmLabel: 'Undo import', danger: true });
    if (yes) work.mutate(undoImport);
  };
  const remove = async (): Promise<void> => {
    const yes = await confirm({ title: 'Remove this file?', message: 'The file and its mapping are forgotten. Nothing in the clinic changes.', confirmLabel: 'Remove file', danger: true });
    if (!yes) return;
    try {
      await removeImport(clinicId, file.id);
      toast.done('File removed');
      open({ screen: 'imports' }, { replace: true });
      void queries.invalidateQueries({ queryKey: ['imports', clinicId, 'list'] });
    } catch (error) {
      toast.failed(error);
    }
  };

  const busy = isAtWork(file.status);
  const settled = file.status === 'done' || file.status === 'undone';
  const ready = file.open.length === 0 && file.missing.length === 0;
  const checked = file.status === 'checked' && file.counts !== null;
  const refused = file.counts?.refused ?? 0;
  const leaveOut = (file.answers as Record<string, string>)['leaveOutRefused'] === 'yes';
  const mayImport = checked && (refused === 0 || leaveOut);
  const waiting = map.isPending || work.isPending;
  const actions = mayRun && !busy && (
    <>
      {file.status !== 'done' && (
        <Button variant="subtle" color="gray" leftSection={<IconTrash size={16} />} onClick={() => void remove()}>
          Remove
        </Button>
      )}
      {file.status === 'done' && (
        <Button variant="default" leftSection={<IconArrowBackUp size={16} />} loading={work.isPending} onClick={() => void undo()}>
          Undo import
        </Button>
      )}
      {!settled && (
        <Button variant={checked ? 'default' : 'filled'} disabled={!ready || map.isPending} loading={work.isPending} onClick={() => work.mutate(checkImport)}>
          {checked ? 'Check again' : 'Check the file'}
        </Button>
      )}
      {checked && (
        <Button leftSection={<IconCheck size={16} />} disabled={!mayImport || map.isPending} loading={work.isPending} onClick={() => work.mutate(runImport)}>
          Import {rows(file.counts?.taken ?? 0)}
        </Button>
      )}
    </>
  );
  return (
    <Page
      title={file.fileName}
      breadcrumbs={[{ label: 'Import', to: { screen: 'imports' } }]}
      badge={<StatusBadge tone={STATUS_WORDS[file.status].tone}>{STATUS_WORDS[file.status].word}</StatusBadge>}
      description={
        <>
          {KIND_LABELS[file.kind]} from {file.sourceName} · {file.kind === 'fhir' ? `${number(file.rows)} resources` : rows(file.rows)} · {sizeOf(file.fileSize)} · brought by {file.createdByName}, <ClinicTime at={file.createdAt} withDay />
        </>
      }
      actions={actions}
      permission="imports.read"
      stickyHeader
    >
      <Stack gap="md" mb="lg">
        {work.error && <ProblemAlert error={work.error} onClose={() => work.reset()} />}
        {map.error && (
          <ProblemAlert error={map.error} onClose={() => map.reset()}>
            {asProblem(map.error).errors.map(({ pointer, detail }) => (
              <Text key={pointer} size="sm">
                {nameOf(file, pointer)} {detail}
              </Text>
            ))}
          </ProblemAlert>
        )}
        {file.failure && !busy && (
          <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title="Nothing was changed" role="alert">
            {file.failure}
          </Alert>
        )}
        {busy && (
          <ProgressBlock label={file.status === 'checking' ? 'Checking' : file.status === 'running' ? 'Importing' : 'Taking back'} count={file.progressDone} total={file.status === 'undoing' ? null : file.progressTotal} unit={file.kind === 'fhir' ? 'resources' : 'rows'}>
            <Text c="dimmed" size="sm">
              You may leave this screen; the work goes on, and you find it under Import. Until it has ended nothing in the clinic changes.
            </Text>
          </ProgressBlock>
        )}
        {checked && refused > 0 && !leaveOut && (
          <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} />} title={`${rows(refused)} cannot be taken`}>
            Mend the file and bring it again, or leave those rows out.
            <div>
              <Button mt="xs" size="compact-sm" variant="default" disabled={waiting} onClick={() => map.mutate((now) => ({ answers: { ...(now.answers as Record<string, string>), leaveOutRefused: 'yes' } }), { onSuccess: () => work.mutate(checkImport) })}>
                Leave them out and check again
              </Button>
            </div>
          </Alert>
        )}
        {file.remembered && !settled && !checked && (
          <Alert color="teal" variant="light" icon={<IconHistory size={18} />} title="Mapped as you mapped it before">
            These headers are those of “{file.remembered.fileName}”, imported <ClinicTime at={file.remembered.usedAt} withDay />.
          </Alert>
        )}
        {file.missing.length > 0 && !settled && (
          <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} />} title="Something needed has no column yet">
            {file.missing.map(({ say }) => (
              <div key={say}>{say}</div>
            ))}
          </Alert>
        )}
      </Stack>
      <Outcome file={file} clinicId={clinicId} />
      {!settled && !busy && (
        <>
          {file.questions.length > 0 && (
            <Section title="What the file does not say" description={file.open.length > 0 ? `${file.open.length === 1 ? 'One answer is' : `${file.open.length} answers are`} needed before it can be checked.` : 'Everything needed is said.'}>
              <Questions questions={file.questions} onAnswer={answer} disabled={!mayRun} />
            </Section>
          )}
          {file.fields.length > 0 && (
            <Section title="Columns" description={file.encoding ? `${file.encoding.why} ${file.delimiter?.why ?? ''}` : undefined}>
              <ColumnTable file={file} onColumn={column} disabled={!mayRun} />
            </Section>
          )}
          {file.types.length > 0 && (
            <Section title="In this file">
              <Text>{file.types.map(({ type, count, taken }) => `${number(count)} ${type}${taken ? '' : ' (not taken)'}`).join(' · ')}</Text>
            </Section>
          )}
          {file.vocabularies.map((vocabulary) => (
            <WordTable key={vocabulary.field} vocabulary={vocabulary} onAnswer={answer} disabled={!mayRun} />
          ))}
        </>
      )}
    </Page>
  );
}

/** What a pointer of a refusal points at, in the words of the screen. */
function nameOf(file: Import, pointer: string): string {
  const [, part, name = ''] = pointer.split('/');
  if (part === 'mapping') return `${file.fields.find((field) => field.field === name)?.label ?? name}:`;
  return `${file.questions.find((question) => question.key === name)?.text ?? name}:`;
}
