import { Autocomplete, Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { newKey } from '@/lib/api/http';
import { useOpenScreen } from '@/lib/screens';
import { useClinic } from '@/lib/session';
import { Page, ProblemAlert, Section } from '@/ui';
import { importKeys, readImports, sendFile } from '../api/imports';
import type { ImportKind } from '../api/imports';
import { FileDrop } from '../components/file-drop';
import classes from '../components/import.module.css';
import { KIND_HELP, KIND_LABELS } from '../model/words';

/** A file in: what it holds, whose ids it speaks of, and the file itself. */
export function ImportNewPage() {
  const { clinicId } = useClinic();
  const open = useOpenScreen();
  const queries = useQueryClient();
  const [kind, setKind] = useState<ImportKind>('clients');
  const [sourceName, setSourceName] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [tried, setTried] = useState(false);
  const key = useRef(newKey());
  const recent = useQuery({ queryKey: importKeys.list(clinicId, { recent: true }), queryFn: ({ signal }) => readImports(clinicId, {}, undefined, signal) });
  const sources = [...new Set(recent.data?.items.map((one) => one.sourceName) ?? [])];
  const send = useMutation({
    mutationFn: (values: { kind: ImportKind; sourceName: string; file: File }) => sendFile(clinicId, values, key.current),
    onSuccess: (made) => {
      queries.setQueryData(importKeys.one(clinicId, made.id), made);
      void queries.invalidateQueries({ queryKey: importKeys.all(clinicId) });
      open({ screen: 'importRun', params: { importId: made.id } }, { replace: true });
    },
    onSettled: () => {
      key.current = newKey();
    },
  });
  const take = (chosen: File): void => {
    setFile(chosen);
    send.reset();
    if (/\.(json|ndjson)$/i.test(chosen.name)) setKind('fhir');
    else if (kind === 'fhir') setKind('clients');
  };
  const submit = (): void => {
    setTried(true);
    if (file && sourceName.trim() !== '') send.mutate({ kind, sourceName: sourceName.trim(), file });
  };
  return (
    <Page title="Import a file" breadcrumbs={[{ label: 'Import', to: { screen: 'imports' } }]} width="narrow" permission="imports.run">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Section title="The file">
          <FileDrop file={file} onFile={take} error={tried && !file ? 'Choose the file to import.' : undefined} />
        </Section>
        <Section title="What it holds">
          <Radio.Group value={kind} onChange={(value) => setKind(value as ImportKind)} aria-label="What the file holds">
            <div className={classes.kinds}>
              {(Object.keys(KIND_LABELS) as ImportKind[]).map((value) => (
                <Radio.Card key={value} value={value} className={classes.kind} data-checked={value === kind || undefined}>
                  <Text fw={600}>{KIND_LABELS[value]}</Text>
                  <Text c="dimmed" size="sm">
                    {KIND_HELP[value]}
                  </Text>
                </Radio.Card>
              ))}
            </div>
          </Radio.Group>
        </Section>
        <Section title="Where it comes from">
          <Stack gap="md">
            <Autocomplete
              label="Name of the other system"
              description="Its ids are kept under this name: use the same one for every file from it, and the same client is known again."
              placeholder="Old records system"
              maxLength={80}
              data={sources.filter((source) => source !== sourceName.trim())}
              value={sourceName}
              onChange={setSourceName}
              error={tried && sourceName.trim() === '' ? 'Say where the file comes from.' : undefined}
            />
            {send.error && <ProblemAlert error={send.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={() => open({ screen: 'imports' })}>
                Cancel
              </Button>
              <Button type="submit" loading={send.isPending}>
                Read the file
              </Button>
            </Group>
          </Stack>
        </Section>
      </form>
    </Page>
  );
}
