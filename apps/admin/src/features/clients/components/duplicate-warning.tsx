import { Alert, Anchor, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { IconUsersPlus } from '@tabler/icons-react';
import { formatDate } from '@/lib/clinic-time';
import { useScreenAddress } from '@/lib/screens';
import { PersonName, StatusBadge } from '@/ui';
import type { Candidate } from '../api/clients';
import { LIKENESS } from '../model/words';
import classes from './duplicate-warning.module.css';

/** Charts that may be this person's. Each is looked at and set aside before a second one is made. */
export function DuplicateWarning(props: { candidates: Candidate[]; setAside: readonly string[]; onSetAside: (clientId: string, aside: boolean) => void }) {
  const { candidates, setAside } = props;
  const address = useScreenAddress();
  if (candidates.length === 0) return null;
  const open = candidates.filter(({ clientId }) => !setAside.includes(clientId)).length;
  return (
    <Alert
      role="status"
      color={open > 0 ? 'yellow' : 'gray'}
      variant="light"
      icon={<IconUsersPlus size={18} />}
      title={candidates.some(({ likely }) => likely) ? 'This person seems to have a chart already' : 'Is it one of these?'}
    >
      <Text size="sm">Two charts of one person split their history. Open the one that is theirs, or say that it is somebody else’s.</Text>
      <Stack component="ul" gap={0} mt="xs" className={classes.list}>
        {candidates.map((candidate) => (
          <li key={candidate.clientId} className={classes.candidate}>
            <div className={classes.who}>
              <Group gap="xs">
                <Anchor href={address({ screen: 'client', params: { clientId: candidate.clientId } })} target="_blank" rel="noopener" fw={600}>
                  <PersonName {...candidate} withLegal />
                </Anchor>
                {candidate.status === 'archived' && <StatusBadge tone="off">Archived</StatusBadge>}
              </Group>
              <Text size="sm" className={classes.facts}>
                {[candidate.birthDate && `born ${formatDate(candidate.birthDate)}`, candidate.phone, `chart ${candidate.chartNumber}`].filter(Boolean).join(' · ')}
              </Text>
              <Text size="sm" fw={500}>
                {candidate.why.map((reason) => LIKENESS[reason]).join(', ')}
              </Text>
            </div>
            <Checkbox
              label="Somebody else"
              checked={setAside.includes(candidate.clientId)}
              onChange={(event) => props.onSetAside(candidate.clientId, event.currentTarget.checked)}
            />
          </li>
        ))}
      </Stack>
      {open > 1 && (
        <Button size="compact-sm" variant="default" mt="xs" onClick={() => candidates.forEach(({ clientId }) => props.onSetAside(clientId, true))}>
          All of them are somebody else
        </Button>
      )}
    </Alert>
  );
}
