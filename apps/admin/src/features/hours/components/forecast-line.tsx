import { Text } from '@mantine/core';
import { IconTrendingDown } from '@tabler/icons-react';
import type { Forecast } from '../api/hours';
import classes from './forecast.module.css';

/** How the week is likely to end, marked as what it is: not a fact. */
export function ForecastLine({ forecast }: { forecast: Forecast }) {
  return (
    <Text size="xs" className={classes.line}>
      <IconTrendingDown size={14} aria-hidden />
      <span>{forecast.sentence}</span>
    </Text>
  );
}
