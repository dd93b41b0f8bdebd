import { existsSync, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

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
  return chromium.launch({ executablePath: binary, args: ARGUMENTS });
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

/** Opens a page that notes its own faults. Movement is off, so that pictures and clicks do not race it. */
export async function openPage(browser: Browser, options: PageOptions): Promise<WatchedPage> {
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
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) problems.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) problems.push(`${response.status()} from ${response.request().method()} ${new URL(response.url()).pathname}`);
  });
  return { page, problems, close: () => context.close() };
}

/** Signs in through the screen, as a person does, and waits for the first screen behind it. */
export async function signIn(page: Page, email: string, password: string = DEMO_PASSWORD): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(/\/c\//);
  await settled(page);
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
