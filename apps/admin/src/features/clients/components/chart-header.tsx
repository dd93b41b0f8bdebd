import { HoverCard, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { formatDate, formatDay } from '@/lib/clinic-time';
import { StatusBadge } from '@/ui';
import type { Tone } from '@/ui';
import type { Alert, Chart } from '../api/chart';
import { leadingStay, sayHours, sayWeek } from '../model/stay';
import { ROLES, sayAlert } from '../model/words';
import classes from './chart-header.module.css';

const TONES: Record<Alert['severity'], Tone> = { critical: 'bad', warning: 'warning', info: 'info' };

/** What everyone needs at hand while they read a chart: who, how old, where in the stay, who cares, what to mind. */
export function ChartHeader(props: { chart: Chart; today: string }) {
  const { chart, today } = props;
  const { client } = chart;
  const stay = leadingStay(chart);
  const team = stay?.careTeam.filter(({ now }) => now) ?? [];
  const primary = team.find(({ isPrimary }) => isPrimary);
  const others = chart.stays.filter((one) => one.state !== 'ended' && one.id !== stay?.id);
  return (
    <div className={classes.header}>
      <div className={classes.line}>
        {client.pronouns && <span>{client.pronouns}</span>}
        {client.birthDate && (
          <span>
            {client.age} {client.age === 1 ? 'year' : 'years'} <Text span inherit visibleFrom="xs">({formatDate(client.birthDate)})</Text>
          </span>
        )}
        <span className={classes.number}>Chart {client.chartNumber}</span>
      </div>
      {stay && (
        <div className={classes.line} data-strong>
          <strong>{stay.programName}</strong>
          {stay.state === 'current' && <span>{sayWeek(stay)}</span>}
          {stay.state === 'ended' && stay.dischargedOn && <span>until {formatDay(stay.dischargedOn, today)}</span>}
          {stay.state !== 'ended' && stay.prescription && <span>{sayHours(stay.prescription)}</span>}
          {others.length > 0 && <span>and {others.map(({ programName }) => programName).join(', ')}</span>}
          {team.length > 0 && (
            <HoverCard shadow="md" position="bottom-start" openDelay={120}>
              <HoverCard.Target>
                <UnstyledButton className={classes.team}>
                  <IconUsersGroup size={15} aria-hidden />
                  <VisuallyHidden>Care team: </VisuallyHidden>
                  {primary?.name ?? team[0]?.name}
                  {team.length > 1 && <Text span c="dimmed"> + {team.length - 1}</Text>}
                </UnstyledButton>
              </HoverCard.Target>
              <HoverCard.Dropdown>
                <ul className={classes.members}>
                  {team.map((one) => (
                    <li key={one.id}>
                      {one.name} <Text span c="dimmed">{ROLES[one.role]}{one.isPrimary ? ', primary' : ''}</Text>
                    </li>
                  ))}
                </ul>
              </HoverCard.Dropdown>
            </HoverCard>
          )}
        </div>
      )}
      {chart.alerts.length > 0 && (
        <ul className={classes.alerts} aria-label="To mind">
          {chart.alerts.map((alert) => (
            <li key={`${alert.code}${alert.episodeId}`}>
              <StatusBadge tone={TONES[alert.severity]}>{sayAlert(alert, alert.day ? formatDay(alert.day, today) : '')}</StatusBadge>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
