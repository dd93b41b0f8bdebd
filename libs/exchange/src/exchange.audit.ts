/** Everything this module writes to the audit trail. */
export const EXCHANGE_ACTIONS = [
  'exchange.file-received',
  'exchange.mapping-set',
  'exchange.import-checked',
  'exchange.import-run',
  'exchange.import-undone',
  'exchange.import-removed',
  'exchange.problems-downloaded',
  'exchange.feed-made',
  'exchange.feed-rotated',
  'exchange.feed-revoked',
] as const;

export type ExchangeAction = (typeof EXCHANGE_ACTIONS)[number];
