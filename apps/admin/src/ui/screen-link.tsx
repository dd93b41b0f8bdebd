import { Anchor } from '@mantine/core';
import type { AnchorProps } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useScreenAddress } from '../lib/screens';
import type { ScreenTarget } from '../lib/screens';

/** A link to another screen of the clinic, by its name: `<ScreenLink to={{screen: 'client', params: {clientId}}}>`. */
export function ScreenLink(props: AnchorProps & { to: ScreenTarget; children: ReactNode; 'aria-label'?: string }) {
  const { to, children, ...rest } = props;
  const address = useScreenAddress();
  return (
    <Anchor {...rest} renderRoot={(root) => <Link {...root} to={address(to)} />}>
      {children}
    </Anchor>
  );
}
