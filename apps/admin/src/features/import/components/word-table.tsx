import { Select } from '@mantine/core';
import { DataTable, Section } from '@/ui';
import type { Vocabulary } from '../api/imports';
import { number } from '../model/words';

/** The words of a column, how often each stands there, and what each is taken to mean. */
export function WordTable(props: { vocabulary: Vocabulary; onAnswer: (key: string, value: string | null) => void; disabled: boolean }) {
  const { vocabulary } = props;
  return (
    <Section title={`Words in “${vocabulary.column}”`} description="What each word is taken to mean. Change what is not so.">
      <DataTable
        label={`Words in ${vocabulary.column}`}
        rows={vocabulary.values}
        rowKey={(word) => word.value}
        columns={[
          { key: 'word', header: 'Word', cell: (word) => `“${word.value}”` },
          { key: 'count', header: 'Rows', align: 'right', width: 120, cell: (word) => number(word.count) },
          {
            key: 'meaning',
            header: 'Means',
            width: 280,
            cell: (word) => (
              <Select
                aria-label={`Meaning of ${word.value}`}
                placeholder="Not said yet"
                data={vocabulary.choices}
                value={word.meaning}
                searchable
                onChange={(value) => props.onAnswer(word.key, value)}
                disabled={props.disabled}
              />
            ),
          },
        ]}
        empty={{ title: 'No words here' }}
      />
    </Section>
  );
}
