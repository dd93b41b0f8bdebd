import type { DrawnLane } from '../model/lanes';
import type { Dropped } from './ghost';
import { RefusalCard } from './refusal-card';
import { SeriesCard } from './series-card';
import type { Moves, Wish } from './use-moves';
import { namesOf } from './use-resources';
import type { Resources } from './use-resources';

/** What stands beside the last thing that was put down: why it was refused there, or which of its series is meant. */
export function droppedOf(moves: Moves, resources: Resources, lanes: readonly DrawnLane[]): Dropped | null {
  const { refused, asked } = moves;
  const nameOf = (wish: Wish) => namesOf(resources, { staff: wish.session.staff, clients: wish.session.clients });
  const placed = (wish: Wish) => ({ laneKey: wish.laneKey, span: wish.span, session: wish.session, onClose: moves.dismiss });
  if (refused) {
    return {
      ...placed(refused),
      isRefused: true,
      label: 'Why it cannot stand here',
      card: (
        <RefusalCard
          problem={refused.problem}
          day={lanes.find((lane) => lane.key === refused.laneKey)?.day ?? refused.session.clinicDay}
          nameOf={nameOf(refused)}
          busy={moves.busy}
          onSlot={(slot) => void moves.takeSlot(refused, slot)}
          onReason={(reason) => void moves.insist(refused, reason)}
          onClose={moves.dismiss}
        />
      ),
    };
  }
  if (!asked) return null;
  return {
    ...placed(asked),
    isRefused: false,
    label: 'Which sessions of the series',
    card: <SeriesCard wish={asked} nameOf={nameOf(asked)} onThis={() => void moves.move(asked)} onDone={moves.seriesChanged} onClose={moves.dismiss} />,
  };
}
