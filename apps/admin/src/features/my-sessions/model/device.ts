/** What a browser's long name says to a person. */
export interface Device {
  name: string;
  kind: 'computer' | 'phone' | 'tablet' | 'program';
}

// In this order: every browser says it is several others as well.
const BROWSERS: [RegExp, string][] = [
  [/\bEdg(A|iOS)?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(HeadlessChrome|Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bVersion\/.*Safari\//, 'Safari'],
];
const SYSTEMS: [RegExp, string, Device['kind']][] = [
  [/\biPad\b/, 'iPad', 'tablet'],
  [/\biPhone\b/, 'iPhone', 'phone'],
  [/\bAndroid\b(?!.*\bMobile\b)/, 'Android tablet', 'tablet'],
  [/\bAndroid\b/, 'Android', 'phone'],
  [/\bWindows\b/, 'Windows', 'computer'],
  [/\bMac OS X\b/, 'Mac', 'computer'],
  [/\bCrOS\b/, 'ChromeOS', 'computer'],
  [/\bLinux\b/, 'Linux', 'computer'],
];

/** "Chrome on Windows"; what is no browser is named as it names itself. */
export function deviceOf(userAgent: string): Device {
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent));
  if (browser && system) return { name: `${browser} on ${system[1]}`, kind: system[2] };
  if (browser || system) return { name: browser ?? system?.[1] ?? '', kind: system?.[2] ?? 'computer' };
  const name = userAgent.split(/[\s/(]/)[0]?.slice(0, 40) ?? '';
  return { name: name === '' ? 'Unknown device' : name, kind: 'program' };
}
