const LOOK_EVERY_MS = 200;

/**
 * `npm` passes a SIGTERM on to its shell, and a shell such as dash dies of it without a word to us. When the process
 * that started us is gone we take that as the SIGTERM it was.
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, LOOK_EVERY_MS);
  timer.unref();
}
