import { Button, CopyButton, Group, Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useClinic } from '@/lib/session';
import { ClinicTime, ProblemAlert, StatusBadge } from '@/ui';
import { auditKeys, readVerification } from '../api/audit';
import type { Verification } from '../api/audit';
import classes from './chain-state.module.css';

const WHY: Record<NonNullable<Verification['brokenAt']>['why'], string> = {
  'changed-entry': 'An entry does not say any more what it said when it was sealed.',
  'changed-link': 'A link of the chain was changed.',
  'missing-link': 'A link of the chain is missing.',
  'changed-checkpoint': 'A checkpoint of the chain was changed, or does not agree with it.',
  'missing-checkpoint': 'A checkpoint of the chain is missing.',
};

/** Whether the trail stands as it was written, checked when the screen opens. */
export function ChainState() {
  const { clinicId } = useClinic();
  const check = useQuery({ queryKey: auditKeys.verification(clinicId), queryFn: ({ signal }) => readVerification(clinicId, signal), staleTime: 60_000 });

  if (check.error) return <ProblemAlert error={check.error} title="The chain could not be checked" />;
  const found = check.data;
  if (!found) {
    return (
      <Group className={classes.line} gap="xs" role="status">
        <Loader size="xs" />
        <Text size="sm" c="dimmed">
          Checking the chain…
        </Text>
      </Group>
    );
  }
  return (
    <Group className={classes.line} gap="sm">
      <StatusBadge tone={found.intact ? 'good' : 'bad'}>{found.intact ? 'Chain verified' : 'Chain broken'}</StatusBadge>
      <Text size="sm" c="dimmed" className={classes.words}>
        {found.brokenAt ? `${WHY[found.brokenAt.why]} Entry ${found.brokenAt.position.toLocaleString('en-US')}; tell whoever keeps the database.` : <Intact found={found} />}
      </Text>
      {found.head && (
        <CopyButton value={found.head}>
          {({ copied, copy }) => (
            <Button variant="subtle" color="gray" size="compact-xs" onClick={copy} title="Written down elsewhere, it proves that nothing up to here was changed later.">
              {copied ? 'Copied' : `Copy seal ${found.head?.slice(0, 8)}…`}
            </Button>
          )}
        </CopyButton>
      )}
    </Group>
  );
}

function Intact(props: { found: Verification }) {
  const { entries, waiting, sealedUntil, walkedFrom, fullWalkAt } = props.found;
  if (!sealedUntil) return <>{waiting === 0 ? 'Nothing was written yet.' : 'The first entries are being sealed.'}</>;
  return (
    <>
      {entries.toLocaleString('en-US')} {entries === 1 ? 'entry stands' : 'entries stand'} as written, up to <ClinicTime at={sealedUntil} withDay />
      {waiting > 0 && `; ${waiting} more ${waiting === 1 ? 'is' : 'are'} being sealed`}
      {walkedFrom > 0 && fullWalkAt && (
        <>
          ; all of them were last read on <ClinicTime at={fullWalkAt} withDay />, those since the last checkpoint now
        </>
      )}
    </>
  );
}
