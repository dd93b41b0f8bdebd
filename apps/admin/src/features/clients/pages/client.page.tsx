import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { asProblem } from '@/lib/api/problem';
import { today } from '@/lib/clinic-time';
import { useHotkey } from '@/lib/hotkeys';
import { useScreenParams } from '@/lib/screens';
import { useCan, useClinic } from '@/lib/session';
import { id, oneOf, useUrlFilters } from '@/lib/url-filters';
import { ErrorState, LoadingBlock, NoPermission, Page, PersonName, StatusBadge } from '@/ui';
import { chartKeys, openChart, READ_ONCE } from '../api/chart';
import { clientKeys } from '../api/clients';
import { ActivityPart } from '../components/activity-part';
import { CareTeamPart } from '../components/care-team-part';
import { ChartActions } from '../components/chart-actions';
import type { ChartTask } from '../components/chart-actions';
import { ChartDrawers } from '../components/chart-drawers';
import { ChartHeader } from '../components/chart-header';
import { CoveragePart } from '../components/coverage-part';
import { DetailsPart } from '../components/details-part';
import { EmergencyDoor } from '../components/emergency-door';
import { HoursPart } from '../components/hours-part';
import { KeepApartPart } from '../components/keep-apart-part';
import { OverviewPart } from '../components/overview-part';
import { SchedulePart } from '../components/schedule-part';

const PARTS = ['overview', 'schedule', 'hours', 'team', 'coverage', 'details', 'activity'] as const;
const FILTERS = { part: oneOf(PARTS, 'overview'), admit: id() };

/** A client's chart. Its header stays in view, whatever is read below it. */
export function ClientPage() {
  const { clientId } = useScreenParams('client');
  const { clinicId, timeZone } = useClinic();
  const queries = useQueryClient();
  const filters = useUrlFilters(FILTERS);
  const [task, setTask] = useState<ChartTask | null>(null);
  const can = {
    schedule: useCan('schedule.read'), hours: useCan('hours.read'), activity: useCan('audit.read'), apart: useCan('keep-apart.read'), coverage: useCan('authorizations.read'),
    admit: useCan('episodes.write'), edit: useCan('clients.write'), wait: useCan('intake.write'),
  };
  const chart = useQuery({ queryKey: chartKeys.chart(clinicId, clientId), queryFn: () => openChart(clinicId, clientId), ...READ_ONCE });
  const day = today(timeZone);
  const { part, admit } = filters.values;
  const data = chart.data;
  const isClosed = chart.isError && asProblem(chart.error).code === 'not-on-care-team';
  useHotkey('e', 'Edit details', () => setTask({ kind: 'edit' }), { enabled: can.edit && data?.client.status === 'active' });

  // Whoever comes from a waitlist admits at once.
  const shown: ChartTask | null = task ?? (admit && can.admit ? { kind: 'admit', programId: admit } : null);
  const close = () => {
    setTask(null);
    if (admit) filters.set({ admit: null });
  };
  const changed = () => {
    close();
    void queries.invalidateQueries({ queryKey: clientKeys.all(clinicId) });
    void queries.invalidateQueries({ queryKey: ['programs', clinicId] });
  };
  const tabs = [
    { value: 'overview', label: 'Overview' },
    ...(can.schedule ? [{ value: 'schedule', label: 'Schedule' }] : []),
    ...(can.hours ? [{ value: 'hours', label: 'Hours' }] : []),
    { value: 'team', label: 'Care team' },
    ...(can.coverage ? [{ value: 'coverage', label: 'Coverage and authorizations' }] : []),
    { value: 'details', label: 'Contact and details' },
    ...(can.activity ? [{ value: 'activity', label: 'Activity' }] : []),
  ];
  return (
    <Page
      title="Client chart"
      heading={data ? <PersonName {...data.client} withLegal /> : 'Client chart'}
      badge={data?.client.status === 'archived' && <StatusBadge tone="off">Archived</StatusBadge>}
      breadcrumbs={[{ label: 'Clients', to: { screen: 'clients' } }]}
      description={data && <ChartHeader chart={data} today={day} />}
      actions={data && <ChartActions chart={data} canAdmit={can.admit} canEdit={can.edit} canWait={can.wait} onTask={setTask} />}
      {...(isClosed ? {} : { tabs })}
      tab={part}
      onTab={(value) => filters.set({ part: value as typeof part })}
      permission="clients.read"
      stickyHeader
    >
      {chart.isPending && <LoadingBlock />}
      {isClosed && <EmergencyDoor clientId={clientId} onOpened={() => void chart.refetch()} />}
      {chart.isError && !isClosed && <ErrorState error={chart.error} retry={() => void chart.refetch()} />}
      {data && part === 'overview' && <OverviewPart chart={data} today={day} canAdmit={can.admit} canWait={can.wait} onTask={setTask} />}
      {data && part === 'schedule' && <SchedulePart clientId={clientId} episodeId={data.stays.find(({ state }) => state !== 'ended')?.id ?? null} />}
      {data && part === 'hours' && <HoursPart chart={data} />}
      {data && part === 'team' && <CareTeamPart chart={data} today={day} canEdit={can.admit} onTask={setTask} />}
      {data && part === 'team' && can.apart && <KeepApartPart clientId={clientId} />}
      {data && part === 'coverage' && (can.coverage ? <CoveragePart chart={data} today={day} /> : <NoPermission />)}
      {data && part === 'details' && <DetailsPart clientId={clientId} canEdit={can.edit && data.client.status === 'active'} onTask={setTask} />}
      {data && part === 'activity' && <ActivityPart clientId={clientId} />}
      {data && shown && <ChartDrawers chart={data} task={shown} today={day} onClose={close} onSaved={changed} />}
    </Page>
  );
}
