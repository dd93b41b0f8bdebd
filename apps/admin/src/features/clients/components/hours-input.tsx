import { NumberInput } from '@mantine/core';
import type { NumberInputProps } from '@mantine/core';

/** Hours a week, typed as hours, held as whole minutes. */
export function HoursInput(props: Omit<NumberInputProps, 'value' | 'onChange'> & { value?: number; onChange?: (minutes: number) => void }) {
  const { value = 0, onChange, ...input } = props;
  return (
    <NumberInput
      min={0}
      max={168}
      step={0.5}
      decimalScale={2}
      suffix=" h"
      {...input}
      value={value / 60}
      onChange={(hours) => onChange?.(Math.round((typeof hours === 'number' ? hours : Number.parseFloat(hours) || 0) * 60))}
    />
  );
}
