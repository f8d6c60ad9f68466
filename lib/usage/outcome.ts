/** The outcomes that are counted: verifications that found a key. MALFORMED and NOT_FOUND belong to nobody's usage. */
export const USAGE_CODES = [
  "VALID",
  "EXPIRED",
  "REVOKED",
  "DISABLED",
  "IP_FORBIDDEN",
  "INSUFFICIENT_SCOPE",
  "ENVIRONMENT_MISMATCH",
  "RATE_LIMITED",
] as const;
export type UsageCode = (typeof USAGE_CODES)[number];

/** Where each outcome is counted in usage_minutes, usage_hours and usage_days. */
export const OUTCOME_COLUMN = {
  VALID: "allowed",
  EXPIRED: "expired",
  REVOKED: "revoked",
  DISABLED: "disabled",
  IP_FORBIDDEN: "ip_forbidden",
  INSUFFICIENT_SCOPE: "insufficient_scope",
  ENVIRONMENT_MISMATCH: "environment_mismatch",
  RATE_LIMITED: "rate_limited",
} as const satisfies Record<UsageCode, string>;

export const STATUS_CLASSES = ["1xx", "2xx", "3xx", "4xx", "5xx"] as const;
export type StatusClass = (typeof STATUS_CLASSES)[number];

/** Where each class of reported HTTP status is counted. */
export const STATUS_COLUMN = {
  "1xx": "status_1xx",
  "2xx": "status_2xx",
  "3xx": "status_3xx",
  "4xx": "status_4xx",
  "5xx": "status_5xx",
} as const satisfies Record<StatusClass, string>;

export type CountColumn = (typeof OUTCOME_COLUMN)[UsageCode] | (typeof STATUS_COLUMN)[StatusClass];

/** Every counting column, in the order of the tables. */
export const COUNT_COLUMNS: readonly CountColumn[] = [
  ...USAGE_CODES.map((code) => OUTCOME_COLUMN[code]),
  ...STATUS_CLASSES.map((status) => STATUS_COLUMN[status]),
];
