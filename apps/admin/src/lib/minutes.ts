/** 450 → "7 h 30 min"; 45 → "45 min"; 540 → "9 h"; −30 → "−30 min". Minutes are whole numbers. */
export function formatMinutes(minutes: number): string {
  const sign = minutes < 0 ? '−' : '';
  const whole = Math.abs(Math.round(minutes));
  const hours = Math.floor(whole / 60);
  const rest = whole % 60;
  if (hours === 0) return `${sign}${rest} min`;
  return rest === 0 ? `${sign}${hours} h` : `${sign}${hours} h ${rest} min`;
}

/** 450 → "7.5"; for narrow columns under a heading that says hours. At most one decimal, rounded down so that nobody looks finished early. */
export function formatHours(minutes: number): string {
  const tenths = Math.trunc(minutes / 6);
  return String(tenths / 10);
}

/** 450 → "7 hours 30 minutes"; for screen readers. */
export function speakMinutes(minutes: number): string {
  const whole = Math.abs(Math.round(minutes));
  const hours = Math.floor(whole / 60);
  const rest = whole % 60;
  const parts = [
    ...(hours > 0 ? [`${hours} ${hours === 1 ? 'hour' : 'hours'}`] : []),
    ...(rest > 0 || hours === 0 ? [`${rest} ${rest === 1 ? 'minute' : 'minutes'}`] : []),
  ];
  return (minutes < 0 ? 'minus ' : '') + parts.join(' ');
}
