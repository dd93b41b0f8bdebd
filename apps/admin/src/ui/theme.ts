import { createTheme } from '@mantine/core';
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';

/*
 * Every ramp runs from a wash (0) to ink (9) at equal lightness, so colours can stand beside each other. Shade 6 on
 * white and shades 3 and 4 on the dark surfaces all pass 4.5:1.
 */
const ramps: Record<string, MantineColorsTuple> = {
  teal: ['#f2fcfa', '#e0f6f1', '#c1eae2', '#9bdbcf', '#6dc7b8', '#33a998', '#057b6e', '#03655a', '#034f46', '#013932'],
  indigo: ['#f8f9fe', '#eceffe', '#d6deff', '#bdc9fe', '#9eaeff', '#7686ff', '#4f57d5', '#3f44b5', '#313590', '#222668'],
  blue: ['#f6fafe', '#e6f2fe', '#c8e3fe', '#a3d1fe', '#71bbff', '#3999ea', '#046eb6', '#015a96', '#014677', '#013257'],
  green: ['#f3fcf5', '#e3f6e7', '#c6ebce', '#a4dcb2', '#7bc991', '#4caa6b', '#167f42', '#006933', '#005227', '#043b1b'],
  yellow: ['#fef8f0', '#faeedd', '#f3dcbb', '#e8c793', '#d8ac65', '#bc8930', '#8c6104', '#734f01', '#5b3d01', '#422b01'],
  orange: ['#fef8f4', '#ffece1', '#fed6bf', '#ffbb92', '#f59b63', '#da752d', '#a44f02', '#874002', '#6b3100', '#4f2200'],
  red: ['#fff7f6', '#feebe9', '#fed4d0', '#ffb7b1', '#ff908a', '#f05a59', '#be2830', '#a01622', '#7f0f19', '#5c0d12'],
  violet: ['#faf8fe', '#f2edfe', '#e3d9fe', '#d3c0fe', '#bfa0ff', '#a376f2', '#794ac2', '#6439a5', '#4f2b83', '#381f5f'],
  gray: ['#f8f9fa', '#f0f2f4', '#e3e6ea', '#d0d5db', '#b0b7c0', '#868f9b', '#5c6571', '#474f59', '#333a43', '#1c2127'],
  dark: ['#e4e7eb', '#c5cad2', '#a0a8b3', '#7a838f', '#3c434d', '#2d333b', '#22272e', '#16191e', '#101317', '#0a0c0f'],
};

const SYSTEM_FONT =
  'ui-sans-serif, system-ui, -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, Inter, "Helvetica Neue", Arial, sans-serif';

const OVERLAY = { backgroundOpacity: 0.32, blur: 0 };

export const theme = createTheme({
  colors: ramps,
  primaryColor: 'teal',
  primaryShade: { light: 6, dark: 6 },
  black: '#1c2127',
  fontFamily: SYSTEM_FONT,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "Segoe UI Mono", Menlo, Consolas, monospace',
  headings: {
    fontFamily: SYSTEM_FONT,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
      h4: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.5' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'md',
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  shadows: {
    xs: '0 1px 2px rgb(16 24 32 / 0.06)',
    sm: '0 1px 3px rgb(16 24 32 / 0.08), 0 1px 2px rgb(16 24 32 / 0.04)',
    md: '0 4px 14px rgb(16 24 32 / 0.10), 0 1px 3px rgb(16 24 32 / 0.06)',
    lg: '0 12px 32px rgb(16 24 32 / 0.14), 0 2px 6px rgb(16 24 32 / 0.06)',
    xl: '0 24px 56px rgb(16 24 32 / 0.18)',
  },
  breakpoints: { xs: '30em', sm: '40em', md: '56em', lg: '72em', xl: '88em' },
  respectReducedMotion: true,
  focusRing: 'auto',
  cursorType: 'pointer',
  // Plain objects and not `Button.extend(…)`: naming a component here would load it with the first page.
  components: {
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm', autosize: true, minRows: 3 } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    NumberInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', checkIconPosition: 'right', comboboxProps: { shadow: 'md' } } },
    Input: { defaultProps: { size: 'sm' } },
    Checkbox: { defaultProps: { size: 'sm', radius: 'xs' } },
    Switch: { defaultProps: { size: 'sm' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Badge: { defaultProps: { variant: 'light', radius: 'sm', tt: 'none', fw: 500 } },
    Card: { defaultProps: { withBorder: true, padding: 'md', radius: 'lg' } },
    Paper: { defaultProps: { radius: 'lg' } },
    Loader: { defaultProps: { size: 'sm', type: 'oval' } },
    Skeleton: { defaultProps: { radius: 'sm' } },
    Table: { defaultProps: { verticalSpacing: 'xs', horizontalSpacing: 'sm' } },
    Tabs: { defaultProps: { keepMounted: false } },
    Title: { defaultProps: { order: 2 } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, fz: 'xs', multiline: true, maw: 320 } },
    // Without the focus placeholder the dropdown holds nothing but menu items, as the role demands.
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-end', withInitialFocusPlaceholder: false } },
    Modal: { defaultProps: { centered: true, radius: 'lg', overlayProps: OVERLAY, closeButtonProps: { 'aria-label': 'Close' } } },
    Drawer: { defaultProps: { position: 'right', size: 'md', overlayProps: OVERLAY, closeButtonProps: { 'aria-label': 'Close' } } },
    Notification: { defaultProps: { radius: 'md', closeButtonProps: { 'aria-label': 'Dismiss' } } },
  },
});

/** The pale surfaces of alerts, chips and light buttons: a wash of the colour under ink that reads at 4.5:1. */
function washes(scheme: 'light' | 'dark'): Record<string, string> {
  const colors = Object.keys(ramps).filter((name) => name !== 'dark');
  return Object.fromEntries(
    colors.flatMap((name) => {
      const shade = (index: number) => `var(--mantine-color-${name}-${index})`;
      const mix = (percent: number) => `color-mix(in srgb, ${shade(5)} ${percent}%, transparent)`;
      const [wash, hover, ink] = scheme === 'light' ? [shade(1), shade(2), shade(7)] : [mix(16), mix(24), shade(3)];
      return [
        [`--mantine-color-${name}-light`, wash],
        [`--mantine-color-${name}-light-hover`, hover],
        [`--mantine-color-${name}-light-color`, ink],
      ];
    }),
  );
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...washes('light'),
    '--mantine-color-text': '#1c2127',
    '--mantine-color-dimmed': 'var(--mantine-color-gray-6)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-6)',
    '--mantine-color-anchor': 'var(--mantine-color-teal-7)',
    '--mantine-color-error': 'var(--mantine-color-red-6)',
    '--mantine-color-default-border': 'var(--mantine-color-gray-3)',
    '--app-surface': '#ffffff',
    '--app-sunken': 'var(--mantine-color-gray-0)',
    '--app-nav': '#f6f7f8',
    '--app-line': 'var(--mantine-color-gray-2)',
    '--app-hover': 'rgb(28 33 39 / 0.045)',
    '--app-active': 'rgb(28 33 39 / 0.075)',
    '--app-accent-wash': 'var(--mantine-color-teal-0)',
  },
  dark: {
    ...washes('dark'),
    '--mantine-color-text': 'var(--mantine-color-dark-0)',
    '--mantine-color-dimmed': 'var(--mantine-color-dark-2)',
    '--mantine-color-placeholder': 'var(--mantine-color-dark-2)',
    '--mantine-color-anchor': 'var(--mantine-color-teal-4)',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--mantine-color-body': 'var(--mantine-color-dark-7)',
    '--app-surface': '#1b1f24',
    '--app-sunken': '#121519',
    '--app-nav': '#121519',
    '--app-line': 'var(--mantine-color-dark-5)',
    '--app-hover': 'rgb(255 255 255 / 0.05)',
    '--app-active': 'rgb(255 255 255 / 0.085)',
    '--app-accent-wash': 'rgb(51 169 152 / 0.12)',
  },
});
