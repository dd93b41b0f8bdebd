import { Select, TextInput } from '@mantine/core';
import { useClinic } from '@/lib/session';
import { FormDrawer, toast, useRecordForm } from '@/ui';
import { addProfile, readProfile, renameProfile } from '../api/policy';
import type { RuleProfile, RuleProfileDetail } from '../api/policy';
import { LAYERS } from '../model/words';

type OwnLayer = 'state' | 'accreditor' | 'payer';
const OWN_LAYERS: readonly OwnLayer[] = ['state', 'accreditor', 'payer'];

interface Values {
  layer: OwnLayer;
  name: string;
  copyOf: string | null;
}

/** A rule profile of the clinic's own: new, copied, or renamed. */
export function ProfileDrawer(props: { profile: RuleProfile | null; copyOf?: RuleProfile | null; others: RuleProfile[]; onClose: () => void; onSaved: (profile: RuleProfileDetail) => void }) {
  const { profile, copyOf } = props;
  const { clinicId } = useClinic();
  const layer = (profile ?? copyOf)?.layer;
  const record = useRecordForm<Values>({
    initialValues: { layer: OWN_LAYERS.find((one) => one === layer) ?? 'payer', name: profile?.name ?? (copyOf ? copyOf.name.replace(/,? ?example\)$/, ')').slice(0, 120) : ''), copyOf: copyOf?.id ?? null },
    ...(profile ? { version: profile.version } : {}),
    save: async (values, { version, idempotencyKey }) => {
      const saved = profile
        ? await renameProfile(clinicId, profile.id, { name: values.name, version: version ?? profile.version })
        : await addProfile(clinicId, { layer: values.layer, name: values.name, copyOf: values.copyOf }, idempotencyKey);
      toast.done('Profile saved');
      props.onSaved(saved);
    },
    ...(profile
      ? {
          latest: async () => {
            const now = await readProfile(clinicId, profile.id);
            return { values: { layer: OWN_LAYERS.find((one) => one === now.layer) ?? 'payer', name: now.name, copyOf: null }, version: now.version };
          },
        }
      : {}),
  });
  const { form } = record;
  return (
    <FormDrawer title={profile ? 'Rename profile' : copyOf ? 'Copy profile' : 'New rule profile'} record={record} onClose={props.onClose} submitLabel={profile ? 'Save' : copyOf ? 'Copy' : 'Create'}>
      {!profile && !copyOf && (
        <Select
          label="Layer"
          description="A payer’s numbers win over an accreditor’s, those over a state’s."
          allowDeselect={false}
          data={OWN_LAYERS.map((one) => ({ value: one, label: LAYERS[one].label }))}
          {...form.getInputProps('layer')}
          onChange={(next) => next && form.setValues({ layer: next as OwnLayer, copyOf: null })}
        />
      )}
      <TextInput label="Name" placeholder="Harbor Health, commercial plans" data-autofocus {...form.getInputProps('name')} />
      {!profile && !copyOf && (
        <Select
          label="Begin with the numbers of"
          placeholder="None: begin empty"
          clearable
          searchable
          data={props.others.filter((one) => one.layer === form.values.layer).map((one) => ({ value: one.id, label: one.name }))}
          {...form.getInputProps('copyOf')}
        />
      )}
    </FormDrawer>
  );
}
