import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { usePreferences } from '../../lib/preferences';
import { useHotkey } from '../../lib/hotkeys';
import type { ScreenTarget } from '../../lib/screens';
import { screenAddress } from '../../lib/screens';
import { useClinic } from '../../lib/session';
import { navigationFor } from '../navigation';
import { openPalette } from './palette-host';
import { openShortcuts } from './shortcuts-dialog';
import { togglePrivacyBlur } from './toggle-privacy-blur';

/** The shortcuts that work everywhere. ⌘K works even inside fields. */
export function useShellHotkeys(): void {
  const { privacyBlur } = usePreferences();
  useHotkey('?', 'Show shortcuts', openShortcuts, { group: 'Everywhere' });
  useHotkey(
    'shift+p',
    privacyBlur ? 'Show names' : 'Blur names',
    () => togglePrivacyBlur(!privacyBlur),
    { group: 'Everywhere' },
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        openPalette();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** The "go to" shortcuts of the navigation entries this person has. */
export function GoToHotkeys() {
  const clinic = useClinic();
  const items = navigationFor(clinic.permissions).flatMap((group) => group.items);
  return items.map((item) =>
    item.keys ? <GoTo key={item.screen} keys={item.keys} label={item.label} slug={clinic.clinicSlug} target={{ screen: item.screen } as ScreenTarget} /> : null,
  );
}

function GoTo(props: { keys: string; label: string; slug: string; target: ScreenTarget }) {
  const navigate = useNavigate();
  useHotkey(props.keys, props.label, () => void navigate({ href: screenAddress(props.slug, props.target) }), { group: 'Go to' });
  return null;
}
