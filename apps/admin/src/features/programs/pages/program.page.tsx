import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useHotkey } from '@/lib/hotkeys';
import { useScreenParams } from '@/lib/screens';
import { useCan, useClinic } from '@/lib/session';
import { day, oneOf, useUrlFilters } from '@/lib/url-filters';
import { ErrorState, LoadingBlock, Page, StatusBadge } from '@/ui';
import { programKeys, readProgram } from '../api/programs';
import { IntakePart } from '../components/intake-part';
import { PolicyPart } from '../components/policy-part';
import { ProgramDrawer } from '../components/program-drawer';
import { TaperPart } from '../components/taper-part';
import { POPULATIONS, TRACKS } from '../model/words';

const FILTERS = { part: oneOf(['policy', 'taper', 'intake'], 'policy'), on: day() };

/** One program: the numbers it goes by, its taper, its places and who waits for one. */
export function ProgramPage() {
  const { programId } = useScreenParams('program');
  const { clinicId } = useClinic();
  const canEdit = useCan('programs.write');
  const queries = useQueryClient();
  const filters = useUrlFilters(FILTERS);
  const [editing, setEditing] = useState(false);
  const found = useQuery({ queryKey: programKeys.one(clinicId, programId), queryFn: () => readProgram(clinicId, programId) });
  useHotkey('e', 'Edit', () => setEditing(true), { enabled: canEdit });
  const program = found.data;
  const { part } = filters.values;
  return (
    <Page
      title={program?.name ?? 'Program'}
      description={program && `${program.code} · ${POPULATIONS[program.population]} · ${TRACKS[program.track]}`}
      breadcrumbs={[{ label: 'Programs', to: { screen: 'programs' } }]}
      badge={program && !program.active && <StatusBadge tone="off">Closed</StatusBadge>}
      actions={
        canEdit &&
        program && (
          <Button variant="default" leftSection={<IconPencil size={16} />} onClick={() => setEditing(true)}>
            Edit
          </Button>
        )
      }
      tabs={[
        { value: 'policy', label: 'Policy' },
        { value: 'taper', label: 'Taper' },
        { value: 'intake', label: 'Places and waitlist' },
      ]}
      tab={part}
      onTab={(value) => filters.set({ part: value as typeof part })}
      permission="programs.read"
    >
      {found.isPending && <LoadingBlock />}
      {found.isError && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {program && part === 'policy' && <PolicyPart program={program} day={filters.values.on} onDay={(on) => filters.set({ on })} />}
      {program && part === 'taper' && <TaperPart key={program.id} program={program} />}
      {program && part === 'intake' && <IntakePart program={program} />}
      {program && editing && (
        <ProgramDrawer
          program={program}
          onClose={() => setEditing(false)}
          onSaved={(saved) => {
            setEditing(false);
            queries.setQueryData(programKeys.one(clinicId, programId), saved);
            void queries.invalidateQueries({ queryKey: programKeys.all(clinicId) });
          }}
        />
      )}
    </Page>
  );
}
