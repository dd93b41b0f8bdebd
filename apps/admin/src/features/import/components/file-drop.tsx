import { Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './file-drop.module.css';

const MEGABYTE = 1_048_576;

/** “5.1 MB”, “12 kB”. */
export function sizeOf(bytes: number): string {
  return bytes >= MEGABYTE ? `${(bytes / MEGABYTE).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} kB`;
}

/** Takes one file: dropped, or chosen with the mouse or the keyboard. */
export function FileDrop(props: { file: File | null; onFile: (file: File) => void; error?: string | undefined }) {
  const [over, setOver] = useState(false);
  const { file } = props;
  return (
    <div>
      <label
        className={classes.area}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const [dropped] = event.dataTransfer.files;
          if (dropped) props.onFile(dropped);
        }}
      >
        <input
          className={classes.input}
          type="file"
          aria-label="File to import"
          accept=".csv,.tsv,.txt,.json,.ndjson,text/csv,application/json"
          onChange={(event) => {
            const [chosen] = event.currentTarget.files ?? [];
            if (chosen) props.onFile(chosen);
          }}
        />
        <IconFileUpload size={28} aria-hidden />
        <Text fw={600}>{file ? file.name : 'Drop a file here, or choose one'}</Text>
        <Text c="dimmed" size="sm">
          {file ? `${sizeOf(file.size)} · choose another` : 'CSV in any encoding, or FHIR R4 as JSON; at most 100 MB'}
        </Text>
      </label>
      {props.error && (
        <Text c="red" size="sm" mt={4} role="alert">
          {props.error}
        </Text>
      )}
    </div>
  );
}
