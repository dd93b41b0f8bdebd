import { useEffect, useRef } from 'react';
import { useClinic } from '@/lib/session';
import { toast, useConfirm } from '@/ui';
import type { Chart } from '../api/chart';
import { archiveClient, restoreClient } from '../api/clients';
import { AdmitDrawer } from './admit-drawer';
import { ChangeHoursDrawer } from './change-hours-drawer';
import type { ChartTask } from './chart-actions';
import { DischargeDrawer, TakeBackDrawer } from './discharge-drawer';
import { EditClientDrawer } from './edit-client-drawer';
import { WaitDrawer } from './wait-drawer';
import { JoinTeamDrawer, LeaveTeamDrawer, MakePrimaryDrawer } from './team-drawers';

interface Props {
  chart: Chart;
  task: ChartTask;
  today: string;
  onClose: () => void;
  onSaved: () => void;
}

/** Whatever is being done in the chart, at its side. */
export function ChartDrawers(props: Props) {
  const { chart, task } = props;
  const common = { clientId: chart.client.id, today: props.today, onClose: props.onClose, onSaved: props.onSaved };
  switch (task.kind) {
    case 'admit':
      return <AdmitDrawer chart={chart} {...(task.programId ? { programId: task.programId } : {})} {...common} />;
    case 'wait':
      return <WaitDrawer chart={chart} {...common} />;
    case 'edit':
      return <EditClientDrawer {...common} />;
    case 'hours':
      return <ChangeHoursDrawer stay={task.stay} {...common} />;
    case 'discharge':
      return <DischargeDrawer stay={task.stay} {...common} />;
    case 'take-back':
      return <TakeBackDrawer stay={task.stay} {...common} />;
    case 'join':
      return <JoinTeamDrawer stay={task.stay} {...common} />;
    case 'leave':
      return <LeaveTeamDrawer stay={task.stay} member={task.member} {...common} />;
    case 'promote':
      return <MakePrimaryDrawer stay={task.stay} member={task.member} {...common} />;
    case 'archive':
    case 'restore':
      return <PutAside {...props} archive={task.kind === 'archive'} />;
  }
}

/** Asks, then puts the chart aside or takes it up again. */
function PutAside(props: Props & { archive: boolean }) {
  const { clinicId } = useClinic();
  const confirm = useConfirm();
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    void (async () => {
      const { id, version } = props.chart.client;
      const yes = await confirm(
        props.archive
          ? { title: 'Archive this chart?', message: 'It leaves the lists and can be found again under “Archived”. Nothing in it is lost.', confirmLabel: 'Archive the chart' }
          : { title: 'Restore this chart?', message: 'It comes back into the lists and can be changed again.', confirmLabel: 'Restore' },
      );
      if (!yes) return props.onClose();
      try {
        await (props.archive ? archiveClient(clinicId, id, version) : restoreClient(clinicId, id, version));
        toast.done(props.archive ? 'Chart archived' : 'Chart restored');
        props.onSaved();
      } catch (error) {
        toast.failed(error);
        props.onClose();
      }
    })();
  });
  return null;
}
