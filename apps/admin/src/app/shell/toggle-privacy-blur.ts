import { setPreference } from '../../lib/preferences';
import { toast } from '../../ui/toasts';

/** Blurs or shows every client's name on this device. */
export function togglePrivacyBlur(on: boolean): void {
  setPreference('privacyBlur', on);
  toast.done(on ? 'Names are blurred. Point at one to read it.' : 'Names are shown again.');
}
