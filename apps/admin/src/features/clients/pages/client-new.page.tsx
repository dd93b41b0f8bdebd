import { useDebouncedValue } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Problem } from '@/lib/api/problem';
import { useOpenScreen } from '@/lib/screens';
import { useClinic } from '@/lib/session';
import { FormPage, toast, useRecordForm } from '@/ui';
import { addClient, clientKeys, findDuplicates } from '../api/clients';
import type { ClientValues } from '../api/clients';
import { ClientSections } from '../components/client-fields';
import { DuplicateWarning } from '../components/duplicate-warning';
import { isTelling, NOTHING_KNOWN } from '../model/client-values';

/** Makes a chart, once it is clear that the person has none. */
export function ClientNewPage() {
  const { clinicId } = useClinic();
  const queries = useQueryClient();
  const open = useOpenScreen();
  const [setAside, setSetAside] = useState<string[]>([]);
  const [made, setMade] = useState<string | null>(null);
  const record = useRecordForm<ClientValues>({
    initialValues: NOTHING_KNOWN,
    validate: { givenName: (value) => (value.trim() === '' ? 'A chart needs at least one name.' : null) },
    save: async (values, { idempotencyKey }) => {
      try {
        const { id } = await addClient(clinicId, values, setAside, idempotencyKey);
        setMade(id);
      } catch (error) {
        // What stands in the way is listed above the form; ask again, for it may have been made a moment ago.
        if (error instanceof Problem && error.code === 'possible-duplicate') await queries.invalidateQueries({ queryKey: [...clientKeys.all(clinicId), 'duplicates'] });
        throw error;
      }
    },
    onSaved: () => {
      toast.done('Chart made');
      void queries.invalidateQueries({ queryKey: clientKeys.all(clinicId) });
    },
  });
  // Leaves once the form knows that it is saved, so that nothing asks about unsaved changes.
  const isLeaving = made !== null && !record.isDirty && !record.isSaving;
  useEffect(() => {
    if (isLeaving && made !== null) open({ screen: 'client', params: { clientId: made } }, { replace: true });
    // The address is the only thing that matters here; `open` is new with every rendering.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isLeaving, made]);

  const { givenName, familyName, preferredName, birthDate, phone, email } = record.form.values;
  const typed = { givenName: givenName.trim(), familyName: familyName.trim(), preferredName: preferredName.trim() || null, birthDate, phone: phone.trim() || null, email: email.includes('@') ? email.trim() : null };
  const [person] = useDebouncedValue(JSON.stringify(typed), 350);
  const alike = useQuery({
    queryKey: clientKeys.duplicates(clinicId, JSON.parse(person) as object),
    queryFn: ({ signal }) => findDuplicates(clinicId, JSON.parse(person) as typeof typed, signal),
    enabled: isTelling(record.form.values),
    retry: false,
    placeholderData: (before) => before,
  });
  const candidates = isTelling(record.form.values) ? (alike.data?.items ?? []) : [];

  return (
    <FormPage
      title="New client"
      breadcrumbs={[{ label: 'Clients', to: { screen: 'clients' } }]}
      permission="clients.write"
      record={record}
      submitLabel="Make chart"
      onCancel={() => open({ screen: 'clients' })}
    >
      <DuplicateWarning
        candidates={candidates}
        setAside={setAside}
        onSetAside={(clientId, aside) => setSetAside((before) => (aside ? [...new Set([...before, clientId])] : before.filter((one) => one !== clientId)))}
      />
      <ClientSections form={record.form} />
    </FormPage>
  );
}
