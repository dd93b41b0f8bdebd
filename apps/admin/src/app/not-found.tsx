import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { EmptyState } from '../ui/states';

/** An address that leads nowhere, or to something this person has no part in: the two look the same on purpose. */
export function NotFound() {
  useEffect(() => {
    document.title = 'Not found · Stepwell';
  }, []);
  return (
    <EmptyState
      asPage
      title="There is nothing at this address"
      action={<Button renderRoot={(root) => <Link {...root} to="/" />}>Go to the start</Button>}
    >
      It may have been moved or removed, or it belongs to a clinic you are not part of.
    </EmptyState>
  );
}

/** Signed in, but nobody has added this person to a clinic yet. */
export function NoClinic() {
  return <EmptyState asPage title="You are not part of a clinic yet">Ask an administrator of your clinic to add you; then reload this page.</EmptyState>;
}
