import { jest } from '@jest/globals';

// A journey through the screens takes as long as the machine lets it; what must be quick is measured where it matters.
jest.setTimeout(180_000);
