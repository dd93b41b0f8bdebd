import { SetupChecklist } from '../features/setup/components/setup-checklist';
import { TodayPage } from '../features/today/pages/today.page';
import { registeredScreens } from './navigation';

/** Today, under what a new clinic has still to set up; it can be put away. Features do not know each other, the shell knows both. */
export function TodayScreen() {
  return <TodayPage before={<SetupChecklist screens={registeredScreens} canPutAway />} />;
}
