import { Radio, Stack } from '@mantine/core';
import { SCOPES } from '../model/series';
import type { SeriesScope } from '../model/series';

/** Which sessions of a series a change is about. */
export function ScopeChoice(props: { label: string; description?: string | null; value: SeriesScope; onChange: (scope: SeriesScope) => void }) {
  return (
    <Radio.Group label={props.label} description={props.description ?? undefined} value={props.value} onChange={(scope) => props.onChange(scope as SeriesScope)}>
      <Stack gap={8} mt={8}>
        {SCOPES.map((one) => (
          <Radio key={one.value} value={one.value} label={one.label} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
