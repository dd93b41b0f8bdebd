import { Autocomplete, Button, Group, MultiSelect, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { MODALITIES } from '@/lib/modalities';
import { useClinic } from '@/lib/session';
import { FormDrawer, toast, useRecordForm } from '@/ui';
import { addService, changeService, readDisciplines, readService, serviceKeys, setServiceActive } from '../api/programs';
import type { Service, ServiceKind, ServiceValues } from '../api/programs';
import { CATEGORIES, KINDS, options } from '../model/words';

/** What a session of the kind usually is. */
const USUAL: Record<ServiceKind, { capacity: number; defaultMinutes: number }> = {
  individual: { capacity: 1, defaultMinutes: 50 },
  group: { capacity: 10, defaultMinutes: 90 },
  family: { capacity: 6, defaultMinutes: 60 },
};

const valuesOf = (service: Service | null): ServiceValues => ({
  name: service?.name ?? '',
  kind: service?.kind ?? 'group',
  category: service?.category ?? '',
  countsTowardHours: service?.countsTowardHours ?? true,
  defaultMinutes: service?.defaultMinutes ?? USUAL.group.defaultMinutes,
  capacity: service?.capacity ?? USUAL.group.capacity,
  modality: service?.modality ?? '',
  billingCode: service?.billingCode ?? '',
  disciplines: service?.disciplines ?? [],
});

/** An entry of the service catalogue, new or known. */
export function ServiceDrawer(props: { service: Service | null; onClose: () => void; onSaved: () => void }) {
  const { service } = props;
  const { clinicId } = useClinic();
  const disciplines = useQuery({ queryKey: serviceKeys.disciplines(clinicId), queryFn: () => readDisciplines(clinicId), staleTime: Infinity });
  const record = useRecordForm<ServiceValues>({
    initialValues: valuesOf(service),
    ...(service ? { version: service.version } : {}),
    validate: { name: (name) => (name.trim() ? null : 'Say what it is called.'), category: (category) => (category ? null : 'Reports sort by it.') },
    save: (values, { version, idempotencyKey }) => (service ? changeService(clinicId, service.id, values, version ?? service.version) : addService(clinicId, values, idempotencyKey)),
    ...(service
      ? {
          latest: async () => {
            const now = await readService(clinicId, service.id);
            return { values: valuesOf(now), version: now.version };
          },
        }
      : {}),
    onSaved: () => {
      toast.done('Service saved');
      props.onSaved();
    },
  });
  const { form } = record;
  const isIndividual = form.values.kind === 'individual';
  const switchActive = async (known: Service) => {
    try {
      await setServiceActive(clinicId, known.id, !known.active, known.version);
      toast.done(known.active ? `${known.name} takes no new sessions` : `${known.name} is offered again`);
      props.onSaved();
    } catch (error) {
      toast.failed(error);
    }
  };
  return (
    <FormDrawer
      title={service ? service.name : 'New service'}
      record={record}
      onClose={props.onClose}
      size="lg"
      footer={
        service && (
          <Button variant="subtle" color={service.active ? 'red' : 'teal'} onClick={() => void switchActive(service)}>
            {service.active ? 'Offer no more' : 'Offer again'}
          </Button>
        )
      }
    >
      <TextInput label="Name" placeholder="Process group" data-autofocus={service === null || undefined} {...form.getInputProps('name')} />
      <Group grow align="flex-start">
        <Select
          label="Kind"
          allowDeselect={false}
          disabled={service !== null}
          data={options(KINDS)}
          {...form.getInputProps('kind')}
          onChange={(kind) => {
            if (kind) form.setValues({ kind: kind as ServiceKind, ...USUAL[kind as ServiceKind] });
          }}
        />
        <Select label="Category" searchable data={options(CATEGORIES)} {...form.getInputProps('category')} />
      </Group>
      <Group grow align="flex-start">
        <NumberInput label="Usual length" suffix=" min" min={5} max={720} step={5} allowDecimal={false} {...form.getInputProps('defaultMinutes')} />
        <NumberInput label="Clients, at most" min={1} max={200} allowDecimal={false} disabled={isIndividual} {...form.getInputProps('capacity')} />
      </Group>
      <Switch
        label="Counts toward hours"
        description="Its minutes are credited to the week. Breaks, meals and purely social time never are."
        {...form.getInputProps('countsTowardHours', { type: 'checkbox' })}
      />
      <MultiSelect
        label="Who may lead it"
        description="Disciplines. Leave empty for anybody who leads sessions."
        placeholder={form.values.disciplines.length === 0 ? 'Anybody who leads sessions' : ''}
        searchable
        clearable
        data={(disciplines.data?.items ?? []).filter((one) => one.leadsBy !== 'never').map((one) => ({ value: one.code, label: one.label }))}
        {...form.getInputProps('disciplines')}
      />
      <Group grow align="flex-start">
        <Autocomplete label="Modality" data={MODALITIES} {...form.getInputProps('modality')} />
        <TextInput label="Billing code" placeholder="90853" {...form.getInputProps('billingCode')} />
      </Group>
    </FormDrawer>
  );
}
