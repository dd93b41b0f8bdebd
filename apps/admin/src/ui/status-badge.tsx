import { Badge } from '@mantine/core';
import { IconAlertTriangle, IconCircle, IconCircleCheck, IconCircleDashed, IconCircleX, IconClock, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './status-badge.module.css';

/** What a state means to the person looking, not which colour it has. */
export type Tone = 'good' | 'info' | 'waiting' | 'warning' | 'bad' | 'neutral' | 'off';

const LOOKS: Record<Tone, { color: string; icon: ReactNode }> = {
  good: { color: 'green', icon: <IconCircleCheck size={14} /> },
  info: { color: 'blue', icon: <IconInfoCircle size={14} /> },
  waiting: { color: 'violet', icon: <IconClock size={14} /> },
  warning: { color: 'yellow', icon: <IconAlertTriangle size={14} /> },
  bad: { color: 'red', icon: <IconCircleX size={14} /> },
  neutral: { color: 'gray', icon: <IconCircle size={14} /> },
  off: { color: 'gray', icon: <IconCircleDashed size={14} /> },
};

/** A state as colour, word and sign at once; none of the three stands alone. */
export function StatusBadge(props: { tone: Tone; children: ReactNode; icon?: ReactNode; title?: string }) {
  const look = LOOKS[props.tone];
  return (
    <Badge
      className={classes.badge}
      data-color={look.color}
      leftSection={<span aria-hidden className={classes.icon}>{props.icon ?? look.icon}</span>}
      title={props.title}
    >
      {props.children}
    </Badge>
  );
}

/** The standing of a client week, in the words of the rules of the week. */
export function StandingBadge(props: { standing: 'met' | 'on_track' | 'at_risk' | 'short' | 'over'; title?: string }) {
  const known = { met: ['good', 'Met'], on_track: ['info', 'On track'], at_risk: ['warning', 'At risk'], short: ['bad', 'Short'], over: ['waiting', 'Over'] } as const;
  const [tone, word] = known[props.standing];
  return (
    <StatusBadge tone={tone} {...(props.title ? { title: props.title } : {})}>
      {word}
    </StatusBadge>
  );
}
