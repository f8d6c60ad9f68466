/**
 * For the processes that the supervisor starts: when it is gone, even by `kill -9`, the channel to it closes and this
 * process ends as if told to (SIGTERM), at the latest after `hardAfterMs`. Without a supervisor it does nothing.
 */
export function exitWithParent({ hardAfterMs = 3_000 } = {}): void {
  if (process.send === undefined) return;
  const end = (): void => {
    setTimeout(() => process.exit(1), hardAfterMs).unref();
    process.kill(process.pid, "SIGTERM");
  };
  // Our output went to the supervisor; writing to what is left of it must not end us before the orderly stop.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  if (process.connected) process.once("disconnect", end);
  else end();
  process.channel?.unref();
}
