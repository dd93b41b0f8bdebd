import { ClinicPage } from '../features/settings/pages/clinic.page';
import { SetupChecklist } from '../features/setup/components/setup-checklist';
import { registeredScreens } from './navigation';

/** The clinic's settings, where the checklist of a new clinic stays until it is done. */
export function SettingsScreen() {
  return <ClinicPage before={<SetupChecklist screens={registeredScreens} />} />;
}
