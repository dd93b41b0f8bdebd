/** Steps down to the water: the mark, and at large the picture beside the sign-in. */
export function Steps(props: { className?: string | undefined; large?: boolean }) {
  if (!props.large) {
    return (
      <svg className={props.className} width="40" height="40" viewBox="0 0 32 32" aria-hidden focusable="false">
        <rect width="32" height="32" rx="8" fill="#03655a" />
        <path d="M6 9h20v3.5H6z" fill="#fff" />
        <path d="M9 14.5h14V18H9z" fill="#9bdbcf" />
        <path d="M12 20h8v3.5h-8z" fill="#33a998" />
      </svg>
    );
  }
  return (
    <svg className={props.className} viewBox="0 0 600 800" preserveAspectRatio="xMidYMid slice" aria-hidden focusable="false">
      <rect width="600" height="800" fill="#0a5f55" />
      {Array.from({ length: LEVELS }, (_, level) => (
        <Level key={level} level={level} />
      ))}
      <Water />
    </svg>
  );
}

const LEVELS = 9;
const CENTRE = { x: 300, y: 400 };

/** Half the width and height of the well at a level; treads between the slopes. */
function halfOf(level: number): { x: number; y: number } {
  const reach = 1.08 - level * 0.1;
  return { x: 300 * reach, y: 400 * reach };
}

/** One flight seen from above: four slopes, each in its own light. */
function Level(props: { level: number }) {
  const outer = halfOf(props.level);
  const inner = halfOf(props.level + 0.62);
  const depth = 1 - props.level / (LEVELS * 1.3);
  const corner = (half: { x: number; y: number }, sx: number, sy: number) => `${CENTRE.x + sx * half.x} ${CENTRE.y + sy * half.y}`;
  const slope = (ax: number, ay: number, bx: number, by: number) =>
    `M${corner(outer, ax, ay)}L${corner(outer, bx, by)}L${corner(inner, bx, by)}L${corner(inner, ax, ay)}z`;
  const lit = (light: number) => `hsl(172 ${Math.round(62 + light * 10)}% ${(9 + light * 24 * depth).toFixed(1)}%)`;
  return (
    <g>
      <path d={`M${corner(outer, -1, -1)}L${corner(outer, 1, -1)}L${corner(outer, 1, 1)}L${corner(outer, -1, 1)}z`} fill={lit(0.8)} />
      <path d={slope(-1, -1, 1, -1)} fill={lit(0.36)} />
      <path d={slope(1, -1, 1, 1)} fill={lit(0.62)} />
      <path d={slope(1, 1, -1, 1)} fill={lit(1)} />
      <path d={slope(-1, 1, -1, -1)} fill={lit(0.48)} />
    </g>
  );
}

function Water() {
  const { x, y } = halfOf(LEVELS);
  const left = CENTRE.x - x;
  const top = CENTRE.y - y;
  return (
    <g>
      <rect x={left} y={top} width={x * 2} height={y * 2} fill="#6dc7b8" />
      <path d={`M${left} ${top}h${x * 2}L${left} ${top + y * 2}z`} fill="#9bdbcf" opacity="0.55" />
    </g>
  );
}
