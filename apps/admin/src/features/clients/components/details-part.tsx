import { Anchor, Button, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { formatDate } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { ErrorState, LoadingBlock, PersonName, Section } from '@/ui';
import { READ_ONCE } from '../api/chart';
import { clientKeys, readDetails } from '../api/clients';
import { SEX_OPTIONS } from '../model/words';
import type { ChartTask } from './chart-actions';
import classes from './details-part.module.css';

/** Who the person is and how to reach them. */
export function DetailsPart(props: { clientId: string; canEdit: boolean; onTask: (task: ChartTask) => void }) {
  const { clinicId } = useClinic();
  const details = useQuery({ queryKey: clientKeys.details(clinicId, props.clientId), queryFn: () => readDetails(clinicId, props.clientId), ...READ_ONCE });
  if (details.isPending) return <LoadingBlock />;
  if (details.isError) return <ErrorState error={details.error} retry={() => void details.refetch()} />;
  const known = details.data;
  const call = (phone: string | null) => phone && <Anchor href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</Anchor>;
  const edit = props.canEdit && (
    <Button size="compact-sm" variant="default" leftSection={<IconPencil size={15} />} onClick={() => props.onTask({ kind: 'edit' })}>
      Edit
    </Button>
  );
  return (
    <div className={classes.columns}>
      <div>
        <Section title="Contact" actions={edit}>
          <dl className={classes.facts}>
            <Fact label="Phone">{call(known.phone)}</Fact>
            <Fact label="E-mail">{known.email && <Anchor href={`mailto:${known.email}`}>{known.email}</Anchor>}</Fact>
            <Fact label="Address">{[known.addressLine, [known.city, known.state, known.postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', ')}</Fact>
            <Fact label="Language">{known.language}</Fact>
            <Fact label="Emergency contact">{known.emergencyContactName && <PersonName givenName={known.emergencyContactName} />}</Fact>
            <Fact label="Their phone">{call(known.emergencyContactPhone)}</Fact>
          </dl>
        </Section>
        {known.note && (
          <Section title="Note">
            <Text className={classes.note}>{known.note}</Text>
          </Section>
        )}
      </div>
      <Section title="Person">
        <dl className={classes.facts}>
          <Fact label="Given name">{known.givenName && <PersonName givenName={known.givenName} />}</Fact>
          <Fact label="Family name">{known.familyName && <PersonName givenName={known.familyName} />}</Fact>
          <Fact label="Preferred name">{known.preferredName && <PersonName givenName={known.preferredName} />}</Fact>
          <Fact label="Pronouns">{known.pronouns}</Fact>
          <Fact label="Birth date">{known.birthDate && formatDate(known.birthDate)}</Fact>
          <Fact label="Sex">{SEX_OPTIONS.find(({ value }) => value === known.sex)?.label}</Fact>
          <Fact label="Gender identity">{known.genderIdentity}</Fact>
          {known.deceasedOn && <Fact label="Died">{formatDate(known.deceasedOn)}</Fact>}
          {known.externalSource && <Fact label="Imported from">{`${known.externalSource}, there ${known.externalId ?? ''}`}</Fact>}
        </dl>
      </Section>
    </div>
  );
}

function Fact(props: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{props.label}</dt>
      <dd>{props.children || <Text span c="dimmed">Not known</Text>}</dd>
    </>
  );
}
