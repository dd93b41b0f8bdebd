import { Alert, Anchor, Card, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { ScreenLink } from '@/ui';
import type { Staff } from '../api/team';
import { sayLanguage } from '@/lib/languages';
import classes from './overview-part.module.css';
import { StandingOfCredentials } from './standing-of-credentials';

/** One person at a glance: whether they may lead today, and how to reach them. */
export function OverviewPart(props: { staff: Staff }) {
  const { staff } = props;
  return (
    <Stack gap="md">
      <Alert
        color={staff.mayLeadToday ? 'green' : 'red'}
        variant="light"
        icon={staff.mayLeadToday ? <IconCircleCheck size={18} /> : <IconCircleX size={18} />}
        title={staff.mayLeadToday ? 'May lead sessions today' : 'May not lead sessions today'}
      >
        {staff.mayLeadToday ? 'Of every service that names their discipline, or leaves it open.' : staff.mayNotLeadBecause}
      </Alert>
      <Alert
        color={staff.maySignToday ? 'green' : 'gray'}
        variant="light"
        icon={staff.maySignToday ? <IconCircleCheck size={18} /> : <IconCircleX size={18} />}
        title={staff.maySignToday ? 'May sign orders today' : 'May not sign orders today'}
      >
        {staff.maySignToday ? 'The hours a client is prescribed can be ordered by them.' : staff.mayNotSignBecause}
      </Alert>
      <Card>
        <dl className={classes.facts}>
          <dt>Discipline</dt>
          <dd>{staff.disciplineLabel}</dd>
          <dt>License</dt>
          <dd>
            <StandingOfCredentials standing={staff.credentialStanding} until={staff.credentialUntil} />
          </dd>
          <dt>Supervisor</dt>
          <dd>{staff.supervisor ? <ScreenLink to={{ screen: 'staff', params: { staffId: staff.supervisor.id } }}>{staff.supervisor.name}</ScreenLink> : 'None'}</dd>
          {staff.supervises.length > 0 && (
            <>
              <dt>Supervises</dt>
              <dd>
                {staff.supervises.map((one, index) => (
                  <span key={one.id}>
                    {index > 0 && ', '}
                    <ScreenLink to={{ screen: 'staff', params: { staffId: one.id } }}>{one.name}</ScreenLink>
                  </span>
                ))}
              </dd>
            </>
          )}
          <dt>Works in</dt>
          <dd>{staff.languages.map(sayLanguage).join(', ') || <Text c="dimmed" size="sm">Not said</Text>}</dd>
          <dt>Email</dt>
          <dd>{staff.email ? <Anchor href={`mailto:${staff.email}`}>{staff.email}</Anchor> : <Text c="dimmed" size="sm">Not said</Text>}</dd>
          <dt>Telephone</dt>
          <dd>{staff.phone ? <Anchor href={`tel:${staff.phone}`}>{staff.phone}</Anchor> : <Text c="dimmed" size="sm">Not said</Text>}</dd>
          <dt>Signs in as</dt>
          <dd>{staff.accountName ?? <Text c="dimmed" size="sm">Does not sign in</Text>}</dd>
        </dl>
      </Card>
    </Stack>
  );
}
