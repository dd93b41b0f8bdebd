import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createQueryClient } from '../lib/query/client';
import { ConfirmProvider } from '../ui/confirm';
import { cssVariables, theme } from '../ui/theme';
import { ErrorBoundary } from './error-boundary';
import { createAppRouter } from './router';

const queries = createQueryClient();
const router = createAppRouter(queries);
// The same key is read by public/color-scheme.js before the first paint.
const colorScheme = localStorageColorSchemeManager({ key: 'stepwell.color-scheme' });

/** The whole product in the browser. */
export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} colorSchemeManager={colorScheme} defaultColorScheme="auto">
      <ErrorBoundary>
        <QueryClientProvider client={queries}>
          <ConfirmProvider>
            <RouterProvider router={router} />
          </ConfirmProvider>
          {/* At the left: the buttons of a drawer stand at the lower right. */}
          <Notifications position="bottom-left" limit={4} zIndex={450} />
        </QueryClientProvider>
      </ErrorBoundary>
    </MantineProvider>
  );
}
