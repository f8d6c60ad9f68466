// What is used here of server/bootstrap, which is plain JavaScript because it runs before anything is installed.
declare module "*/server/bootstrap/content-hash.mjs" {
  export function contentHash(root: string, paths: readonly string[]): string;
  export function isFresh(stamp: string, hash: string): boolean;
  export function writeStamp(stamp: string, hash: string): void;
}
declare module "*/server/bootstrap/run-command.mjs" {
  export function endCommands(): Promise<void>;
  export function runCommand(
    command: string,
    args: readonly string[],
    options: { cwd: string; env: Record<string, string> },
  ): Promise<{ code: number; output: string }>;
}
