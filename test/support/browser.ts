import { existsSync, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const ARGUMENTS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  // Debian's launcher asks for drawing by the graphics card, which on a machine without one is slower than without.
  '--disable-gpu-rasterization',
];

/**
 * Of this argument only the last counts, so what Playwright turns off is said again. New are the two pages that Chromium
 * loads for the address bar of every window, which nobody here sees: they cost as much as one of our screens.
 */
const FEATURES_OFF = [
  'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup',
  'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding',
  'ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch',
];

/** The windows people use: a desk, a tablet in the group room, a phone on the way. */
export const SIZES = { wide: { width: 1440, height: 900 }, tablet: { width: 820, height: 1180 }, phone: { width: 390, height: 844 } } as const;

/** How long a page may take to come to what is waited for. Long: a busy machine is no fault, and what is right comes sooner. */
const PATIENCE_MS = 45_000;

/** The demo accounts' password. */
export const DEMO_PASSWORD = 'stepwell-demo';

/** Starts Chromium with a fresh profile. `CHROMIUM` names another binary. Close it in `afterAll`. */
export async function startBrowser(): Promise<Browser> {
  const binary = process.env['CHROMIUM'] ?? CANDIDATES.find((path) => existsSync(path));
  if (binary === undefined) throw new Error('No Chromium found. On Debian: apt-get install chromium; elsewhere set CHROMIUM to its path.');
  return chromium.launch({ executablePath: binary, args: [...ARGUMENTS, `--disable-features=${FEATURES_OFF.join(',')}`] });
}

export interface PageOptions {
  url: string;
  size?: keyof typeof SIZES;
  dark?: boolean;
  /** Where the viewer's device is; New York unless said. */
  timeZone?: string;
}

/** A page of its own (own cookies, own storage), and everything that went wrong in it so far. */
export interface WatchedPage {
  page: Page;
  /** Script errors, refused resources, answers of 500 and more. A test ends with `expect(problems).toEqual([])`. */
  problems: string[];
  close(): Promise<void>;
}

/** Pages that a test has left and the next one may have: the browser has read, compiled and warmed the screens there. */
const left = new WeakMap<Browser, Map<string, Page[]>>();

/** Opens a page that notes its own faults. Movement is off, so that pictures and clicks do not race it. */
export async function openPage(browser: Browser, options: PageOptions): Promise<WatchedPage> {
  const kind = JSON.stringify([options.url, options.size ?? 'wide', options.dark ?? false, options.timeZone ?? 'America/New_York']);
  const page = pagesLeft(browser, kind).pop() ?? (await newPage(browser, options));
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) problems.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) problems.push(`${response.status()} from ${response.request().method()} ${new URL(response.url()).pathname}`);
  });
  const close = async () => {
    await forget(page, options.url);
    pagesLeft(browser, kind).push(page);
  };
  return { page, problems, close };
}

function pagesLeft(browser: Browser, kind: string): Page[] {
  const kinds = left.get(browser) ?? new Map<string, Page[]>();
  left.set(browser, kinds);
  const pages = kinds.get(kind) ?? [];
  kinds.set(kind, pages);
  return pages;
}

async function newPage(browser: Browser, options: PageOptions): Promise<Page> {
  const context = await browser.newContext({
    baseURL: options.url,
    viewport: SIZES[options.size ?? 'wide'],
    colorScheme: options.dark ? 'dark' : 'light',
    timezoneId: options.timeZone ?? 'America/New_York',
    locale: 'en-US',
    reducedMotion: 'reduce',
    hasTouch: options.size === 'tablet' || options.size === 'phone',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  return page;
}

/** Leaves nothing of a person in the page: no session, nothing stored, no other window, and the network back. */
async function forget(page: Page, url: string): Promise<void> {
  const context = page.context();
  await context.setOffline(false);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await Promise.all(context.pages().map((open) => (open === page ? undefined : open.close())));
  // A document of the same address without the application in it: what the session kept can be cleared, and nothing writes it again.
  await page.goto(new URL('/favicon.svg', url).href);
  await page.evaluate('sessionStorage.clear(), localStorage.clear()');
  await context.clearCookies();
  for (const event of ['pageerror', 'console', 'response'] as const) page.removeAllListeners(event);
}

/**
 * Gives the page a session of its own, without a screen: drawing the same two for every test costs a run a third of its
 * time. The form itself is lived in `access-screens`. Open a screen next.
 */
export async function signIn(page: Page, email: string, password: string = DEMO_PASSWORD): Promise<void> {
  const answer = await page.request.post('/api/auth/login', { data: { email, password } });
  if (!answer.ok()) throw new Error(`Sign-in was refused: ${answer.status()}`);
}

/** Opens a screen of the clinic by its address below `/c/<clinic>` and waits until it shows what it has. */
export async function openScreen(page: Page, clinicSlug: string, path: string): Promise<void> {
  await page.goto(`/c/${clinicSlug}${path}`);
  await settled(page);
}

/** Waits until the heading is there and nothing is loading any more. */
export async function settled(page: Page): Promise<void> {
  // There, if not to be seen: on paper some headings are not.
  await page.locator('h1').first().waitFor({ state: 'attached' });
  // Asked from outside, for the page's own policy lets no text be evaluated.
  const loading = page.locator('[aria-busy="true"], [role="status"][aria-label="Loading"]');
  for (const until = performance.now() + PATIENCE_MS; (await loading.count()) > 0 && performance.now() < until; ) await page.waitForTimeout(50);
  await page.evaluate('document.fonts.ready.then(() => undefined)');
}

interface AxeResult {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/** What axe finds on the page as it is now: WCAG 2.2 A and AA and its best practices. Empty when all is well. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const loaded = await page.evaluate<boolean>(`'axe' in window`);
  if (!loaded) await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const result = await page.evaluate<AxeResult>(`(async () => {
    // An open list or menu lies at the end of the document, outside the landmarks, and belongs to its button.
    const open = document.querySelector('body > [data-portal] [role="menu"], body > [data-portal] [role="listbox"]') !== null;
    return axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: { region: { enabled: !open } },
      resultTypes: ['violations'],
    });
  })()`);
  return result.violations.map((fault) => `${fault.id}: ${fault.help}\n${fault.nodes.slice(0, 5).map((node) => `  ${node.html.slice(0, 240)}\n  ${node.failureSummary ?? ''}`).join('\n')}`);
}

/** Takes a picture into `docs/screens/<name>.png` when `STEPWELL_SCREENS=1`; otherwise does nothing, so that tests leave no trace. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env['STEPWELL_SCREENS'] !== '1') return;
  await settled(page);
  const path = join(root, 'docs', 'screens', `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
}
