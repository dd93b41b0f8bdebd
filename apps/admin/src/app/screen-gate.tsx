import type { RouteComponent } from '@tanstack/react-router';
import type { ScreenName } from '../lib/screens';
import { useClinic } from '../lib/session';
import { NoPermission } from '../ui/states';
import { mayOpen } from './navigation';

/** Shows a screen to those whose roles include it. The server refuses the rest anyway; this says so kindly. */
export function ScreenGate(props: { screen: ScreenName; component: RouteComponent }) {
  const { permissions } = useClinic();
  const Screen = props.component;
  return mayOpen(props.screen, permissions) ? <Screen /> : <NoPermission asPage />;
}
