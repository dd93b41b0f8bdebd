import { StatusBadge } from '@/ui';
import type { Layer } from '../api/policy';
import { LAYERS } from '../model/words';

/** Which layer a number comes from. */
export function LayerBadge(props: { layer: Layer }) {
  const known = LAYERS[props.layer];
  return (
    <StatusBadge tone={known.tone} title={known.means} icon={<LayerMark layer={props.layer} />}>
      {known.label}
    </StatusBadge>
  );
}

const ORDER: readonly Layer[] = ['base', 'state', 'accreditor', 'payer', 'program'];

/** Five steps, lit up to the layer: the higher it stands, the more it wins over. */
function LayerMark(props: { layer: Layer }) {
  const at = ORDER.indexOf(props.layer);
  return (
    <svg width="13" height="12" viewBox="0 0 13 12" fill="currentColor" aria-hidden>
      {ORDER.map((layer, index) => (
        <rect key={layer} x={index * 2.7} y={9.2 - index * 2.1} width="2" height={2.4 + index * 2.1} rx="0.6" opacity={index <= at ? 1 : 0.25} />
      ))}
    </svg>
  );
}
