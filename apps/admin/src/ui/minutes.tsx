import { Text, VisuallyHidden } from '@mantine/core';
import { formatMinutes, speakMinutes } from '../lib/minutes';

/** A length of time: "7 h 30 min", spoken in full. */
export function Minutes(props: { value: number; c?: string; fw?: number }) {
  return (
    <Text span inherit {...(props.c ? { c: props.c } : {})} {...(props.fw ? { fw: props.fw } : {})} style={{ whiteSpace: 'nowrap' }}>
      <span aria-hidden>{formatMinutes(props.value)}</span>
      <VisuallyHidden>{speakMinutes(props.value)}</VisuallyHidden>
    </Text>
  );
}
