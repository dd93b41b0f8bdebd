import { Text } from '@mantine/core';
import classes from './person-name.module.css';

export interface PersonNameParts {
  preferredName?: string | null | undefined;
  givenName?: string | null | undefined;
  familyName?: string | null | undefined;
}

/** The name to say and show: "Sam Rivera". The preferred name comes first, the legal given name stands in for it. */
export function sayName(name: PersonNameParts): string {
  const first = name.preferredName?.trim() || name.givenName?.trim() || '';
  return [first, name.familyName?.trim() ?? ''].filter(Boolean).join(' ') || 'Name not given';
}

/**
 * A client's name on screen. With the privacy blur on it is unreadable until pointed at or focused. `withLegal` adds
 * the legal given name where it differs, for screens where identity must be checked.
 */
export function PersonName(props: PersonNameParts & { withLegal?: boolean; fw?: number }) {
  const said = sayName(props);
  const preferred = props.preferredName?.trim();
  const legal = props.givenName?.trim();
  return (
    <span className={classes.name} data-person-name>
      <Text span inherit {...(props.fw ? { fw: props.fw } : {})}>
        {said}
      </Text>
      {props.withLegal && preferred && legal && preferred !== legal && (
        <Text span inherit c="dimmed" fw={400}>
          {' '}
          (legal: {legal})
        </Text>
      )}
    </span>
  );
}
