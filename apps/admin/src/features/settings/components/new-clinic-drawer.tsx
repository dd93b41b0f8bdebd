import { viewerZone } from '@/lib/clinic-time';
import { FormDrawer, useRecordForm } from '@/ui';
import { openClinic } from '../api/settings';
import type { Clinic, ClinicValues } from '../api/settings';
import { ClinicFields } from './clinic-fields';

/** Opens another clinic; whoever opens it becomes its administrator. */
export function NewClinicDrawer(props: { onClose: () => void; onOpened: (clinic: Clinic) => void }) {
  const record = useRecordForm<ClinicValues>({
    initialValues: { name: '', slug: '', timeZone: viewerZone(), phone: '', address: '' },
    save: async (values, { idempotencyKey }) => props.onOpened(await openClinic(values, idempotencyKey)),
  });
  return (
    <FormDrawer title="New clinic" record={record} onClose={props.onClose} submitLabel="Open clinic">
      <ClinicFields record={record} isNew />
    </FormDrawer>
  );
}
