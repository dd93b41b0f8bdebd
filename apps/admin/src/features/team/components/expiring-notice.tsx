import { Alert, List } from '@mantine/core';
import { IconCertificate } from '@tabler/icons-react';
import { formatDate } from '@/lib/clinic-time';
import type { Schema } from '@/lib/api/http';
import { ScreenLink } from '@/ui';

const SHOWN = 4;

/** Licenses that have ended or end within 90 days, the most urgent first; nothing when all is well. */
export function ExpiringNotice(props: { items: Schema<'ExpiringCredentialDto'>[] }) {
  const { items } = props;
  if (items.length === 0) return null;
  const ended = items.filter((one) => one.daysLeft < 0).length;
  const soon = items.length - ended;
  const title = [ended > 0 && `${ended} ${ended === 1 ? 'license has' : 'licenses have'} expired`, soon > 0 && `${soon} ${soon === 1 ? 'ends' : 'end'} within 90 days`].filter(Boolean).join(', ');
  return (
    <Alert color={ended > 0 ? 'red' : 'yellow'} variant="light" icon={<IconCertificate size={18} />} title={title} mb="md">
      <List size="sm" spacing={2} listStyleType="none" withPadding={false}>
        {items.slice(0, SHOWN).map((one) => (
          <List.Item key={one.credentialId}>
            <ScreenLink to={{ screen: 'staff', params: { staffId: one.staffId }, search: { part: 'licenses' } }} size="sm" c="inherit" underline="always">
              {one.staffName}
            </ScreenLink>
            , {one.kind}: {one.daysLeft < 0 ? 'ended' : 'ends'} {formatDate(one.expiresOn)}
          </List.Item>
        ))}
        {items.length > SHOWN && <List.Item>and {items.length - SHOWN} more</List.Item>}
      </List>
    </Alert>
  );
}
