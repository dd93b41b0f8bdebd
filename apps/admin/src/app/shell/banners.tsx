import { IconCloudOff, IconFlask } from '@tabler/icons-react';
import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useMe } from '../../lib/session';
import classes from './banners.module.css';

/** Says that this is the demo clinic, so that nobody enters a real person here. */
export function DemoBanner() {
  if (!useMe().demo) return null;
  return (
    <section className={classes.banner} data-kind="demo" data-print="hide" aria-label="Demo clinic">
      <IconFlask size={16} aria-hidden />
      <span>
        <strong>Demo clinic.</strong> Nobody here is real. Do not enter real people.
      </span>
    </section>
  );
}

/** Says that the connection is gone, and that what is on screen may be old. */
export function OfflineBanner() {
  const online = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
  return (
    <section role="status" aria-label="Connection">
      {!online && (
        <div className={classes.banner} data-kind="offline">
          <IconCloudOff size={16} aria-hidden />
          <span>
            <strong>No connection.</strong> What you see may be out of date; changes cannot be saved until it is back.
          </span>
        </div>
      )}
    </section>
  );
}
