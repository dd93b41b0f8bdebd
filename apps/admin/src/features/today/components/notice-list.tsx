import { Button, Card, Group, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { formatDay, formatTimeRange, today } from '@/lib/clinic-time';
import { useClinic } from '@/lib/session';
import { ScreenLink, toast } from '@/ui';
import { readNotices, seeNotice, todayKeys } from '../api/today';
import type { Notice } from '../api/today';
import classes from './needs-you.module.css';

/** What somebody is told of their own sessions and has not seen yet. Silent while there is nothing. */
export function NoticeList() {
  const { clinicId, timeZone } = useClinic();
  const queries = useQueryClient();
  const notices = useQuery({ queryKey: todayKeys.notices(clinicId), queryFn: ({ signal }) => readNotices(clinicId, signal), refetchInterval: 60_000 });
  const items: Notice[] = notices.data?.items ?? [];
  if (items.length === 0) return null;
  const day = today(timeZone);
  const seen = async (notice: Notice) => {
    try {
      await seeNotice(clinicId, notice.id);
    } catch (error) {
      toast.failed(error);
    }
    await queries.invalidateQueries({ queryKey: ['messages', clinicId] });
  };
  return (
    <Card component="section" aria-label="News for you">
      <Text fw={600} component="h2" size="lg" m={0} mb="xs">
        News for you
      </Text>
      <ul className={classes.list}>
        {items.map((notice) => (
          <li key={notice.id} className={classes.item}>
            <div>
              <Text fw={500}>{notice.text}</Text>
              <Text size="sm" c="dimmed">
                <ScreenLink to={{ screen: 'calendar', search: { day: notice.session.day } }} size="sm" c="dimmed" underline="always">
                  {notice.session.title}
                </ScreenLink>
                {` · ${formatDay(notice.session.day, day)}, ${formatTimeRange(notice.session.startsAt, notice.session.endsAt, timeZone)}`}
                {notice.session.roomName && !notice.session.cancelled ? ` · ${notice.session.roomName}` : ''}
              </Text>
            </div>
            <Group>
              <Button variant="default" size="xs" onClick={() => void seen(notice)} aria-label={`Seen: ${notice.session.title}, ${formatDay(notice.session.day, day)}`}>
                Seen
              </Button>
            </Group>
          </li>
        ))}
      </ul>
    </Card>
  );
}
