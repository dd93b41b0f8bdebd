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
  const flights = Array.from({ length: 9 }, (_, index) => index);
  return (
    <svg className={props.className} viewBox="0 0 600 800" preserveAspectRatio="xMidYMid slice" aria-hidden focusable="false">
      <rect width="600" height="800" fill="#013932" />
      {flights.map((step) => (
        <g key={step} opacity={0.95 - step * 0.02}>
          <path d={`M${step * 34} ${step * 88}H${600 - step * 34}V${step * 88 + 88}H${step * 34}z`} fill={SHADES[step]} />
          <path d={`M${step * 34} ${step * 88}h34v88h-34z`} fill="#000" opacity="0.14" />
          <path d={`M${566 - step * 34} ${step * 88}h34v88h-34z`} fill="#fff" opacity="0.07" />
        </g>
      ))}
    </svg>
  );
}

const SHADES = ['#0b7266', '#096a5f', '#076258', '#065a50', '#055248', '#044a41', '#03423a', '#2b9486', '#6dc7b8'];
