/** What a browser says of where a request comes from. */
export interface RequestOrigin {
  /** `Sec-Fetch-Site`; no page can forge it. */
  fetchSite: string | undefined;
  origin: string | undefined;
  /** The host the request was sent to, with its port when it is not the usual one. */
  host: string;
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a method only reads. */
export function isSafeMethod(method: string): boolean {
  return SAFE.has(method);
}

/**
 * Whether a page of another site made the request. A request with neither header comes from no browser and passes.
 * OWASP Cross-Site Request Forgery Prevention Cheat Sheet, "Fetch Metadata headers" and "Verifying origin".
 */
export function isCrossSite(from: RequestOrigin): boolean {
  if (from.fetchSite !== undefined) return from.fetchSite !== 'same-origin' && from.fetchSite !== 'none';
  if (from.origin === undefined) return false;
  try {
    return new URL(from.origin).host !== from.host.toLowerCase();
  } catch {
    return true; // "null", or no address at all
  }
}
