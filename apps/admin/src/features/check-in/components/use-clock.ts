import { useEffect, useState } from 'react';

/** The present, looked at anew every so many seconds: what may be marked changes as time goes by. */
export function useNow(everySeconds = 15): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everySeconds * 1000);
    return () => clearInterval(timer);
  }, [everySeconds]);
  return now;
}
