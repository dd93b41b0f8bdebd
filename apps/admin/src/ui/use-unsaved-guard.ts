import { useBlocker } from '@tanstack/react-router';
import { useConfirm } from './confirm';

/** Asks before a person leaves the screen with changes that are not saved, also when the tab closes. */
export function useUnsavedGuard(dirty: boolean): void {
  const confirm = useConfirm();
  useBlocker({
    disabled: !dirty,
    enableBeforeUnload: () => dirty,
    shouldBlockFn: async ({ current, next }) => {
      if (current.pathname === next.pathname) return false;
      return !(await confirm(leaveQuestion));
    },
  });
}

/** The question asked before changes are thrown away. */
export const leaveQuestion = {
  title: 'Leave without saving?',
  message: 'What you changed here will be lost.',
  confirmLabel: 'Discard changes',
  cancelLabel: 'Keep editing',
  danger: true,
};
