/** What server/bootstrap/read-settings.mjs has read; URLs without a trailing slash, the folder absolute. */
export type Settings = {
  root: string;
  environment: Record<string, string>;
  /** One process alone, on a database that others look after. */
  only?: "gateway";
  host: string;
  port: number;
  gatewayPort: number;
  dataFolder: string;
  databaseUrl: string | undefined;
  dashboardUrl: string;
  gatewayUrl: string;
};

/** server/bootstrap/progress.mjs */
export type Progress = {
  say: (line: string) => void;
  step: <T>(doing: string, done: string | ((result: T) => string), work: () => Promise<T>) => Promise<T>;
};
