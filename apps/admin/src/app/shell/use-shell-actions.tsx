import { useMantineColorScheme } from '@mantine/core';
import { IconEyeOff, IconKeyboard, IconLock, IconMoon, IconSun } from '@tabler/icons-react';
import type { PaletteItem } from '../../lib/palette';
import { usePreferences } from '../../lib/preferences';
import { lockNow } from './lock-screen';
import { openShortcuts } from './shortcuts-dialog';
import { togglePrivacyBlur } from './toggle-privacy-blur';

/** What ⌘K can do anywhere. */
export function useShellActions(): PaletteItem[] {
  const { privacyBlur } = usePreferences();
  const { setColorScheme } = useMantineColorScheme();
  return [
    {
      id: 'blur',
      label: privacyBlur ? 'Show names' : 'Blur names',
      text: 'blur show names privacy hide',
      icon: <IconEyeOff size={18} stroke={1.7} />,
      keys: 'shift+p',
      run: () => togglePrivacyBlur(!privacyBlur),
    },
    { id: 'dark', label: 'Dark colors', text: 'dark colors theme night', icon: <IconMoon size={18} stroke={1.7} />, run: () => setColorScheme('dark') },
    { id: 'light', label: 'Light colors', text: 'light colors theme day', icon: <IconSun size={18} stroke={1.7} />, run: () => setColorScheme('light') },
    { id: 'keys', label: 'Shortcuts', text: 'shortcuts keyboard help', icon: <IconKeyboard size={18} stroke={1.7} />, keys: '?', run: openShortcuts },
    { id: 'lock', label: 'Lock', text: 'lock away screen', icon: <IconLock size={18} stroke={1.7} />, run: lockNow },
  ];
}
