import { Code, Group, NumberInput, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { StatusBadge } from '@/ui';
import type { Question } from '../api/imports';
import classes from './import.module.css';

type Answer = (key: string, value: string | null) => void;

/** What the file leaves open: what must be said first, then what has a usual answer. */
export function Questions(props: { questions: Question[]; onAnswer: Answer; disabled: boolean }) {
  const inOrder = [...props.questions].sort((a, b) => Number(a.otherwise !== null) - Number(b.otherwise !== null));
  return (
    <Stack gap={0} className={classes.questions}>
      {inOrder.map((question) => (
        <div key={question.key} className={classes.question}>
          <div>
            <Group gap="xs">
              <Text fw={600} id={`question-${question.key}`}>
                {question.text}
              </Text>
              {question.given === null && question.otherwise === null && <StatusBadge tone="warning">To be said</StatusBadge>}
            </Group>
            <Text c="dimmed" size="sm">
              {question.column && <>Column “{question.column}”. </>}
              {question.why}
            </Text>
            {question.samples.length > 0 && (
              <Group gap={6} mt={4}>
                {question.samples.slice(0, 5).map((sample) => (
                  <Code key={sample}>{sample}</Code>
                ))}
              </Group>
            )}
          </div>
          <AnswerField question={question} onAnswer={props.onAnswer} disabled={props.disabled} />
        </div>
      ))}
    </Stack>
  );
}

function AnswerField({ question, onAnswer, disabled }: { question: Question; onAnswer: Answer; disabled: boolean }) {
  const [draft, setDraft] = useState(question.given ?? '');
  useEffect(() => setDraft(question.given ?? ''), [question.given]);
  const save = (): void => {
    if (draft !== (question.given ?? '')) onAnswer(question.key, draft === '' ? null : draft);
  };
  const common = { 'aria-label': question.text, disabled, w: 260 } as const;
  if (question.answer === 'time') return <TextInput {...common} type="time" value={draft} onChange={(event) => setDraft(event.currentTarget.value)} onBlur={save} />;
  if (question.answer === 'minutes') return <NumberInput {...common} min={1} max={1440} suffix=" min" value={draft} onChange={(value) => setDraft(String(value))} onBlur={save} />;
  if (question.answer === 'year') return <NumberInput {...common} min={0} max={99} placeholder="Two digits" value={draft} onChange={(value) => setDraft(String(value))} onBlur={save} />;
  if (question.choices.length > 4) return <Select {...common} searchable placeholder="Choose" data={question.choices} value={question.given} onChange={(value) => onAnswer(question.key, value)} />;
  return (
    <Radio.Group aria-labelledby={`question-${question.key}`} value={question.given ?? question.otherwise} onChange={(value) => onAnswer(question.key, value)}>
      <Stack gap={6} w={260}>
        {question.choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} label={choice.label} disabled={disabled} />
        ))}
        {question.choices.length === 0 && <Text c="dimmed">Nothing to choose from yet.</Text>}
      </Stack>
    </Radio.Group>
  );
}
