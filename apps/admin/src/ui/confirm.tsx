import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { createContext, useCallback, useContext, useRef, useState } from 'react';
import type { ReactNode } from 'react';

export interface Question {
  title: string;
  message?: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  /** Red button, for what cannot be taken back. */
  danger?: boolean;
}

const ConfirmContext = createContext<(question: Question) => Promise<boolean>>(async () => false);

/** Asks and waits: `if (await confirm({title: 'Close this group?', confirmLabel: 'Close group'})) …`. */
export function useConfirm(): (question: Question) => Promise<boolean> {
  return useContext(ConfirmContext);
}

/** Gives every screen below it one dialog to ask with. */
export function ConfirmProvider(props: { children: ReactNode }) {
  const [question, setQuestion] = useState<Question | null>(null);
  const [opened, setOpened] = useState(false);
  const answer = useRef<(yes: boolean) => void>(() => undefined);
  const confirm = useCallback((next: Question) => {
    answer.current(false);
    setQuestion(next);
    setOpened(true);
    return new Promise<boolean>((resolve) => {
      answer.current = resolve;
    });
  }, []);
  const close = (yes: boolean) => {
    setOpened(false);
    answer.current(yes);
  };
  return (
    <ConfirmContext.Provider value={confirm}>
      {props.children}
      <ConfirmDialog opened={opened} question={question} onAnswer={close} />
    </ConfirmContext.Provider>
  );
}

/** The dialog itself, for the rare screen that holds its own state. Escape means no; where something would be lost the safe answer has the focus. */
export function ConfirmDialog(props: { opened: boolean; question: Question | null; onAnswer: (yes: boolean) => void }) {
  const { question } = props;
  // Built from parts, for one dialog may stand over another and two headers would be two banners.
  return (
    <Modal.Root opened={props.opened} onClose={() => props.onAnswer(false)} size="sm" zIndex={400} centered>
      <Modal.Overlay backgroundOpacity={0.32} />
      <Modal.Content radius="lg">
        <Modal.Body p="lg">
          <Stack gap="lg">
            <div>
              <Modal.Title component="h2">{question?.title}</Modal.Title>
              {question?.message && (
                <Text component="div" c="dimmed" mt={6}>
                  {question.message}
                </Text>
              )}
            </div>
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={() => props.onAnswer(false)} data-autofocus={question?.danger || undefined}>
                {question?.cancelLabel ?? 'Cancel'}
              </Button>
              <Button color={question?.danger ? 'red' : 'teal'} onClick={() => props.onAnswer(true)} data-autofocus={!question?.danger || undefined}>
                {question?.confirmLabel}
              </Button>
            </Group>
          </Stack>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
