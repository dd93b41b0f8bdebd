import type { PaletteSource } from '../lib/palette';

/** What ⌘K searches on the server, in the order shown. A feature adds its source here, one line. */
export const paletteSources: PaletteSource[] = [];
