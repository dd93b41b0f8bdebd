/** The mark: steps going down to the water, as in a stepwell. */
export function Logo(props: { size?: number }) {
  return (
    <svg width={props.size ?? 24} height={props.size ?? 24} viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect width="32" height="32" rx="8" fill="#03655a" />
      <path d="M6 9h20v3.5H6z" fill="#fff" />
      <path d="M9 14.5h14V18H9z" fill="#9bdbcf" />
      <path d="M12 20h8v3.5h-8z" fill="#33a998" />
    </svg>
  );
}
