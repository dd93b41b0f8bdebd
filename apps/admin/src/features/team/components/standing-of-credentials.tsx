import { Text } from '@mantine/core';
import { formatDate } from '@/lib/clinic-time';
import { StatusBadge } from '@/ui';
import type { CredentialStanding } from '../api/team';
import { STANDINGS } from '../model/credentials';

/** How somebody's licenses stand, and until when. */
export function StandingOfCredentials(props: { standing: CredentialStanding; until: string | null }) {
  const known = STANDINGS[props.standing];
  return (
    <>
      <StatusBadge tone={known.tone} title={known.means}>
        {known.label}
      </StatusBadge>
      {props.until && (
        <Text size="xs" c="dimmed">
          {props.standing === 'expired' ? 'since' : 'until'} {formatDate(props.until)}
        </Text>
      )}
    </>
  );
}
