import { Button, Group } from '@mantine/core';
import { Component } from 'react';
import type { ReactNode } from 'react';
import { EmptyState } from '../ui/states';

/** Catches what no screen caught: says so plainly and offers the way out. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <ScreenFailed /> : this.props.children;
  }
}

/** One screen broke; the rest of the product still works. After an update the old code may be gone: a reload mends that. */
export function ScreenFailed(props: { reset?: () => void }) {
  return (
    <EmptyState
      asPage
      title="This screen stopped working"
      action={
        <Group gap="xs">
          <Button onClick={() => window.location.reload()}>Reload</Button>
          {props.reset && (
            <Button variant="default" onClick={props.reset}>
              Try again
            </Button>
          )}
        </Group>
      }
    >
      What was saved is safe. Reload the page; if it happens again, tell your administrator what you were doing.
    </EmptyState>
  );
}
